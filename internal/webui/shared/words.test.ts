import { expect, test } from 'vitest';
import { count } from './words';

test('count: one thing is no plural, and thousands are set apart', () => {
  expect([0, 1, 2, 2158].map((n) => count(n, 'statement'))).toEqual([
    '0 statements',
    '1 statement',
    '2 statements',
    '2,158 statements',
  ]);
  expect(count(1, 'entity', 'entities')).toBe('1 entity');
  expect(count(2, 'entity', 'entities')).toBe('2 entities');
});
