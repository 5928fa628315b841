import type { Category, Kind } from '../../../shared/kinds';
import {
  aliveOf,
  atLeast,
  type Certainty,
  certaintyOf,
  type Dated,
  type Existence,
  endedLately,
  existed,
  surest,
} from './certainty';
import { type Span, span } from './dates';

/** An entity, as far as a picture needs it. */
export interface Entity {
  id: string;
  kind: Kind;
  name: string;
  abbreviation: string | null;
  /** All statements that have it at an end, drawn or not. */
  statementCount: number;
  location: { latitude: number; longitude: number } | null;
  identifiers: readonly { scheme: string; value: string }[];
  /** When it existed; null where nothing is known of it. */
  spells: readonly Span[] | null;
}

/** A statement, as far as a picture needs it. */
export interface Claim extends Dated {
  id: string;
  link: string;
  subject: string;
  object: string;
  relation: string;
  polarity: 'AFFIRMED' | 'DENIED';
  modality: 'ASSERTED' | 'REPORTED' | 'PROMISED' | 'PLANNED';
  /** How it reads from subject to object, in its mood. */
  label: string;
  attributedTo: string | null;
  /** What it says besides, each value in words: `Deaths: 12 persons`. */
  values: readonly string[];
  /** Other claims say more exactly when it began, or when it was over: which of them count depends on what was known. */
  bound: boolean;
  document: string;
  corroboration: 'CORROBORATED' | 'UNCORROBORATED' | 'CONTRADICTED' | 'DISPUTED';
}

export interface Relation {
  name: string;
  label: string;
  inverseLabel: string;
  category: Category;
  symmetric: boolean;
  subjectExistence: Existence;
  objectExistence: Existence;
  /** How many others are over once it begins, of one that is itself over by another, as membership is: how much it weighs among what joins to the same. */
  weight: number;
}

/** A document, as far as a picture needs it: "known by" asks when it was published. */
export interface Source {
  id: string;
  title: string;
  publisher: string | null;
  publishedOn: string | null;
  retrievedOn: string | null;
}

/** Claims of the same two ends under one relation: a line. */
export interface Line {
  id: string;
  source: string;
  target: string;
  relation: Relation;
  claims: Claim[];
}

/** What is loaded: a picture of all times, out of which a day is shown. */
export interface Picture {
  entities: ReadonlyMap<string, Entity>;
  /** In the order in which they came: those of the opening, then those of each expansion. */
  groups: readonly (readonly string[])[];
  lines: readonly Line[];
  claims: readonly Claim[];
  sources: ReadonlyMap<string, Source>;
  /** What was asked for and is not drawn whole. */
  cut: readonly Cut[];
  /** Statements between the drawn that there are, loaded or not. */
  totalClaims: number;
}

/** An answer of which only the nearest entities are drawn, then those with the most statements. */
export interface Cut {
  /** The entity that was expanded; null for the middle. */
  around: string | null;
  drawn: number;
  total: number;
}

/** How a line stands as its claims do: held as a fact, only denied, only promised or planned, or held and denied. */
export type Status = 'held' | 'denied' | 'planned' | 'mixed';

export interface ShownLine extends Line {
  status: Status;
  /** How it reads from source to target, in the strongest mood of the day: `is a member of` only where that is held. */
  label: string;
  /** How surely it holds on the day; null without one, and of what has ended. */
  certainty: Certainty | null;
  /** It ended within the last year. */
  faint: boolean;
  /** The claims of the day. */
  shown: readonly Claim[];
}

/** What of a picture is shown. */
export interface Shown {
  entities: ReadonlySet<string>;
  lines: readonly ShownLine[];
  /** Entities with a line on that day. */
  joined: ReadonlySet<string>;
  /** Entities with a line that is held on that day. */
  held: ReadonlySet<string>;
  /** Entities that did not exist on that day, as far as is known. */
  absent: ReadonlySet<string>;
  /** Of each kind: how many there are; of each category: how many lines on that day. Hidden ones too. */
  kinds: ReadonlyMap<Kind, number>;
  categories: ReadonlyMap<Category, number>;
  /** How many lines have each certainty on that day; empty without a day. */
  levels: ReadonlyMap<Certainty, number>;
  /** How many lines ended within the year before. */
  ended: number;
  /** How many lines stand only denied or planned on that day. */
  denied: number;
  planned: number;
}

/** What decides what is shown. */
export interface Filter {
  asOf: string | null;
  /** The least certainty that counts. */
  level: Certainty;
  knownBy: string | null;
  /** On which days claims are presumed to hold by what was known then, where that differs from what is known now. */
  words: ReadonlyMap<string, Span | null> | null;
  hiddenKinds: ReadonlySet<string>;
  hiddenCategories: ReadonlySet<string>;
  hideDenied: boolean;
  hidePlanned: boolean;
}

