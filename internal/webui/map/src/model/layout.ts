import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force';

/** What a layout needs of a picture: ids in groups (each group is placed around those before it), and which are joined. */
export interface Plan {
  groups: readonly (readonly string[])[];
  joins: readonly (readonly [string, string])[];
}

export type Places = Map<string, readonly [x: number, y: number]>;

interface Point extends SimulationNodeDatum {
  id: string;
  degree: number;
  x?: number;
  y?: number;
}

/** Places entities. d3-force draws no random numbers but its own fixed ones, so that the same plan has the same places. */
export function layout(plan: Plan): Places {
  const joins = distinct(plan.joins);
  const placed = new Map<string, Point>();
  for (const group of plan.groups) {
    for (const p of placed.values()) {
      p.fx = p.x;
      p.fy = p.y;
    }
    const here = new Set([...placed.keys(), ...group]);
    // What comes with a later group must not move what was there before.
    const degree = degrees(joins.filter(([a, b]) => here.has(a) && here.has(b)));
    const fresh = [...group].sort().map((id): Point => ({ id, degree: degree.get(id) ?? 0 }));
    if (placed.size > 0) startNear(fresh, placed, joins);
    for (const p of fresh) placed.set(p.id, p);
    settle([...placed.values()], joins, fresh.length);
  }
  return new Map([...placed.values()].map((p) => [p.id, [p.x ?? 0, p.y ?? 0]]));
}

function degrees(joins: Plan['joins']): Map<string, number> {
  const out = new Map<string, number>();
  for (const ends of joins) for (const id of ends) out.set(id, (out.get(id) ?? 0) + 1);
  return out;
}

/** One of each pair: that two entities are joined by many relations must not pull them onto one another. */
function distinct(joins: Plan['joins']) {
  const seen = new Map(
    joins
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => (a < b ? [`${a} ${b}`, [a, b] as const] : [`${b} ${a}`, [b, a] as const])),
  );
  return [...seen.keys()].sort().map((key) => seen.get(key) as readonly [string, string]);
}

/** New points begin in a spiral around the placed one that they are joined to. */
function startNear(fresh: Point[], placed: ReadonlyMap<string, Point>, joins: Plan['joins']) {
  const near = new Map<string, Point>();
  for (const [a, b] of joins) {
    const [pa, pb] = [placed.get(a), placed.get(b)];
    if (pa && !near.has(b)) near.set(b, pa);
    if (pb && !near.has(a)) near.set(a, pb);
  }
  fresh.forEach((p, i) => {
    const to = near.get(p.id);
    const angle = i * 2.399963;
    const away = 40 + 9 * Math.sqrt(i);
    p.x = (to?.x ?? 0) + away * Math.cos(angle);
    p.y = (to?.y ?? 0) + away * Math.sin(angle);
  });
}

function settle(points: Point[], joins: Plan['joins'], fresh: number) {
  const by = new Map(points.map((p) => [p.id, p]));
  const links = joins.flatMap(([a, b]) => {
    const [source, target] = [by.get(a), by.get(b)];
    return source && target ? [{ source, target }] : [];
  });
  // Large pictures settle in fewer and coarser steps: their shape is coarse anyway, and a step costs n log n. What comes later
  // begins near its place.
  const large = points.length > 1200;
  const first = fresh === points.length;
  const steps = fresh === 0 ? 0 : large ? (first ? 60 : 24) : points.length > 600 ? 140 : 320;
  const spread = 60;
  const simulation = forceSimulation(points)
    .stop()
    .alphaDecay(1 - 0.001 ** (1 / Math.max(steps, 1)))
    .force(
      'link',
      forceLink<Point, { source: Point; target: Point }>(links)
        .distance((l) => spread + 3 * Math.sqrt(l.source.degree * l.target.degree))
        .strength((l) => 0.8 / Math.max(1, Math.min(l.source.degree, l.target.degree))),
    )
    .force(
      'charge',
      forceManyBody<Point>()
        .strength((p) => -260 - 30 * p.degree)
        .distanceMax(1000)
        .theta(large ? 1.5 : 0.9),
    )
    .force('x', forceX<Point>(0).strength(0.045))
    .force('y', forceY<Point>(0).strength(0.085));
  // Keeping bodies apart costs the most: in a large picture it is left to the end.
  const collide = forceCollide<Point>((p) => radius(p.degree) + 16).iterations(large ? 1 : 2);
  const from = large ? Math.floor(steps * 0.7) : 0;
  for (let i = 0; i < steps; i++) {
    if (i === from) simulation.force('collide', collide);
    simulation.tick();
  }
}

/** How large an entity is drawn, by how many others it is joined to. */
export function radius(degree: number): number {
  return 5.5 + 1.9 * Math.sqrt(degree);
}
