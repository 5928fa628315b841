import type { Kind } from '../../../shared/kinds';
import { gone } from '../model/certainty';
import { type Places, radius } from '../model/layout';
import type { Picture, Shown, ShownLine } from '../model/picture';

/** An entity as it is drawn. */
export interface Point {
  id: string;
  label: string;
  kind: Kind;
  x: number;
  y: number;
  r: number;
  degree: number;
  /** Statements about it that the picture does not have. */
  more: number;
  /** Nothing joins it on that day. */
  alone: boolean;
  /** It did not exist on that day; its label says so. */
  absent: boolean;
  /** The width of its label, once measured. */
  width?: number;
}

/** A line as it is drawn: a quadratic curve from a over c to b. */
export interface Curve {
  line: ShownLine;
  a: Point;
  b: Point;
  cx: number;
  cy: number;
}

/** All that is drawn, in places that do not change with the day. */
export interface Scene {
  points: readonly Point[];
  curves: readonly Curve[];
  byId: ReadonlyMap<string, Point>;
  curvesOf: ReadonlyMap<string, readonly Curve[]>;
}

/** Between the lines of the same two entities, in units of the layout. */
const gap = 15;

export function makeScene(picture: Picture, shown: Shown, places: Places, asOf: string | null): Scene {
  const joined = new Map<string, Set<string>>();
  const drawn = new Map<string, number>();
  for (const line of picture.lines) {
    for (const [end, other] of [
      [line.source, line.target],
      [line.target, line.source],
    ] as const) {
      joined.set(end, (joined.get(end) ?? new Set()).add(other));
      drawn.set(end, (drawn.get(end) ?? 0) + line.claims.length);
    }
  }
  const points: Point[] = [];
  for (const id of shown.entities) {
    const entity = picture.entities.get(id);
    const place = places.get(id);
    if (!entity || !place) continue;
    const degree = joined.get(id)?.size ?? 0;
    points.push({
      id,
      label: `${entity.abbreviation ?? entity.name}${shown.absent.has(id) ? ` (${gone(entity.kind, asOf)})` : ''}`,
      kind: entity.kind,
      x: place[0],
      y: place[1],
      r: radius(degree),
      degree,
      more: Math.max(0, entity.statementCount - (drawn.get(id) ?? 0)),
      alone: !shown.joined.has(id),
      absent: shown.absent.has(id),
    });
  }
  const byId = new Map(points.map((p) => [p.id, p]));
  const curves = bend(picture, shown, byId);
  const curvesOf = new Map<string, Curve[]>(points.map((p) => [p.id, []]));
  for (const c of curves) {
    curvesOf.get(c.a.id)?.push(c);
    if (c.a !== c.b) curvesOf.get(c.b.id)?.push(c);
  }
  return { points, curves, byId, curvesOf };
}

/** Lines of the same two entities are spread side by side; each keeps its side whatever the day shows. */
function bend(picture: Picture, shown: Shown, byId: ReadonlyMap<string, Point>): Curve[] {
  const pair = (l: { source: string; target: string }) =>
    l.source < l.target ? `${l.source} ${l.target}` : `${l.target} ${l.source}`;
  const between = new Map<string, string[]>();
  for (const line of picture.lines) {
    const key = pair(line);
    const ids = between.get(key);
    if (ids) ids.push(line.id);
    else between.set(key, [line.id]);
  }
  return shown.lines.flatMap((line) => {
    const [a, b] = [byId.get(line.source), byId.get(line.target)];
    if (!a || !b) return [];
    const ids = between.get(pair(line)) ?? [];
    const side = (ids.indexOf(line.id) - (ids.length - 1) / 2) * (line.source < line.target ? 1 : -1);
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length = Math.hypot(dx, dy) || 1;
    const away = side * Math.min(gap, (length * 0.5) / ids.length) * 2;
    return [{ line, a, b, cx: (a.x + b.x) / 2 - (dy / length) * away, cy: (a.y + b.y) / 2 + (dx / length) * away }];
  });
}

/** The point of a curve at t, from 0 to 1. */
export function along(c: Curve, t: number): [x: number, y: number] {
  const u = 1 - t;
  return [u * u * c.a.x + 2 * u * t * c.cx + t * t * c.b.x, u * u * c.a.y + 2 * u * t * c.cy + t * t * c.b.y];
}

/** How far a place is from a curve. */
export function distance(c: Curve, x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  let [px, py] = [c.a.x, c.a.y];
  for (let i = 1; i <= 8; i++) {
    const [qx, qy] = along(c, i / 8);
    const [dx, dy] = [qx - px, qy - py];
    const u = Math.max(0, Math.min(1, ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(x - px - u * dx, y - py - u * dy));
    [px, py] = [qx, qy];
  }
  return best;
}
