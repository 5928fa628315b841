import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { carried } from './carried';
import type { Asked } from './load';
import { initial } from './state';

const schema = buildSchema(readFileSync('../../schema.graphql', 'utf8'));
const middle: Asked = { around: ['country:georgia', 'country:"x"'], hops: 2, limit: 300, where: null, expanded: null };
const expansion: Asked = {
  ...{ around: ['alliance:nato'], hops: 1, limit: 300, where: { relations: ['MEMBER_OF'] }, expanded: 'alliance:nato' },
};

test('carried: the middle alone is one subgraph', () => {
  const { query, variables } = carried(initial, [middle], ['country:georgia']);
  expect(validate(schema, parse(query))).toEqual([]);
  expect(query).toContain('subgraph(around: ["country:georgia","country:\\"x\\""], hops: 2, limit: 300, scope: $scope)');
  expect(variables).toEqual({});
});

test('carried: expansions, path, comparison, line and scope are in it', () => {
  const state = { ...initial, asOf: '2007', knownBy: '2020-01-01', selected: 'country:georgia', path: 'alliance:nato' };
  const one = carried({ ...state, compare: ['country:a', 'country:b'] }, [middle, expansion], ['country:georgia']);
  expect(validate(schema, parse(one.query))).toEqual([]);
  expect(one.query).toMatch(/expansion1: subgraph\(around: \["alliance:nato"\].*where: \{relations: \["MEMBER_OF"\]\}/);
  expect(one.query).toMatch(/paths\(from: "country:georgia", to: "alliance:nato"/);
  expect(one.query).toContain('compare(entities: ["country:a","country:b"]');
  expect(one.variables).toEqual({ scope: { asOf: '2007', knownBy: '2020-01-01' }, drawn: ['country:georgia'] });
  const line = carried({ ...initial, selected: 'link:1' }, [middle], []);
  expect(validate(schema, parse(line.query))).toEqual([]);
  expect(line.query).toContain('chosen: nodes(ids: ["link:1"]');
});

test('carried: what is too large for one answer becomes several operations', () => {
  const { query } = carried(initial, Array(7).fill({ ...expansion, limit: 1000 }), []);
  expect(query.match(/^query /gm)).toHaveLength(3);
});
