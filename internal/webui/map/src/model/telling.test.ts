import { expect, test } from 'vitest';
import type { Entity, Relation } from './picture';
import { tell } from './telling';

const entity = (id: string, name: string, kind: Entity['kind']) => [id, { id, name, kind }] as const;
const relation = (label: string): Relation => ({
  ...{ name: label, label, inverseLabel: label, category: 'AFFILIATION', symmetric: false },
});
const told = {
  entities: new Map([entity('a', 'Armenia', 'COUNTRY'), entity('b', 'NATO', 'ALLIANCE'), entity('c', 'Gyumri', 'CITY')]),
  lines: [
    { id: 'link:1', source: 'a', target: 'b', relation: relation('is a partner of') },
    { id: 'link:2', source: 'a', target: 'b', relation: relation('cooperates with') },
    { id: 'link:3', source: 'c', target: 'a', relation: relation('is in') },
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
