// How kinds of entities and categories of relations look. Colour never says it alone: each kind has a shape of its own, and
// each category a dash of its own.

export type Shape =
  | 'circle'
  | 'square'
  | 'diamond'
  | 'triangle'
  | 'down'
  | 'pentagon'
  | 'hexagon'
  | 'star'
  | 'house'
  | 'dot'
  | 'ring'
  | 'bar'
  | 'cross'
  | 'octagon'
  | 'kite';

export const kinds = {
  COUNTRY: { one: 'Country', many: 'Countries', shape: 'circle', color: '#2f7fb8' },
  ALLIANCE: { one: 'Alliance', many: 'Alliances', shape: 'square', color: '#e0992b' },
  ORGANIZATION: { one: 'Organization', many: 'Organizations', shape: 'octagon', color: '#d9b93b' },
  PROGRAM: { one: 'Program', many: 'Programs', shape: 'diamond', color: '#1e9c78' },
  AGREEMENT: { one: 'Agreement', many: 'Agreements', shape: 'pentagon', color: '#7b6fc4' },
  EVENT: { one: 'Event', many: 'Events', shape: 'triangle', color: '#c76f9f' },
  PERSON: { one: 'Person', many: 'People', shape: 'dot', color: '#8a5a44' },
  TERRITORY: { one: 'Territory', many: 'Territories', shape: 'hexagon', color: '#68b3d6' },
  REGION: { one: 'Region', many: 'Regions', shape: 'ring', color: '#8fa9b8' },
  CITY: { one: 'City', many: 'Cities', shape: 'star', color: '#6b8f3c' },
  MISSION: { one: 'Mission', many: 'Missions', shape: 'down', color: '#d1663a' },
  INITIATIVE: { one: 'Initiative', many: 'Initiatives', shape: 'kite', color: '#59b29a' },
  FACILITY: { one: 'Facility', many: 'Facilities', shape: 'house', color: '#9a8458' },
  GROUP: { one: 'Group', many: 'Groups', shape: 'bar', color: '#a3a3b8' },
  ACTOR: { one: 'Actor', many: 'Actors', shape: 'cross', color: '#8c8c8c' },
} as const satisfies Record<string, { one: string; many: string; shape: Shape; color: string }>;

export type Kind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as Kind[];

export const categories = {
  AFFILIATION: { label: 'Affiliation', color: '#2f7fb8', dash: [] },
  PARTICIPATION: { label: 'Participation', color: '#1e9c78', dash: [7, 3] },
  COOPERATION: { label: 'Cooperation', color: '#4aa3cf', dash: [2, 3] },
  CONFLICT: { label: 'Conflict', color: '#c8452f', dash: [9, 3, 2, 3] },
  DEPENDENCE: { label: 'Dependence', color: '#7b6fc4', dash: [12, 4] },
  GEOGRAPHY: { label: 'Geography', color: '#8b98a3', dash: [1, 3] },
  LEADERSHIP: { label: 'Leadership', color: '#b97a1f', dash: [5, 2, 1, 2] },
  OTHER: { label: 'Other', color: '#777777', dash: [3, 6] },
} as const satisfies Record<string, { label: string; color: string; dash: readonly number[] }>;

export type Category = keyof typeof categories;
export const categoryNames = Object.keys(categories) as Category[];
