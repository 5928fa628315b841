import { expect, test } from 'vitest';
import { place, ticks } from './histogram';

test('place: the first and the last year are where the knob of a slider stops', () => {
  const years = { from: 1990, to: 2000 };
  expect(place(1990, years, 216)).toBe(8);
  expect(place(1995, years, 216)).toBe(108);
  expect(place(2000, years, 216)).toBe(208);
});

test('ticks: round years, no more than there is room for', () => {
  expect(ticks(1952, 2026, 6)).toEqual([1960, 1980, 2000, 2020]);
  expect(ticks(1990, 2000, 11)).toHaveLength(11);
});
