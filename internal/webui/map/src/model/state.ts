// The address holds the whole state, and of it only what differs from the default: a link shows the same to another.

export type View = 'split' | 'graph' | 'map' | 'table';
export const views: readonly View[] = ['split', 'graph', 'map', 'table'];

export type Level = 'presumed' | 'certain' | 'possible';
export const levels: readonly Level[] = ['presumed', 'certain', 'possible'];

export interface State {
  view: View;
  /** The entities in the middle; none means the seed's article, or the document with the most names in it. */
  around: readonly string[];
  hops: number;
  /** How many entities the middle, and each expansion, may bring. */
  most: number;
  /** Entities whose neighbours were added: an id, or an id and a relation, as alliance:nato~MEMBER_OF. */
  expanded: readonly string[];
  /** The entity or line that is selected. */
  selected: string | null;
  /** The day, or year, that is shown; null shows all times. */
  asOf: string | null;
  /** The least certainty that counts on that day. */
  level: Level;
  /** Only what was published by this day. */
  knownBy: string | null;
  /** Kinds and categories that are hidden, and DENIED and PLANNED. */
  hidden: readonly string[];
  /** Where a path from the selected goes to. */
  path: string | null;
  /** The entities that are compared. */
  compare: readonly string[];
  /** The document that is read beside the graph. */
  reading: string | null;
  /** Where in it the chosen sentence begins, in code points. */
  sentence: number | null;
}

export const initial: State = {
  view: 'split',
  around: [],
  hops: 1,
  most: 300,
  expanded: [],
  selected: null,
  asOf: null,
  level: 'presumed',
  knownBy: null,
  hidden: [],
  path: null,
  compare: [],
  reading: null,
  sentence: null,
};

const lists = { around: 'around', expanded: 'expand', hidden: 'hide', compare: 'compare' } as const;
const texts = { selected: 'sel', asOf: 'as', knownBy: 'known', path: 'path', reading: 'doc' } as const;

/** The query string of a state, empty for the default. Ids and commas stay readable. */
export function toAddress(state: State): string {
  const parts: string[] = [];
  const add = (name: string, value: string) =>
    parts.push(`${name}=${encodeURIComponent(value).replace(/%3A/g, ':').replace(/%2C/g, ',')}`);
  if (state.view !== initial.view) add('view', state.view);
  if (state.level !== initial.level) add('level', state.level);
  if (state.hops !== initial.hops) add('hops', String(state.hops));
  if (state.most !== initial.most) add('most', String(state.most));
  for (const [field, name] of Object.entries(lists)) {
    const values = state[field as keyof typeof lists];
    if (values.length > 0) add(name, values.join(','));
  }
  for (const [field, name] of Object.entries(texts)) {
    const value = state[field as keyof typeof texts];
    if (value !== null) add(name, value);
  }
  if (state.sentence !== null) add('at', String(state.sentence));
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** The most entities that one question of the API brings. */
export const mostOfAll = 1000;

/** How much of one kind an address may hold: it may come from anybody. */
export const atMost = { around: 50, expanded: 20, hidden: 40, compare: 4 } as const;

/** The state of a query string. What it does not know, or what cannot be, it leaves at the default. */
export function fromAddress(search: string): State {
  const asked = new URLSearchParams(search);
  const state: { -readonly [K in keyof State]: State[K] } = { ...initial };
  const view = asked.get('view') as View | null;
  if (view && views.includes(view)) state.view = view;
  const level = asked.get('level') as Level | null;
  if (level && levels.includes(level)) state.level = level;
  const hops = Number(asked.get('hops') ?? initial.hops);
  if (Number.isInteger(hops) && hops >= 0 && hops <= 3) state.hops = hops;
  const most = Number(asked.get('most') ?? initial.most);
  if (Number.isInteger(most) && most > 0 && most <= mostOfAll) state.most = most;
  for (const [field, name] of Object.entries(lists) as [keyof typeof lists, string][]) {
    const values = (asked.get(name) ?? '').split(',').filter(Boolean);
    state[field] = [...new Set(values)].slice(0, atMost[field]);
  }
  for (const [field, name] of Object.entries(texts) as [keyof typeof texts, string][]) state[field] = asked.get(name) || null;
  if (state.asOf && !/^\d{4}(-\d\d(-\d\d)?)?$/.test(state.asOf)) state.asOf = null;
  if (state.knownBy && !/^\d{4}-\d\d-\d\d$/.test(state.knownBy)) state.knownBy = null;
  const at = Number(asked.get('at') ?? Number.NaN);
  if (Number.isInteger(at) && at >= 0) state.sentence = at;
  return state;
}

/** Whether going from one state to another is a step that Back undoes. Sliding through time is none. */
export function isStep(from: State, to: State): boolean {
  const still = (s: State) => toAddress({ ...s, asOf: null, knownBy: null });
  return still(from) !== still(to);
}
