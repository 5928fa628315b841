import { expect, test } from 'vitest';
import type { Entity } from './picture';
import { tell } from './telling';

const entity = (id: string, name: string, kind: Entity['kind']) => [id, { id, name, kind }] as const;
const told = {
  entities: new Map([entity('a', 'Armenia', 'COUNTRY'), entity('b', 'NATO', 'ALLIANCE'), entity('c', 'Gyumri', 'CITY')]),
  lines: [
    { id: 'link:1', source: 'a', target: 'b', label: 'is a partner of' },
    { id: 'link:2', source: 'a', target: 'b', label: 'cooperates with' },
    { id: 'link:3', source: 'c', target: 'a', label: 'is in' },
  ],
};

test('tell: an entity with its kind and its relations, a line as a sentence, nothing of what is not there', () => {
  expect(tell(told, 'a')).toBe('Armenia, country, 3 relations.');
  expect(tell(told, 'c')).toBe('Gyumri, city, 1 relation.');
  expect(tell(told, 'link:2')).toBe('Armenia cooperates with NATO.');
  expect(tell(told, 'd')).toBe('');
});

test('tell: where one came from, and by what', () => {
  expect(tell(told, 'b', 'a')).toBe('NATO, alliance, 2 relations; from Armenia (is a partner of, cooperates with).');
  expect(tell(told, 'b', 'c')).toBe('NATO, alliance, 2 relations; from Gyumri.');
});

test('tell: what does not hold for certain, has ended, or did not exist says so', () => {
  const [one, two, three] = told.lines;
  const lines = [
    { ...one, certainty: 'PRESUMED' },
    { ...two, certainty: 'CERTAIN' },
    { ...three, certainty: null, faint: true },
  ] as never;
  const day = { ...told, lines, absent: new Set(['c']) };
  expect(tell(day, 'link:1')).toBe('Armenia is a partner of NATO (presumed).');
  expect(tell(day, 'link:2')).toBe('Armenia cooperates with NATO.');
  expect(tell(day, 'link:3')).toBe('Gyumri is in Armenia (ended).');
  expect(tell(day, 'c')).toBe('Gyumri, city, did not exist then, 1 relation.');
});
