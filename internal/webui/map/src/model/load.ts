import type { ResultOf } from 'gql.tada';
import { ask, every } from '../../../shared/graphql';
import { isUncertain, presumedOf, spellsOf } from './certainty';
import type { Span } from './dates';
import { bounded, type Claim, type Cut, type Entity, linesOf, type Picture, type Relation, type Source } from './picture';
import {
  aroundQuery,
  claimsQuery,
  documentsQuery,
  entitiesQuery,
  mentionsQuery,
  openingQuery,
  titleQuery,
  wordsQuery,
} from './queries';
import type { State } from './state';
import { valueInWords } from './values';

/** How many entities and statements a picture may have. Beyond, the page says what to narrow. */
export const limits = { entities: 5000, claims: 20_000 } as const;

export type Opening = ResultOf<typeof openingQuery> & {
  /** The document to begin with; null where no text names anybody. */
  first: NonNullable<ResultOf<typeof titleQuery>['document']> | null;
  /** The entities that it names. */
  named: readonly string[];
};

/** The first questions of the page; they are asked once. */
export async function open(signal?: AbortSignal): Promise<Opening> {
  const answer = await ask(openingQuery, {}, signal);
  const id = answer.article?.id ?? richest(await ask(documentsQuery, {}, signal));
  if (!id) return { ...answer, first: null, named: [] };
  const [first, names] = await Promise.all([answer.article ?? titleOf(id, signal), mentions(id, signal)]);
  return { ...answer, first, named: [...new Set(names.map((m) => m.entity.id))] };
}

const titleOf = async (id: string, signal?: AbortSignal) => (await ask(titleQuery, { id }, signal)).document ?? null;

/** All places in a document's text at which somebody is named. */
export function mentions(id: string, signal?: AbortSignal) {
  return every(async (after) => (await ask(mentionsQuery, { id, after }, signal)).document?.mentions);
}

/** The document, of those that are loaded, in which most names were found. */
function richest(opening: ResultOf<typeof documentsQuery>): string | undefined {
  const documents = opening.documents?.nodes ?? [];
  return [...documents]
    .filter((d) => d.mentions.totalCount > 0)
    .sort((a, b) => b.mentions.totalCount - a.mentions.totalCount || (a.id < b.id ? -1 : 1))[0]?.id;
}

/** A question for what lies around some entities. */
export interface Asked {
  around: string[];
  hops: number;
  limit: number;
  where: { relations: string[] } | null;
  /** The entity that is expanded; null for the middle. */
  expanded: string | null;
}

/** How many entities one question may be asked around. */
const centres = 50;

/** The middle, as questions: what the address names, else what the first document names, else the first entities that there are. */
function middle(state: State, opening: Opening): Asked[] {
  const asked = (around: readonly string[], hops: number): Asked => ({
    ...{ around: [...around], hops, limit: state.most, where: null, expanded: null },
  });
  if (state.around.length > 0) return [asked(state.around, state.hops)];
  const { named } = opening;
  if (named.length === 0) return [asked(opening.entities?.nodes.map((e) => e.id) ?? [], 1)];
  return Array.from({ length: Math.ceil(named.length / centres) }, (_, i) =>
    asked(named.slice(i * centres, (i + 1) * centres), 0),
  );
}

/** What was asked for, as a list of questions: the middle, then each expansion. */
export function questions(state: State, opening: Opening): Asked[] {
  const asked = middle(state, opening);
  for (const entry of state.expanded) {
    const [id = '', relation] = entry.split('~');
    asked.push({ around: [id], hops: 1, limit: state.most, where: relation ? { relations: [relation] } : null, expanded: id });
  }
  return asked;
}

