import { expect, test } from 'vitest';
import { fromAddress, initial, isStep, type State, toAddress } from './state';

const all: State = {
  view: 'table',
  around: ['country:georgia', 'alliance:nato'],
  hops: 2,
  most: 1000,
  expanded: ['alliance:nato~MEMBER_OF'],
  selected: 'country:georgia',
  asOf: '2008-08',
  level: 'certain',
  knownBy: '2025-11-17',
  hidden: ['DENIED', 'PERSON'],
  path: 'country:armenia',
  compare: ['country:georgia', 'country:armenia'],
  reading: 'document:a',
  sentence: 12,
};

test('address: the default is empty, and each state comes back from its own', () => {
  expect(toAddress(initial)).toBe('');
  expect(fromAddress('')).toEqual(initial);
  expect(fromAddress(toAddress(all))).toEqual(all);
});

test('address: what cannot be is left at the default', () => {
  const state = fromAddress('?view=cube&level=sure&hops=9&most=2000&as=yesterday&known=2008&compare=a,b,c,d,e&at=-1');
  expect(state).toEqual({ ...initial, compare: ['a', 'b', 'c', 'd'] });
});

test('step: selecting is one, sliding is none', () => {
  expect(isStep(initial, { ...initial, selected: 'a:b' })).toBe(true);
  expect(isStep(initial, { ...initial, asOf: '2008' })).toBe(false);
  expect(isStep(initial, { ...initial, level: 'possible' })).toBe(true);
});
