// What the map of the world paints around an entity: what holds, as surely as it does. What is denied or promised is marked, not painted.
import { type Category, categories, categoryNames } from '../../../shared/kinds';
import { type Certainty, certainties, levelNames } from './certainty';
import type { Picture, Shown, ShownLine } from './picture';

/** Something that holds on a shape: in which category, and how surely. */
export interface Paint {
  category: Category;
  certainty: Certainty | null;
}

/** How a place stands to the entity in the middle. */
export interface Stand {
  /** By the relation that the map is about the shape is filled, … */
  fill: Paint | null;
  /** … by any other it has an outline. */
  outline: Paint | null;
  denied: boolean;
  planned: boolean;
  /** All of it in words. */
  told: string[];
}

/** A row of the map's key. */
export interface KeyRow {
  how: 'fill' | 'outline';
  category: Category;
  /** The relations, as they read from the places, or from the middle. */
  text: string;
  counts: ReadonlyMap<Certainty | null, number>;
}

export interface Painted {
  stands: ReadonlyMap<string, Stand>;
  rows: readonly KeyRow[];
  denied: number;
  planned: number;
}

/**
 * The relations of the middle that fill shapes, of all times, so that colours stay while time moves: around a country the most frequent
 * of each category; around what one belongs to or takes part in only one, membership before all others.
 */
function filling(
  picture: Pick<Picture, 'lines' | 'entities'>,
  middle: string,
  places: { has(id: string): boolean },
): ReadonlySet<string> {
  const ways = new Map<string, { way: string; category: Category; weight: number; count: number }>();
  for (const line of picture.lines) {
    if (line.source !== middle && line.target !== middle) continue;
    if (!places.has(line.source === middle ? line.target : line.source)) continue;
    const way = wayOf(line, middle);
    const known = ways.get(way) ?? { way, category: line.relation.category, weight: line.relation.weight, count: 0 };
    ways.set(way, known);
    known.count++;
  }
  const kind = picture.entities.get(middle)?.kind;
  const one = kind !== 'COUNTRY' && kind !== 'TERRITORY';
  const sorted = [...ways.values()].sort(
    (a, b) => (one ? b.weight - a.weight : 0) || b.count - a.count || (a.way < b.way ? -1 : 1),
  );
  if (one) return new Set(sorted.slice(0, 1).map((w) => w.way));
  return new Set(sorted.filter((w, i) => sorted.findIndex((o) => o.category === w.category) === i).map((w) => w.way));
}

const wayOf = (l: Pick<ShownLine, 'source' | 'relation'>, middle: string) =>
  `${l.relation.name} ${l.relation.symmetric ? '' : l.source === middle ? 'out' : 'in'}`;

/** How a line reads on the map, where the other end is named: `is a member of NATO (presumed)`. */
function told(line: ShownLine, middle: string, name: (id: string) => string): string {
  const words = `${line.source === middle ? `${name(middle)} ${line.label} it` : `${line.label} ${name(middle)}`}`;
  return line.certainty && line.certainty !== 'CERTAIN' ? `${words} (${levelNames[line.certainty]})` : words;
}

/** What is painted around a middle of the lines that are shown, on those that have a place. What has ended is not. */
export function painted(
  picture: Pick<Picture, 'lines' | 'entities'>,
  shown: Pick<Shown, 'lines'>,
  middle: string,
  places: { has(id: string): boolean },
): Painted {
  const fills = filling(picture, middle, places);
  const name = (id: string) => picture.entities.get(id)?.name ?? id;
  const stands = new Map<string, Stand>();
  const rows = new Map<
    string,
    { how: KeyRow['how']; category: Category; texts: Set<string>; counts: Map<Certainty | null, number> }
  >();
  const own = shown.lines
    .filter((l) => !l.faint && l.source !== l.target && (l.source === middle || l.target === middle))
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  for (const line of own) {
    const other = line.source === middle ? line.target : line.source;
    if (!places.has(other)) continue;
    const stand = stands.get(other) ?? { fill: null, outline: null, denied: false, planned: false, told: [] };
    stands.set(other, stand);
    stand.told.push(told(line, middle, name));
    if (line.status === 'denied' || line.status === 'mixed') stand.denied = true;
    if (line.status === 'planned') stand.planned = true;
    if (line.status !== 'held' && line.status !== 'mixed') continue;
    const { category } = line.relation;
    const how = fills.has(wayOf(line, middle)) ? 'fill' : 'outline';
    if (stand[how]) continue;
    stand[how] = { category, certainty: line.certainty };
    const key = `${how} ${category}`;
    const row = rows.get(key) ?? { how, category, texts: new Set(), counts: new Map() };
    rows.set(key, row);
    row.texts.add(reads(line, middle, name));
    row.counts.set(line.certainty, (row.counts.get(line.certainty) ?? 0) + 1);
  }
  const all = [...stands.values()];
  return {
    stands,
    rows: [...rows.values()]
      .sort((a, b) => order(a) - order(b))
      .map(({ texts, ...row }) => ({ ...row, text: shortened([...texts], row.category) })),
    denied: all.filter((s) => s.denied).length,
    planned: all.filter((s) => s.planned).length,
  };
}

/** How a row of the key reads, whose places are not named: `is a member of`, `has as a member`. Only a fact is turned round. */
function reads(line: ShownLine, middle: string, name: (id: string) => string): string {
  if (line.source !== middle) return line.label;
  return line.label === line.relation.label ? line.relation.inverseLabel : `${name(middle)} ${line.label} it`;
}

/** The categories in their order, the surest first. */
const rank = (l: ShownLine) =>
  categoryNames.indexOf(l.relation.category) * 10 + (l.certainty ? certainties.indexOf(l.certainty) : 0);

/** By category, what fills before what has an outline. */
const order = ({ category, how }: Pick<KeyRow, 'category' | 'how'>) =>
  categoryNames.indexOf(category) * 2 + (how === 'fill' ? 0 : 1);

const most = 3;
const shortened = (texts: string[], category: Category) =>
  texts.length > most
    ? `${texts.slice(0, most).join(', ')} and other ${categories[category].label.toLowerCase()}`
    : texts.join(', ');
