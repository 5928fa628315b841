import { expect, it } from 'vitest';
import { together } from './places';

const near = [
  [0, 0],
  [1, 1],
  [2, 0],
  [1, 2],
  [0, 1],
] as const;

it('leaves one far place out of the fit', () => {
  expect(together([...near, [90, 40]])).toEqual(near);
});

it('keeps all where they are spread, or few', () => {
  const spread = [
    [0, 0],
    [50, 0],
    [0, 50],
    [50, 50],
    [25, 25],
  ] as const;
  expect(together(spread)).toEqual(spread);
  const few = [
    [0, 0],
    [1, 0],
    [90, 0],
  ] as const;
  expect(together(few)).toEqual(few);
});
