import { expect, test } from 'vitest';
import type { ShownLine } from '../model/picture';
import { layKey, paint, paintKey, type Sheet } from './paint';
import type { Curve, Point, Scene } from './scene';
import { SvgPen } from './svg';

const [width, height] = [375, 300];
const perLetter = 7;
const sheet: Sheet = {
  ...{ width, height, ratio: 1, camera: { k: 1, x: 0, y: 0 }, focus: null, selected: null, strong: false, covered: [] },
  look: { ink: '#000', paper: '#fff', quiet: '#888', accent: '#f00' },
};

function point(id: string, label: string, x: number, y: number): Point {
  return { id, label, kind: 'EVENT', x, y, r: 8, degree: 1, more: 0, alone: false, absent: false };
}
function scene(...points: Point[]): Scene {
  return { points, curves: [], byId: new Map(points.map((p) => [p.id, p])), curvesOf: new Map() };
}
/** The names that are written, with the middles and the tops of their letters. */
function written(scene: Scene, change: Partial<Sheet> = {}) {
  const pen = new SvgPen((text) => text.length * perLetter);
  paint(pen, scene, { ...sheet, ...change });
  const texts = pen
    .document(width, height, '#fff', '')
    .matchAll(/<text x="([\d.-]+)" y="([\d.-]+)"[^>]*fill="#000"[^>]*>([^<]*)/g);
  return [...texts].map(([, x, y, text = '']) => ({ text, x: Number(x), y: Number(y) }));
}

test('names at the edge of the sheet are whole', () => {
  const long = 'Washington-brokered peace agreement of 2025';
  const points = [point('a', long, 12, 60), point('b', long, width - 12, 140), point('c', 'Tbilisi', 100, height - 12)];
  const names = written(scene(...points));
  expect(names.map((n) => n.text).sort()).toEqual(['Tbilisi', long, long]);
  for (const { text, x, y } of names) {
    const half = (text.length * perLetter) / 2;
    expect([x - half >= 0, x + half <= width, y <= height], text).toEqual([true, true, true]);
  }
});

test('a name wider than the sheet, and one of what is out of sight, are left out', () => {
  expect(written(scene(point('a', 'x'.repeat(60), 180, 60), point('b', 'Away', -20, 60)))).toEqual([]);
});

test('no name is written where something lies over the sheet', () => {
  const one = scene(point('a', 'Tbilisi', 340, 60));
  expect(written(one)[0]?.y).toBeGreaterThan(60);
  expect(written(one, { covered: [[300, 70, 375, 100]] })[0]?.y).toBeLessThan(60);
});

/** What is drawn of one line: its strokes with width, opacity and dashes, and how many circles are on it. */
function drawn(change: Partial<ShownLine>) {
  const [a, b] = [point('a', '', 100, 150), point('b', '', 300, 150)];
  const relation = { category: 'AFFILIATION', symmetric: false };
  const line = { id: 'l', relation, status: 'held', certainty: null, faint: false, ...change } as ShownLine;
  const curve: Curve = { line, a, b, cx: 200, cy: 150 };
  const pen = new SvgPen((text) => text.length * perLetter);
  paint(pen, { points: [], curves: [curve], byId: new Map(), curvesOf: new Map() }, sheet);
  const paths = [...pen.document(width, height, '#fff', '').matchAll(/<path d="([^"]*)" ([^>]*)\/>/g)];
  const has = (d: string, what: string) => d.includes(what);
  const strokes = paths.filter(([, d = '', paint = '']) => has(d, 'Q200') && has(paint, 'fill="none"'));
  return {
    lines: strokes.map(([, d = '', paint = '']) => ({
      y: Number(/M\S+ ([\d.]+)/.exec(d)?.[1]),
      width: Number(/stroke-width="([\d.]+)"/.exec(paint)?.[1]),
      opacity: Number(/ opacity="([\d.]+)"/.exec(paint)?.[1] ?? 1),
    })),
    circles: paths.filter(([, d = '', paint = '']) => has(d, 'A') && has(paint, 'fill="none"')).length,
    crossing: paths.filter(
      ([, d = '', paint = '']) => /^M[\d.]+ [\d.]+L[\d.]+ [\d.]+(M[\d.]+ [\d.]+L[\d.]+ [\d.]+)?$/.test(d) && has(paint, '#f00'),
    ).length,
    question: paths.filter(([, d = '']) => (d.match(/Q/g) ?? []).length === 3).length,
    openTip: paths.some(([, d = '', paint = '']) => /^M\S+ \S+L\S+ \S+L\S+ [\d.]+$/.test(d) && has(paint, 'fill="none"')),
  };
}

