// What is drawn, as a question of the API that a person can read, change and ask elsewhere.

import type { Asked } from './load';
import { mostPaths } from './queries';
import { initial, type State } from './state';

/** How many objects an answer of the API may have (its limit of cost), with room for what stands beside the subgraphs. */
const mostCost = 20_000 - 4000;
/** What the API counts for one entity of a subgraph: itself, a link, the link's ends and relation. */
const costOfEntity = 5;

/** The question, and its variables. */
export interface Carried {
  query: string;
  variables: Record<string, unknown>;
}

/**
 * The question for a picture: the middle and each expansion, what is said between their entities where there are several, the path,
 * the comparison and the line that is chosen. drawn are the ids of all entities. What the legend hides is asked for all the same. A
 * picture too large for one answer of the API becomes several operations.
 */
export function carried(state: State, asked: readonly Asked[], drawn: readonly string[]): Carried {
  const variables: Record<string, unknown> = {};
  const { asOf, level, knownBy, selected, path, compare } = state;
  if (asOf || knownBy)
    variables.scope = {
      ...(asOf ? { asOf } : {}),
      ...(level === initial.level ? {} : { certainty: level.toUpperCase() }),
      ...(knownBy ? { knownBy } : {}),
    };
  const beside: string[] = [];
  if (asked.length > 1) {
    variables.drawn = drawn;
    beside.push(between);
  }
  if (path && selected && !selected.startsWith('link:')) beside.push(pathOf(selected, path));
  if (compare.length > 1) beside.push(comparisonOf(compare));
  if (selected?.startsWith('link:')) beside.push(lineOf(selected));
  const operations = together(asked).map((some, i) => {
    const fields = [...some.map(({ asked, name }) => subgraphOf(asked, name)), ...(i === 0 ? beside : [])];
    const declared = ['$scope: Scope', ...(i === 0 && 'drawn' in variables ? ['$drawn: [ID!]!'] : [])];
    return `query Picture${i === 0 ? '' : i + 1}(${declared.join(', ')}) {\n${fields.join('\n')}\n}`;
  });
  return { query: `${operations.join('\n\n')}\n\n${parts}`, variables };
}

/** The questions by operation, each with the name of its answer. */
function together(asked: readonly Asked[]) {
  const out: { asked: Asked; name: string }[][] = [];
  let cost = Number.POSITIVE_INFINITY;
  let [middles, expansions] = [0, 0];
  for (const a of asked) {
    const name = a.expanded ? `expansion${++expansions}` : `middle${++middles}`;
    cost += a.limit * costOfEntity;
    if (cost > mostCost) {
      out.push([]);
      cost = a.limit * costOfEntity;
    }
    out.at(-1)?.push({ asked: a, name });
  }
  return out;
}

const text = (value: unknown) => JSON.stringify(value);

function subgraphOf({ around, hops, limit, where }: Asked, name: string): string {
  const only = where ? `, where: {relations: ${text(where.relations)}}` : '';
  return `  ${name}: subgraph(around: ${text(around)}, hops: ${hops}, limit: ${limit}${only}, scope: $scope) { ...Part }`;
}

const pathOf = (from: string, to: string) =>
  `  paths(from: ${text(from)}, to: ${text(to)}, first: ${mostPaths}, scope: $scope) {
    length
    steps { forward from { id name } to { id name } link { id source { name } label target { name } certainty } }
  }`;

const comparisonOf = (ids: readonly string[]) =>
  `  compare(entities: ${text(ids)}, scope: $scope) {
    rows(first: 50) { totalCount nodes { other { name } relation { label } shared cells { link { label held certainty } } } }
  }`;

const lineOf = (id: string) =>
  `  chosen: nodes(ids: [${text(id)}], scope: $scope) {
    ... on Link {
      source { name } label target { name } certainty
      statements(first: 50) { totalCount nodes { label certainty presumption { from to vouchedUntil } validity { edtf } evidence { quote locator } document { title } } }
    }
  }`;

const between = `  between: statements(where: {subject: $drawn, object: $drawn}, first: 200, scope: $scope) {
    totalCount
    nodes { link { id } subject { id } label object { id } polarity modality certainty validity { edtf } }
  }`;

const parts = `fragment Part on Subgraph {
  totalNodes
  totalEdges
  nodes { id kind name exists }
  edges { id source { id } label target { id } relation { name } held certainty statementCount }
}
`;
