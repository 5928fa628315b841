import { expect, test } from 'vitest';
import { valueInWords, valuesOf, withUnit } from './values';

test('a value is told with its name and unit', () => {
  expect(valueInWords({ label: 'Deaths', text: '12', unit: 'persons' })).toBe('Deaths: 12 persons');
  expect(withUnit({ text: 'A loan', unit: null })).toBe('A loan');
});

test('what the claims of a line say besides is told once', () => {
  const claims = [['Deaths: 12', 'Side: a'], [], ['Deaths: 3'], ['Deaths: 3']].map((values) => ({ values }));
  expect(valuesOf(claims)).toBe('Deaths: 12, Side: a; Deaths: 3');
  expect(valuesOf([{ values: [] }])).toBe('');
});
