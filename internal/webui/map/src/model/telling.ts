// What is said of the picture to those who do not see it.
import { kinds } from '../../../shared/kinds';
import { count } from '../../../shared/words';
import { type Certainty, levelNames } from './certainty';
import type { Entity, Line } from './picture';

/** The part of a picture that is told of. */
interface Told {
  entities: ReadonlyMap<string, Pick<Entity, 'id' | 'name' | 'kind'>>;
  lines: readonly (Pick<Line, 'id' | 'source' | 'target'> & { label: string; certainty?: Certainty | null; faint?: boolean })[];
  /** Who did not exist on the day. */
  absent?: ReadonlySet<string>;
}

/** What was chosen, in words: an entity, or a line. Where one came to an entity from another, by which relations. Empty for what is not there. */
export function tell({ entities, lines, absent }: Told, id: string, from?: string): string {
  const name = (of: string) => entities.get(of)?.name ?? of;
  const line = lines.find((l) => l.id === id);
  if (line) return `${name(line.source)} ${line.label} ${name(line.target)}${howFar(line)}.`;
  const entity = entities.get(id);
  if (!entity) return '';
  const own = lines.filter((l) => l.source === id || l.target === id);
  const what = `${entity.name}, ${kinds[entity.kind].one.toLowerCase()}, ${absent?.has(id) ? 'did not exist then, ' : ''}${count(own.length, 'relation')}`;
  if (!from) return `${what}.`;
  const how = own.filter((l) => l.source === from || l.target === from).map((l) => l.label);
  return `${what}; from ${name(from)}${how.length > 0 ? ` (${[...new Set(how)].join(', ')})` : ''}.`;
}

/** What is to be said of a line that does not hold for certain. */
function howFar({ certainty, faint }: Told['lines'][number]): string {
  if (faint) return ' (ended)';
  return certainty && certainty !== 'CERTAIN' ? ` (${levelNames[certainty]})` : '';
}
