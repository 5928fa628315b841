import { year } from './dates';
import type { Picture } from './picture';

/** How many statements begin and end in a year, where their documents say when. */
export interface Year {
  year: number;
  begins: number;
  ends: number;
}

export interface Histogram {
  years: readonly Year[];
  from: number;
  to: number;
  /** Statements without a begin and an end known to the year: no bar shows them. */
  undated: number;
}

/** Counts what begins and ends by year, over all that is loaded. The last year is that of the newest document. */
export function histogram(picture: Picture): Histogram {
  const years = new Map<number, Year>();
  const count = (y: number, what: 'begins' | 'ends') => {
    const one = years.get(y) ?? { year: y, begins: 0, ends: 0 };
    one[what]++;
    years.set(y, one);
  };
  let undated = 0;
  for (const { validity: v } of picture.claims) {
    const begin = v.begin === 'KNOWN' ? year(v.earliestBegin, v.latestBegin) : null;
    const end = v.end === 'KNOWN' ? year(v.earliestEnd, v.latestEnd) : null;
    if (begin !== null) count(begin, 'begins');
    if (end !== null) count(end, 'ends');
    if (begin === null && end === null) undated++;
  }
  const told = [...picture.sources.values()].flatMap((s) => +(s.publishedOn ?? s.retrievedOn ?? '').slice(0, 4) || []);
  const all = [...years.keys(), ...told];
  const to = all.length > 0 ? Math.max(...all) : 2000;
  const from = all.length > 0 ? Math.min(...all) : to;
  return { years: [...years.values()].sort((a, b) => a.year - b.year), from: Math.min(from, to - 10), to, undated };
}

/** How far a slider's knob stays from the ends of its track, in pixels: half its own width. */
const knob = 8;

/** Where a year is on an axis as wide as a slider: right under or over the knob that stands at it. */
export function place(year: number, { from, to }: Pick<Histogram, 'from' | 'to'>, width: number): number {
  return knob + ((year - from) / (to - from)) * (width - 2 * knob);
}

/** Years to write on an axis: round ones, no more than fit. */
export function ticks(from: number, to: number, room: number): number[] {
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500].find((s) => (to - from) / s <= room) ?? 1000;
  const out: number[] = [];
  for (let y = Math.ceil(from / step) * step; y <= to; y += step) out.push(y);
  return out;
}
