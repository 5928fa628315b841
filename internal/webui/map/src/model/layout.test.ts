import { expect, test } from 'vitest';
import { layout } from './layout';

const plan = {
  groups: [['a', 'b', 'c'], ['d']],
  joins: [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'd'],
  ] as const,
};

test('layout: the same plan has the same places, and an expansion moves nothing', () => {
  const [first, again] = [layout(plan), layout(plan)];
  expect([...again]).toEqual([...first]);
  const before = layout({ groups: [['a', 'b', 'c']], joins: plan.joins.slice(0, 2) });
  for (const id of ['a', 'b', 'c']) expect(first.get(id)).toEqual(before.get(id));
});