/** Loads the picture of a state: its entities, then all that is said between them, for all times. */
export async function load(
  state: State,
  opening: Opening,
  also: readonly string[],
  signal?: AbortSignal,
  progress?: (done: number, of: number) => void,
): Promise<Picture> {
  const entities = new Map<string, Entity>();
  const groups: string[][] = [];
  const keep = (nodes: readonly (Omit<Entity, 'spells'> & { life: Parameters<typeof spellsOf>[0] })[]) => {
    const fresh = nodes.filter((n) => !entities.has(n.id)).slice(0, limits.entities - entities.size);
    for (const { life, ...node } of fresh) entities.set(node.id, { ...node, spells: spellsOf(life) });
    groups.push(fresh.map((n) => n.id));
  };
  const asked = questions(state, opening).filter((q) => q.around.length > 0);
  const answers = await Promise.all(asked.map(({ expanded: _, ...q }) => ask(aroundQuery, q, signal)));
  const cut: Cut[] = [];
  answers.forEach(({ subgraph }, i) => {
    const nodes = subgraph?.nodes ?? [];
    keep(nodes);
    const drawn = nodes.filter((n) => entities.has(n.id)).length;
    const total = subgraph?.totalNodes ?? 0;
    if (drawn < total) cut.push({ around: asked[i]?.expanded ?? null, drawn, total });
  });
  const wanted = [...state.compare, ...(state.path ? [state.path] : []), ...endOf(state.selected), ...also].filter(
    (id) => !entities.has(id),
  );
  if (wanted.length > 0) keep(await entitiesById(wanted, signal));
  const loaded = await loadClaims([...entities.keys()], opening, signal, progress);
  const { sources, totalClaims } = loaded;
  const ended = new Set(opening.relations?.flatMap((r) => r.ends));
  const relations = new Map<string, Relation>(
    opening.relations?.map((r) => [r.name, { ...r, weight: ended.has(r.name) ? r.ends.length : 0 }]),
  );
  const claims = loaded.claims.map((claim) => bounded(claim, relations.get(claim.relation), entities));
  return {
    entities,
    groups,
    lines: linesOf(claims, relations),
    claims,
    sources,
    cut,
    totalClaims,
  };
}

const endOf = (selected: string | null) => (selected && !selected.startsWith('link:') ? [selected] : []);

async function entitiesById(ids: string[], signal?: AbortSignal) {
  const { nodes } = await ask(entitiesQuery, { ids }, signal);
  return nodes?.flatMap((n) => (n && 'kind' in n ? [n] : [])) ?? [];
}

async function loadClaims(
  ids: string[],
  { datasets }: Opening,
  signal?: AbortSignal,
  progress?: (done: number, of: number) => void,
) {
  const claims: Omit<Claim, 'alive'>[] = [];
  const coverage = new Map(datasets?.map((d) => [d.id, d.coverageTo]));
  const sources = new Map<string, Source>();
  let after: string | null = null;
  let totalClaims = 0;
  while (ids.length > 0) {
    const { statements }: ResultOf<typeof claimsQuery> = await ask(
      claimsQuery,
      { ids, after, counted: after === null },
      signal,
    );
    if (!statements) break;
    totalClaims = statements.totalCount ?? totalClaims;
    for (const s of statements.nodes) {
      sources.set(s.document.id, s.document);
      claims.push({
        id: s.id,
        link: s.link.id,
        subject: s.subject.id,
        object: s.object.id,
        relation: s.relation.name,
        label: s.label,
        polarity: s.polarity,
        modality: s.modality,
        attributedTo: s.attributedTo?.name ?? null,
        values: s.qualifiers.map(valueInWords),
        validity: s.validity,
        uncertain: isUncertain(s.validity, coverage.get(s.dataset.id)),
        presumed: presumedOf(s.presumption),
        bound: s.presumption.beganBy !== null || s.presumption.endedBy !== null,
        document: s.document.id,
        corroboration: s.corroboration.level,
      });
    }
    progress?.(claims.length, totalClaims);
    if (!statements.pageInfo.hasNextPage || claims.length >= limits.claims) break;
    after = statements.pageInfo.endCursor;
  }
  return { claims, sources, totalClaims };
}

/** On which days the claims of a picture that others bound were presumed to hold by what was known on a day. */
export async function wordsOf(
  picture: Picture,
  knownBy: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Span | null>> {
  const ids = picture.claims.filter((c) => c.bound).map((c) => c.id);
  const words = new Map<string, Span | null>();
  for (let i = 0; i < ids.length; i += atOnce) {
    const { nodes } = await ask(wordsQuery, { ids: ids.slice(i, i + atOnce), scope: { knownBy } }, signal);
    for (const n of nodes ?? []) if (n?.__typename === 'Statement') words.set(n.id, presumedOf(n.presumption));
  }
  return words;
}

/** How many nodes the API gives at once. */
const atOnce = 500;
