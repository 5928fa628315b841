import type { Shape } from '../../../shared/kinds';

/** What a shape is drawn with: a canvas, or anything that draws like one. */
export interface Outline {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, r: number, from: number, to: number): void;
  closePath(): void;
}

const turn = Math.PI * 2;

/** Corners of regular shapes: how many, at which turn the first stands, and how large they are drawn to look like a circle of 1. */
const regular = {
  square: [4, 1 / 8, 1.25],
  diamond: [4, 0, 1.28],
  triangle: [3, -1 / 4, 1.35],
  down: [3, 1 / 4, 1.35],
  pentagon: [5, -1 / 4, 1.15],
  hexagon: [6, 0, 1.12],
  octagon: [8, 1 / 16, 1.1],
} as const;

const corners = {
  house: [
    [-0.9, -0.1],
    [0, -1.1],
    [0.9, -0.1],
    [0.9, 0.95],
    [-0.9, 0.95],
  ],
  bar: [
    [-1.3, -0.7],
    [1.3, -0.7],
    [1.3, 0.7],
    [-1.3, 0.7],
  ],
  kite: [
    [0, -1.2],
    [0.85, -0.35],
    [0, 1.25],
    [-0.85, -0.35],
  ],
  cross: [
    [-0.4, -1.1],
    [0.4, -1.1],
    [0.4, -0.4],
    [1.1, -0.4],
    [1.1, 0.4],
    [0.4, 0.4],
    [0.4, 1.1],
    [-0.4, 1.1],
    [-0.4, 0.4],
    [-1.1, 0.4],
    [-1.1, -0.4],
    [-0.4, -0.4],
  ],
} as const;

/** Adds the outline of a shape around a place. */
export function outline(shape: Shape, o: Outline, x: number, y: number, r: number) {
  if (shape in regular) {
    const [n, first, size] = regular[shape as keyof typeof regular];
    polygon(
      o,
      Array.from({ length: n }, (_, i) => onCircle(first + i / n, size)),
      x,
      y,
      r,
    );
  } else if (shape in corners) polygon(o, corners[shape as keyof typeof corners], x, y, r);
  else if (shape === 'star')
    polygon(
      o,
      Array.from({ length: 10 }, (_, i) => onCircle(-1 / 4 + i / 10, i % 2 ? 0.6 : 1.3)),
      x,
      y,
      r,
    );
  else circle(o, x, y, shape === 'dot' ? r * 0.75 : r, shape === 'ring' ? r * 0.55 : 0);
}

const onCircle = (part: number, size: number) => [size * Math.cos(part * turn), size * Math.sin(part * turn)] as const;

function polygon(o: Outline, points: readonly (readonly [number, number])[], x: number, y: number, r: number) {
  for (const [i, [px, py]] of points.entries()) {
    if (i === 0) o.moveTo(x + r * px, y + r * py);
    else o.lineTo(x + r * px, y + r * py);
  }
  o.closePath();
}

function circle(o: Outline, x: number, y: number, r: number, hole: number) {
  o.moveTo(x + r, y);
  o.arc(x, y, r, 0, turn);
  o.closePath();
  if (hole === 0) return;
  o.moveTo(x + hole, y);
  o.arc(x, y, hole, 0, turn);
  o.closePath();
}

/** A shape as the path of an SVG of 16 by 16, for legends. */
export function icon(shape: Shape): string {
  const parts: string[] = [];
  const n = (v: number) => String(Math.round(v * 100) / 100);
  outline(
    shape,
    {
      moveTo: (x, y) => parts.push(`M${n(x)} ${n(y)}`),
      lineTo: (x, y) => parts.push(`L${n(x)} ${n(y)}`),
      arc: (x, y, r) => parts.push(`A${n(r)} ${n(r)} 0 1 1 ${n(x - r)} ${n(y)}A${n(r)} ${n(r)} 0 1 1 ${n(x + r)} ${n(y)}`),
      closePath: () => parts.push('Z'),
    },
    8,
    8,
    5.2,
  );
  return parts.join('');
}