test('a certain line is one, a presumed one two thin ones, a possible one thin with a question mark', () => {
  const [certain, presumed, possible] = (['CERTAIN', 'PRESUMED', 'POSSIBLE'] as const).map((certainty) => drawn({ certainty }));
  expect(certain?.lines.map((l) => l.y)).toEqual([150]);
  expect(presumed?.lines.map((l) => l.y)).toEqual([148.5, 151.5]);
  expect(possible?.lines.map((l) => l.y)).toEqual([150]);
  expect(possible?.lines[0]?.width).toBeLessThan(certain?.lines[0]?.width ?? 0);
  expect([certain, presumed, possible].map((l) => [l?.question, l?.circles, l?.openTip])).toEqual([
    ...[
      [0, 0, false],
      [0, 0, false],
      [1, 1, false],
    ],
  ]);
  expect(drawn({}).lines).toEqual(certain?.lines);
});

test('what is not held has an open tip and a mark, what has ended is faint', () => {
  const held = drawn({ certainty: 'CERTAIN' });
  const [planned, denied, mixed] = (['planned', 'denied', 'mixed'] as const).map((status) =>
    drawn({ status, certainty: 'CERTAIN' }),
  );
  expect([planned, denied, mixed].map((l) => [l?.circles, l?.crossing, l?.openTip])).toEqual([
    ...[
      [1, 0, true],
      [1, 1, true],
      [1, 1, false],
    ],
  ]);
  expect(planned?.lines[0]?.opacity).toBeLessThan(held.lines[0]?.opacity ?? 0);
  expect(drawn({ faint: true }).lines[0]?.opacity).toBeLessThan(0.3);
  expect(drawn({ status: 'denied', certainty: 'POSSIBLE' })).toMatchObject({ circles: 2, question: 1, crossing: 1 });
});

test('what did not exist has a broken outline, and no fill', () => {
  const pen = new SvgPen((text) => text.length * perLetter);
  paint(pen, scene({ ...point('a', 'Finland (did not exist in 1900)', 100, 100), absent: true }), sheet);
  const body = /<path d="[^"]*" fill="none" stroke="#888"[^>]*stroke-dasharray[^>]*>/;
  const text = pen.document(width, height, '#fff', '');
  expect(text).toMatch(body);
  expect(text).toContain('did not exist in 1900');
  expect(text).not.toMatch(/fill="#c76f9f"/);
});

test('the key stands under the drawing, on as many lines as it needs', () => {
  const pen = new SvgPen((text) => text.length * perLetter);
  const entries = ['Affiliation', 'Certain', 'Presumed', 'Only denied'].map(
    (text) => ({ category: 'OTHER', certainty: null, status: 'held', text }) as const,
  );
  const laid = layKey(pen, entries, width);
  expect(new Set(laid.at.map((e) => e.y)).size).toBeGreaterThan(1);
  for (const { x, wide } of laid.at) expect(x + wide).toBeLessThanOrEqual(width);
  paintKey(pen, sheet, 'As of 2007', laid, height);
  const text = pen.document(width, height + laid.height, '#fff', '');
  for (const words of ['As of 2007', ...entries.map((e) => e.text)]) expect(text).toContain(`>${words}</text>`);
});
