import { expect, test } from 'vitest';
import { paint, type Sheet } from './paint';
import type { Point, Scene } from './scene';
import { SvgPen } from './svg';

const [width, height] = [375, 300];
const perLetter = 7;
const sheet: Sheet = {
  ...{ width, height, ratio: 1, camera: { k: 1, x: 0, y: 0 }, focus: null, selected: null, strong: false, covered: [] },
  look: { ink: '#000', paper: '#fff', quiet: '#888', accent: '#f00' },
};

function point(id: string, label: string, x: number, y: number): Point {
  return { id, label, kind: 'EVENT', x, y, r: 8, degree: 1, more: 0, alone: false };
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
