// The drawing of a graph. It is written against a Pen, so that the screen, a PNG and an SVG are the same drawing.
import { type Category, categories, categoryNames, kindNames, kinds } from '../../../shared/kinds';
import { type Certainty, certainties } from '../model/certainty';
import type { Status } from '../model/picture';
import { along, type Curve, type Point, type Scene } from './scene';
import { type Outline, outline } from './shapes';

/** The part of a canvas that the drawing uses. */
export interface Pen extends Outline {
  globalAlpha: number;
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  lineJoin: CanvasLineJoin;
  beginPath(): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  stroke(): void;
  fill(rule?: CanvasFillRule): void;
  setLineDash(dash: number[]): void;
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  strokeText(text: string, x: number, y: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { width: number };
}

/** Where one looks: how the layout is scaled and moved onto the screen. */
export interface Camera {
  k: number;
  x: number;
  y: number;
}

/** The colours of the theme. */
export interface Look {
  ink: string;
  paper: string;
  quiet: string;
  accent: string;
}

/** What stands out: the ids of points and lines; null when all is alike. */
export type Focus = ReadonlySet<string> | null;

export interface Sheet {
  width: number;
  height: number;
  /** Device pixels for one of the page. */
  ratio: number;
  camera: Camera;
  look: Look;
  focus: Focus;
  selected: string | null;
  /** The focus is a path: its lines are drawn thick. */
  strong: boolean;
  /** Where something else lies over the sheet, on which no name is written. */
  covered: readonly Box[];
}

/** Beyond so many lines dashes, arrows and marks are left out: they could not be told apart. Lines are thinner there, so that bodies are seen. */
export const manyLines = 3000;
const font = '500 12px system-ui, "DejaVu Sans", sans-serif';
const small = '500 10px system-ui, "DejaVu Sans", sans-serif';
/** Labels on one sheet, at most. */
const manyLabels = 240;

export function paint(pen: Pen, scene: Scene, sheet: Sheet) {
  const { camera, ratio, focus } = sheet;
  pen.setTransform(ratio * camera.k, 0, 0, ratio * camera.k, ratio * camera.x, ratio * camera.y);
  if (focus) {
    layer(pen, sheet, scene, (id) => !focus.has(id), 0.13, 1);
    layer(pen, sheet, scene, (id) => focus.has(id), 1, sheet.strong ? 3.4 : 1.9);
  } else layer(pen, sheet, scene, () => true, 1, 1.3);
  pen.globalAlpha = 1;
  ring(pen, scene, sheet);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  labels(pen, scene, sheet);
}

function layer(pen: Pen, sheet: Sheet, scene: Scene, has: (id: string) => boolean, alpha: number, width: number) {
  const unit = 1 / Math.max(0.7, sheet.camera.k);
  const simple = scene.curves.length > manyLines;
  const curves = scene.curves.filter((c) => has(c.line.id));
  lines(pen, curves, { alpha, width, unit, simple });
  if (!simple) marks(pen, sheet.look, curves, alpha, unit);
  entities(
    pen,
    sheet,
    scene.points.filter((p) => has(p.id)),
    alpha,
    simple,
  );
}

interface Stroke {
  alpha: number;
  width: number;
  unit: number;
  simple: boolean;
}

/** What holds is drawn by how surely it does: for certain, or of all times, as one line; presumed as two beside each other; possible as a thin one. */
function lines(pen: Pen, curves: readonly Curve[], { alpha, width, unit, simple }: Stroke) {
  const sorted = new Map<string, Curve[]>();
  for (const c of curves) {
    const { line } = c;
    const key = `${line.faint} ${line.relation.category} ${line.certainty} ${isHeld(line)}`;
    const some = sorted.get(key);
    if (some) some.push(c);
    else sorted.set(key, [c]);
  }
  for (const faint of [true, false])
    for (const category of categoryNames)
      for (const certainty of [null, ...certainties])
        for (const held of [true, false]) {
          const some = sorted.get(`${faint} ${category} ${certainty} ${held}`);
          if (!some) continue;
          const { color, dash } = categories[category];
          pen.strokeStyle = color;
          pen.fillStyle = color;
          pen.globalAlpha = alpha * (faint ? 0.28 : simple ? 0.3 : held ? 0.85 : 0.6);
          pen.setLineDash(simple ? [] : dash.map((d) => d * unit));
          const thin = Math.max(0.8, width * 0.55) * unit;
          pen.lineWidth = certainty === 'CERTAIN' || certainty === null || simple ? width * unit : thin;
          if (certainty === 'PRESUMED' && !simple)
            for (const side of [-1, 1]) stroke(pen, some, side * Math.max(1.5, width * 0.85) * unit);
          else stroke(pen, some, 0);
          pen.setLineDash([]);
          if (!simple) arrows(pen, some, 7.5 * unit, held);
        }
}

const isHeld = (line: { status: Status }) => line.status === 'held' || line.status === 'mixed';

/** Draws lines, moved aside by so much. */
function stroke(pen: Pen, curves: readonly Curve[], aside: number) {
  pen.beginPath();
  for (const { a, b, cx, cy } of curves) {
    const length = aside === 0 ? 1 : Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [x, y] = aside === 0 ? [0, 0] : [(-(b.y - a.y) / length) * aside, ((b.x - a.x) / length) * aside];
    pen.moveTo(a.x + x, a.y + y);
    pen.quadraticCurveTo(cx + x, cy + y, b.x + x, b.y + y);
  }
  pen.stroke();
}

/** A tip where a line ends, an open one of what is not held; none on a symmetric relation, which reads the same from both ends. */
function arrows(pen: Pen, curves: readonly Curve[], size: number, held: boolean) {
  pen.beginPath();
  for (const c of curves) {
    if (c.line.relation.symmetric) continue;
    const angle = Math.atan2(c.b.y - c.cy, c.b.x - c.cx);
    const away = c.b.r * 1.2 + 2;
    const [x, y] = [c.b.x - Math.cos(angle) * away, c.b.y - Math.sin(angle) * away];
    const [left, right] = [-0.4, 0.4].map((turn) => [x - Math.cos(angle + turn) * size, y - Math.sin(angle + turn) * size]);
    pen.moveTo(left?.[0] ?? x, left?.[1] ?? y);
    pen.lineTo(x, y);
    pen.lineTo(right?.[0] ?? x, right?.[1] ?? y);
    if (held) pen.closePath();
  }
  if (held) pen.fill();
  else pen.stroke();
}

/**
 * Marks stand on a line: in its middle a cross for denied, an open circle for promised or planned, one stroke where some affirm and
 * some deny; nearer to its begin a question mark where it is only possible.
 */
function marks(pen: Pen, look: Look, curves: readonly Curve[], alpha: number, unit: number) {
  const r = 5.5 * unit;
  const circle = (c: Curve, at: number, color: string) => {
    const [x, y] = along(c, at);
    pen.globalAlpha = alpha * (c.line.faint ? 0.35 : 1);
    pen.fillStyle = look.paper;
    pen.strokeStyle = color;
    pen.lineWidth = 1.6 * unit;
    pen.beginPath();
    pen.moveTo(x + r, y);
    pen.arc(x, y, r, 0, Math.PI * 2);
    pen.closePath();
    pen.fill();
    pen.stroke();
    return [x, y] as const;
  };
  for (const c of curves) {
    const { status, certainty, relation } = c.line;
    if (certainty === 'POSSIBLE') {
      const [x, y] = circle(c, status === 'held' ? 0.5 : 0.34, categories[relation.category].color);
      const q = r * 0.5;
      pen.beginPath();
      pen.moveTo(x - q, y - q * 0.55);
      pen.quadraticCurveTo(x - q * 0.8, y - q * 1.35, x, y - q * 1.3);
      pen.quadraticCurveTo(x + q, y - q * 1.25, x + q * 0.9, y - q * 0.5);
      pen.quadraticCurveTo(x + q * 0.7, y - q * 0.1, x, y + q * 0.4);
      pen.moveTo(x, y + q * 1.0);
      pen.lineTo(x, y + q * 1.4);
      pen.stroke();
    }
    if (status === 'held') continue;
    const [x, y] = circle(c, 0.5, status === 'planned' ? categories[relation.category].color : look.accent);
    if (status === 'planned') continue;
    const d = r * 0.55;
    pen.beginPath();
    pen.moveTo(x - d, y - d);
    pen.lineTo(x + d, y + d);
    if (status === 'denied') {
      pen.moveTo(x - d, y + d);
      pen.lineTo(x + d, y - d);
    }
    pen.stroke();
  }
}

/** What stands under a drawing that is taken out: a sample of a line, and what it means. */
export interface KeyEntry {
  category: Category;
  certainty: Certainty | null;
  status: Status;
  faint?: boolean;
  text: string;
}

const keyLine = 20;
const sample = 34;

/** Where each entry of a key stands under a drawing, and how high the key is. Its first line is its title. */
export function layKey(pen: Pick<Pen, 'measureText' | 'font'>, entries: readonly KeyEntry[], width: number) {
  pen.font = font;
  let [x, line] = [12, 1];
  const at = entries.map((entry) => {
    const wide = sample + 8 + pen.measureText(entry.text).width;
    if (x + wide > width - 12 && x > 12) [x, line] = [12, line + 1];
    const place = { entry, x, y: line * keyLine + 16, wide };
    x += wide + 22;
    return place;
  });
  return { at, height: (line + 1) * keyLine + 10 };
}

/** Draws a key under a drawing that ends at top. */
export function paintKey(
  pen: Pen,
  { look, ratio }: Pick<Sheet, 'look' | 'ratio'>,
  title: string,
  key: ReturnType<typeof layKey>,
  top: number,
) {
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.font = font;
  pen.textAlign = 'center';
  pen.textBaseline = 'top';
  const say = (text: string, x: number, y: number) => {
    pen.globalAlpha = 1;
    pen.fillStyle = look.ink;
    pen.fillText(text, x + pen.measureText(text).width / 2, y);
  };
  say(title, 12, top + 8);
  for (const { entry, x, y } of key.at) {
    const end = (x: number) => ({ x, y: top + y, r: 0 }) as Point;
    const relation = { category: entry.category, symmetric: true };
    const line = { ...entry, id: '', faint: entry.faint ?? false, relation } as unknown as Curve['line'];
    const curve: Curve = { line, a: end(x), b: end(x + sample), cx: x + sample / 2, cy: top + y };
    lines(pen, [curve], { alpha: 1, width: 1.6, unit: 1, simple: false });
    marks(pen, look, [curve], 1, 1);
    pen.font = font;
    say(entry.text, x + sample + 8, top + y - 7);
  }
}

function entities(pen: Pen, { camera, look }: Sheet, points: readonly Point[], alpha: number, simple: boolean) {
  pen.lineWidth = 1.2 / Math.max(0.6, camera.k);
  pen.strokeStyle = look.ink;
  for (const alone of [true, false]) {
    pen.globalAlpha = alpha * (alone ? 0.3 : 1);
    for (const kind of kindNames) {
      const some = points.filter((p) => p.kind === kind && p.alone === alone && !p.absent);
      if (some.length === 0) continue;
      pen.beginPath();
      for (const p of some) outline(kinds[kind].shape, pen, p.x, p.y, p.r);
      pen.fillStyle = kinds[kind].color;
      pen.fill('evenodd');
      if (!simple) pen.stroke();
    }
  }
  // What did not exist has an empty, broken outline.
  const unit = 1 / Math.max(0.6, camera.k);
  pen.globalAlpha = alpha * 0.6;
  pen.setLineDash([3 * unit, 2.5 * unit]);
  pen.beginPath();
  for (const p of points) if (p.absent) outline(kinds[p.kind].shape, pen, p.x, p.y, p.r);
  pen.strokeStyle = look.quiet;
  pen.stroke();
  pen.setLineDash([]);
}

function ring(pen: Pen, scene: Scene, { camera, look, selected }: Sheet) {
  const p = selected ? scene.byId.get(selected) : undefined;
  if (!p) return;
  pen.beginPath();
  pen.moveTo(p.x + p.r * 1.3 + 4 / camera.k, p.y);
  pen.arc(p.x, p.y, p.r * 1.3 + 4 / camera.k, 0, Math.PI * 2);
  pen.strokeStyle = look.accent;
  pen.lineWidth = 2.5 / camera.k;
  pen.stroke();
}

/** A part of the sheet, in pixels of the page. */
export type Box = readonly [x0: number, y0: number, x1: number, y1: number];
const meet = (a: Box, b: Box) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** Names: the most joined first, of one size on the screen, whole, never over one another, on the side where there is room. */
function labels(pen: Pen, scene: Scene, sheet: Sheet) {
  const { camera, focus, selected, width, height } = sheet;
  pen.textAlign = 'center';
  pen.textBaseline = 'top';
  pen.lineJoin = 'round';
  const named = (focus ? scene.points.filter((p) => focus.has(p.id)) : [...scene.points]).sort(
    (a, b) => Number(b.id === selected) - Number(a.id === selected) || b.degree - a.degree || (a.id < b.id ? -1 : 1),
  );
  const onScreen = named.filter((p) => {
    const [x, y] = [camera.x + camera.k * p.x, camera.y + camera.k * p.y];
    return x > 0 && y > 0 && x < width && y < height;
  });
  // The ring around the selected belongs to it.
  const bodies = onScreen.map((p) => (p.id === selected ? ringed(bodyOf(p, camera)) : bodyOf(p, camera)));
  const solid = (box: Box, but: Point) => bodies.some((body, i) => onScreen[i] !== but && meet(body, box));
  const taken: Box[] = [...sheet.covered];
  pen.font = font;
  for (const [i, p] of onScreen.entries()) {
    const body = bodies[i];
    if (!body || taken.length > manyLabels) break;
    const must = p.id === selected || p.degree >= 8;
    const place = places(pen, p, body, sheet).find((box) => !taken.some((t) => meet(t, box)) && (must || !solid(box, p)));
    if (!place) continue;
    taken.push(place);
    write(
      pen,
      p.label,
      (place[0] + place[2]) / 2,
      place[1] + 1,
      sheet.look.ink,
      sheet.look.paper,
      p.alone && !focus ? 0.55 : 1,
    );
  }
  badges(pen, onScreen, sheet, (box, p) => taken.some((t) => meet(t, box)) || solid(box, p));
}

const ringed = ([x0, y0, x1, y1]: Box): Box => {
  const more = 0.15 * (x1 - x0) + 6;
  return [x0 - more, y0 - more, x1 + more, y1 + more];
};

function bodyOf(p: Point, camera: Camera): Box {
  const [x, y, r] = [camera.x + camera.k * p.x, camera.y + camera.k * p.y, p.r * camera.k];
  return [x - r, y - r, x + r, y + r];
}

/** Where a name may stand: under its body, over it, right or left of it. Under and over it gives way to the sheet's edge. */
function places(pen: Pen, p: Point, [x0, y0, x1, y1]: Box, { width, height }: Sheet): Box[] {
  p.width ??= pen.measureText(p.label).width;
  const half = p.width / 2 + 2;
  const [x, y] = [Math.max(half, Math.min(width - half, (x0 + x1) / 2)), (y0 + y1) / 2];
  const at = (cx: number, top: number): Box => [cx - half, top, cx + half, top + 14];
  const all = [at(x, y1 + 4), at(x, y0 - 18), at(x1 + 5 + half, y - 7), at(x0 - 5 - half, y - 7)];
  return all.filter((box) => box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height);
}

function write(pen: Pen, text: string, x: number, y: number, ink: string, paper: string, alpha: number) {
  pen.globalAlpha = alpha;
  pen.strokeStyle = paper;
  pen.lineWidth = 3.5;
  pen.strokeText(text, x, y);
  pen.fillStyle = ink;
  pen.fillText(text, x, y);
  pen.globalAlpha = 1;
}

/** How many statements about an entity the picture does not have, beside it where nothing else stands. */
function badges(pen: Pen, points: readonly Point[], sheet: Sheet, isTaken: (box: Box, p: Point) => boolean) {
  const { camera, focus, look } = sheet;
  if (camera.k < 0.6) return;
  pen.font = small;
  for (const p of points) {
    if (p.more === 0 || (focus && !focus.has(p.id))) continue;
    const [x0, y0, x1, y1] = bodyOf(p, camera);
    const text = `+${p.more}`;
    const half = pen.measureText(text).width / 2;
    const at = (x: number, top: number): Box => [x - half, top, x + half, top + 11];
    const corners = [at(x1 + 6, y0 - 8), at(x0 - half - 2, y0 - 8), at(x1 + half + 2, y1 - 4), at(x0 - half - 2, y1 - 4)];
    const place = corners.find((box) => !isTaken(box, p));
    if (place) write(pen, text, place[0] + half, place[1], look.quiet, look.paper, 1);
  }
}
