import { expect, test } from 'vitest';
import type { Category } from '../../../shared/kinds';
import { painted } from './painted';
import type { ShownLine } from './picture';

const relations: Record<string, [label: string, inverse: string, category: Category]> = {
  MEMBER: ['is a member of', 'has as a member', 'AFFILIATION'],
  PARTNER: ['is a partner of', 'has as a partner', 'AFFILIATION'],
  OPPOSES: ['opposes', 'is opposed by', 'CONFLICT'],
};
function line(source: string, name: string, target: string, more: Partial<ShownLine> = {}): ShownLine {
  const [label, inverseLabel, category] = relations[name] ?? ['', '', 'OTHER'];
  const relation = {
    name,
    label,
    inverseLabel,
    category,
    symmetric: false,
    weight: name === 'MEMBER' ? 2 : 0,
    subjectExistence: 'REQUIRED',
    objectExistence: 'REQUIRED',
  } as const;
  return {
    id: `${source} ${name} ${target}`,
    source,
    target,
    relation,
    claims: [],
    shown: [],
    status: 'held',
    label,
    certainty: 'CERTAIN',
    faint: false,
    ...more,
  };
}
const lines = [
  line('france', 'MEMBER', 'nato'),
  line('poland', 'MEMBER', 'nato', { certainty: 'PRESUMED' }),
  line('georgia', 'PARTNER', 'nato'),
  line('georgia', 'MEMBER', 'nato', { status: 'planned', label: 'is promised to be a member of' }),
  line('azerbaijan', 'MEMBER', 'nato', { status: 'denied', label: 'is said not to be a member of' }),
  line('norway', 'MEMBER', 'nato', { faint: true, certainty: null }),
  line('russia', 'OPPOSES', 'nato'),
  line('france', 'OPPOSES', 'russia'),
];
const names = ['nato', 'france', 'poland', 'georgia', 'azerbaijan', 'norway', 'russia'];
const picture = {
  lines,
  entities: new Map(names.map((id) => [id, { id, name: id.toUpperCase(), kind: id === 'nato' ? 'ALLIANCE' : 'COUNTRY' }])),
} as never;
const places = new Set(names.slice(1));

test('painted: only what is held fills, by how surely it holds; promised, denied and ended do not', () => {
  const { stands, rows, denied, planned } = painted(picture, { lines }, 'nato', places);
  const look = (id: string) => ({ fill: stands.get(id)?.fill ?? null, outline: stands.get(id)?.outline ?? null });
  expect(look('france')).toEqual({ fill: { category: 'AFFILIATION', certainty: 'CERTAIN' }, outline: null });
  expect(look('poland')).toEqual({ fill: { category: 'AFFILIATION', certainty: 'PRESUMED' }, outline: null });
  expect(look('georgia')).toEqual({ fill: null, outline: { category: 'AFFILIATION', certainty: 'CERTAIN' } });
  expect(look('azerbaijan')).toEqual({ fill: null, outline: null });
  expect(look('russia')).toEqual({ fill: null, outline: { category: 'CONFLICT', certainty: 'CERTAIN' } });
  expect(stands.has('norway')).toBe(false);
  expect([stands.get('georgia')?.planned, stands.get('azerbaijan')?.denied, planned, denied]).toEqual([true, true, 1, 1]);
  expect(rows.map((r) => [r.how, r.text, [...r.counts]])).toEqual([
    [
      'fill',
      'is a member of',
      [
        ['CERTAIN', 1],
        ['PRESUMED', 1],
      ],
    ],
    ['outline', 'is a partner of', [['CERTAIN', 1]]],
    ['outline', 'opposes', [['CERTAIN', 1]]],
  ]);
});

test('painted: the words of a place say its mood and how surely', () => {
  const { stands } = painted(picture, { lines }, 'nato', places);
  expect(stands.get('georgia')?.told).toEqual(['is promised to be a member of NATO', 'is a partner of NATO']);
  expect(stands.get('poland')?.told).toEqual(['is a member of NATO (presumed)']);
  const around = painted(picture, { lines }, 'russia', places);
  expect(around.stands.get('france')?.told).toEqual(['opposes RUSSIA']);
  expect(around.stands.has('nato')).toBe(false);
});

test('painted: around a country each category has its own colour; membership goes before what is more frequent', () => {
  const around = painted(picture, { lines }, 'russia', places);
  expect(around.stands.get('france')?.fill).toEqual({ category: 'CONFLICT', certainty: 'CERTAIN' });
  const partners = ['france', 'russia', 'poland', 'norway', 'azerbaijan'].map((id) => line(id, 'PARTNER', 'nato'));
  const more = { ...(picture as object), lines: [...lines, ...partners] } as never;
  expect(painted(more, { lines: partners }, 'nato', places).rows.map((r) => [r.how, r.text])).toEqual([
    ['outline', 'is a partner of'],
  ]);
});
