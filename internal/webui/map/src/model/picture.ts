import type { Category, Kind } from '../../../shared/kinds';
import { covers, endedLately, type Span, span, standing, type Validity } from './dates';

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
}

/** A statement, as far as a picture needs it. */
export interface Claim {
  id: string;
  link: string;
  subject: string;
  object: string;
  relation: string;
  polarity: 'AFFIRMED' | 'DENIED';
  modality: 'ASSERTED' | 'REPORTED' | 'PROMISED' | 'PLANNED';
  attributedTo: string | null;
  validity: Validity;
  document: string;
  corroboration: 'CORROBORATED' | 'UNCORROBORATED' | 'CONTRADICTED' | 'DISPUTED';
}

export interface Relation {
  name: string;
  label: string;
  inverseLabel: string;
  category: Category;
  symmetric: boolean;
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
  /** Of each kind: how many there are; of each category: how many lines on that day. Hidden ones too. */
  kinds: ReadonlyMap<Kind, number>;
  categories: ReadonlyMap<Category, number>;
  /** How many lines stand only denied or planned on that day. */
  denied: number;
  planned: number;
}

/** What decides what is shown. */
export interface Filter {
  asOf: string | null;
  knownBy: string | null;
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

/** Whether a document was out by a day: the API's rule for knownBy. */
export function known(source: Source | undefined, by: string | null): boolean {
  if (!by) return true;
  const date = source?.publishedOn ?? source?.retrievedOn;
  const days = date ? span(date) : null;
  return days !== null && days[0] <= by;
}

/** How claims stand, taken together. */
export function status(claims: readonly Claim[]): Status {
  const held = claims.some((c) => c.polarity === 'AFFIRMED' && (c.modality === 'ASSERTED' || c.modality === 'REPORTED'));
  const denied = claims.some((c) => c.polarity === 'DENIED');
  if (held) return denied ? 'mixed' : 'held';
  return denied ? 'denied' : 'planned';
}

/** What is shown of a picture on a day. It costs one look at each claim. */
export function show(picture: Picture, filter: Filter): Shown {
  const days = filter.asOf ? span(filter.asOf) : null;
  const entities = new Set<string>();
  const kinds = new Map<Kind, number>();
  for (const e of picture.entities.values()) {
    kinds.set(e.kind, (kinds.get(e.kind) ?? 0) + 1);
    if (!filter.hiddenKinds.has(e.kind)) entities.add(e.id);
  }
  const out = {
    entities,
    kinds,
    lines: [] as ShownLine[],
    joined: new Set<string>(),
    categories: new Map<Category, number>(),
    denied: 0,
    planned: 0,
  };
  for (const line of picture.lines) addLine(line, picture, filter, days, out);
  return out;
}

type Building = Omit<Shown, 'lines' | 'joined' | 'categories'> & {
  lines: ShownLine[];
  joined: Set<string>;
  categories: Map<Category, number>;
};

function addLine(line: Line, picture: Picture, filter: Filter, days: Span | null, out: Building) {
  if (!out.entities.has(line.source) || !out.entities.has(line.target)) return;
  const told = line.claims.filter((c) => known(picture.sources.get(c.document), filter.knownBy));
  const on = days ? told.filter((c) => covers(c.validity, days)) : told;
  const faint = on.length === 0;
  const shown = faint && days ? told.filter((c) => endedLately(c.validity, days)) : on;
  if (shown.length === 0) return;
  const stands = status(shown);
  const category = line.relation.category;
  if (!faint) {
    out.categories.set(category, (out.categories.get(category) ?? 0) + 1);
    if (stands === 'denied') out.denied++;
    if (stands === 'planned') out.planned++;
  }
  if (filter.hiddenCategories.has(category)) return;
  if ((filter.hideDenied && stands === 'denied') || (filter.hidePlanned && stands === 'planned')) return;
  out.lines.push({ ...line, status: stands, faint, shown });
  if (faint) return;
  out.joined.add(line.source);
  out.joined.add(line.target);
}

/** The claims of a line by where they stand to a day, those first that hold. */
export function byStanding(line: Line, asOf: string | null) {
  const days = asOf ? span(asOf) : null;
  return line.claims.map((claim) => ({ claim, standing: standing(claim.validity, days) }));
}