/** Makes lines of claims, by id, so that the same claims always make the same lines. */
export function linesOf(claims: readonly Claim[], relations: ReadonlyMap<string, Relation>): Line[] {
  const lines = new Map<string, Line>();
  for (const claim of claims) {
    const relation = relations.get(claim.relation);
    if (!relation) continue;
    const line = lines.get(claim.link);
    if (line) line.claims.push(claim);
    else lines.set(claim.link, { id: claim.link, source: claim.subject, target: claim.object, relation, claims: [claim] });
  }
  return [...lines.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether a document was out by a day: the API's rule for knownBy. At CERTAIN it was, whatever the missing parts of its date. */
export function known(source: Source | undefined, by: string | null, level: Certainty): boolean {
  if (!by) return true;
  const date = source?.publishedOn ?? source?.retrievedOn;
  const days = date ? span(date) : null;
  return days !== null && days[level === 'CERTAIN' ? 1 : 0] <= by;
}

/** The claims of a line that were known, each with the days that it was then presumed to hold on. */
export function told(
  line: Line,
  picture: Pick<Picture, 'sources'>,
  filter: Pick<Filter, 'knownBy' | 'level' | 'words'>,
): Claim[] {
  const { knownBy, level, words } = filter;
  if (!knownBy) return line.claims;
  return line.claims.flatMap((claim) => {
    if (!known(picture.sources.get(claim.document), knownBy, level)) return [];
    const presumed = words?.get(claim.id);
    return presumed === undefined ? claim : { ...claim, presumed };
  });
}

/** Bounds each claim by the lives of its ends. */
export function bounded(claim: Omit<Claim, 'alive'>, relation: Relation | undefined, ends: ReadonlyMap<string, Entity>): Claim {
  const [subject, object] = [ends.get(claim.subject), ends.get(claim.object)].map((e) => ({
    kind: e?.kind ?? '',
    life: e?.spells ?? null,
  })) as [{ kind: string; life: readonly Span[] | null }, { kind: string; life: readonly Span[] | null }];
  const alive = relation ? aliveOf(subject, object, relation.subjectExistence, relation.objectExistence) : null;
  return { ...claim, alive };
}

/** Whether a claim affirms its relation as a fact. */
export const affirms = (c: Pick<Claim, 'polarity' | 'modality'>) =>
  c.polarity === 'AFFIRMED' && (c.modality === 'ASSERTED' || c.modality === 'REPORTED');

/** How claims stand, taken together. */
export function status(claims: readonly Pick<Claim, 'polarity' | 'modality'>[]): Status {
  const denied = claims.some((c) => c.polarity === 'DENIED');
  if (claims.some(affirms)) return denied ? 'mixed' : 'held';
  return denied ? 'denied' : 'planned';
}

/** How a status reads. */
export const statusNames = {
  held: 'held',
  denied: 'denied',
  planned: 'promised or planned',
  mixed: 'held, and denied',
} as const;

const moods = ['ASSERTED', 'REPORTED', 'PROMISED', 'PLANNED'] as const;
const strength = (c: Pick<Claim, 'polarity' | 'modality'>) =>
  moods.indexOf(c.modality) + (c.polarity === 'DENIED' ? moods.length : 0);

/** How a line reads by its claims: in the strongest mood of them. */
export function labelOf(claims: readonly Pick<Claim, 'polarity' | 'modality' | 'label'>[]): string {
  return (
    claims.reduce<(typeof claims)[number] | null>((best, c) => (best && strength(best) <= strength(c) ? best : c), null)
      ?.label ?? ''
  );
}

/** How surely a line holds: the best of the claims that make it held; of one that is not, the best of all. */
export function lineCertainty(claims: readonly Claim[], days: Span): Certainty | null {
  const held = claims.filter(affirms);
  return surest((held.length > 0 ? held : claims).map((c) => certaintyOf(c, days)));
}

/** What is shown of a picture on a day. It costs one look at each claim. */
export function show(picture: Picture, filter: Filter): Shown {
  const days = filter.asOf ? span(filter.asOf) : null;
  const entities = new Set<string>();
  const absent = new Set<string>();
  const kinds = new Map<Kind, number>();
  for (const e of picture.entities.values()) {
    kinds.set(e.kind, (kinds.get(e.kind) ?? 0) + 1);
    if (filter.hiddenKinds.has(e.kind)) continue;
    entities.add(e.id);
    if (days && !existed(e.spells, days)) absent.add(e.id);
  }
  const out = {
    ...{ entities, absent, kinds, denied: 0, planned: 0, ended: 0 },
    lines: [] as ShownLine[],
    joined: new Set<string>(),
    held: new Set<string>(),
    categories: new Map<Category, number>(),
    levels: new Map<Certainty, number>(),
  };
  for (const line of picture.lines) addLine(line, picture, filter, days, out);
  return out;
}

type Building = Omit<Shown, 'lines' | 'joined' | 'held' | 'categories' | 'levels'> & {
  lines: ShownLine[];
  joined: Set<string>;
  held: Set<string>;
  categories: Map<Category, number>;
  levels: Map<Certainty, number>;
};

function addLine(line: Line, picture: Picture, filter: Filter, days: Span | null, out: Building) {
  if (!out.entities.has(line.source) || !out.entities.has(line.target)) return;
  const all = told(line, picture, filter);
  const on = days ? all.filter((c) => atLeast(certaintyOf(c, days), filter.level)) : all;
  const faint = on.length === 0;
  const shown = faint && days ? all.filter((c) => endedLately(c, days)) : on;
  if (shown.length === 0) return;
  const stands = status(shown);
  const category = line.relation.category;
  const certainty = faint || !days ? null : lineCertainty(shown, days);
  if (faint) out.ended++;
  else {
    out.categories.set(category, (out.categories.get(category) ?? 0) + 1);
    if (certainty) out.levels.set(certainty, (out.levels.get(certainty) ?? 0) + 1);
    if (stands === 'denied') out.denied++;
    if (stands === 'planned') out.planned++;
  }
  if (filter.hiddenCategories.has(category)) return;
  if ((filter.hideDenied && stands === 'denied') || (filter.hidePlanned && stands === 'planned')) return;
  out.lines.push({ ...line, status: stands, label: labelOf(shown), certainty, faint, shown });
  if (faint) return;
  for (const end of [line.source, line.target]) {
    out.joined.add(end);
    if (stands === 'held' || stands === 'mixed') out.held.add(end);
  }
}
