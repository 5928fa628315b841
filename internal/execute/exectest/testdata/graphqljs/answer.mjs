// Answers questions by graphql-js, over the values of a world. From standard input it takes one JSON object {schema, world,
// questions}; to standard output it writes one line of JSON for each question: its response, or {invalid: reason}.
import { readFileSync } from 'node:fs';
import { buildSchema, execute, parse, validate } from 'graphql';

const { schema: text, world, questions } = JSON.parse(readFileSync(0, 'utf8'));
const schema = buildSchema(text);
const { entities: E, statements: S } = world;
const P = E.filter((e) => e.__typename === 'Person');
const O = E.filter((e) => e.__typename === 'Org');
const byId = new Map([...E, ...S].map((x) => [x.id, x]));

const day = (s) => {
  if (typeof s !== 'string') throw Error('a date is a string');
  if (Number.isNaN(Date.parse(s)) || !/^\d{4}-\d\d-\d\d$/.test(s)) throw Error(`"${s}" is not a date`);
  return s;
};
Object.assign(schema.getType('Date'), { parseValue: day, parseLiteral: (n) => day(n.value) });

const order = { PREFERRED: 3, NORMAL: 2, DEPRECATED: 1 };
const admits = (f, s) =>
  f == null ||
  (order[s.rank] >= order[f.minRank] &&
    (f.since == null || s.date >= f.since) &&
    (!f.properties?.length || f.properties.includes(s.property)) &&
    (f.range == null || ((f.range.from == null || s.n >= f.range.from) && s.n <= f.range.to)));

const statements = (e, { first, after, filter }) => {
  if (first < 0) throw Error(`first must not be negative, is ${first}`);
  const all = e.out.map((n) => S[n]);
  const edges = [];
  let more = false;
  for (const s of all.slice(after == null ? 0 : all.findIndex((s) => s.id === after) + 1)) {
    if (!admits(filter, s)) continue;
    if (edges.length === first) {
      more = true;
      break;
    }
    edges.push({ cursor: s.id, node: s });
  }
  return { edges, nodes: edges.map((e) => e.node), totalCount: all.length, pageInfo: { hasNextPage: more, endCursor: edges.at(-1)?.cursor } };
};
const neighbors = (e, { first }) => {
  if (e.n % 23 === 0) throw Error(`no neighbors known of ${e.id}`);
  if (first == null || e.n % 9 === 0) return null;
  return Array.from({ length: Math.max(0, first) }, (_, i) => ((e.n + i) % 8 === 0 ? null : E[(e.n * 7 + i * 11) % E.length]));
};
const town = (i) => (i == null ? null : E[i]);
const entity = { statements, neighbors, world: (_, __, scope) => scope.now?.world ?? null };
const home = (h) => h && { ...h, town: town(h.town) };

const resolvers = {
  Person: {
    ...entity,
    home: (p) => home(p.home),
    homes: (p) => p.homes?.map(home) ?? null,
    employer: (p) => (p.n % 4 ? O[(p.n * 7) % O.length] : null),
    spouse: (p) => (p.n % 5 ? P[(p.n * 11) % P.length] : null),
    married: (p) => (p.n % 4 < 2 ? null : String(1950 + (p.n % 50))),
    risky: (p) => {
      if (p.n % 7 === 0) throw Error(`no luck with ${p.id}`);
      return p.n % 5 === 0 ? null : `risk of ${p.id}`;
    },
    riskyStrict: (p) => {
      if (p.n % 11 === 0) throw Error(`strictly no luck with ${p.id}`);
      return `strict ${p.id}`;
    },
    age: (p, { on }) => {
      if (p.n % 19 === 0) throw Error(`the age of ${p.id} is a secret`);
      return (on == null ? 2020 : Number(on.slice(0, 4))) - Number(p.born.slice(0, 4));
    },
  },
  Org: {
    ...entity,
    budgets: (o) => {
      if (o.n % 53 === 0) throw Error(`recovered: no budgets of ${o.id}`);
      return [o.budget, o.budget / 3, 1e21, 1e-7];
    },
    staff: (o, { first }) => {
      if (o.n % 13 === 0) throw Error(`no staff known of ${o.id}`);
      return Array.from({ length: Math.max(0, first) }, (_, i) => (o.n % 17 === 0 && i === 2 ? null : P[(o.n * 3 + i) % P.length]));
    },
    grid: (o) => (o.n % 2 === 0 ? null : [[E[o.n], null, E[(o.n * 5) % E.length]], null, [], [E[0]]]),
    strictGrid: (o) => (o.n % 2 === 0 ? [[E[o.n], null], [E[1]]] : [[E[o.n], E[2]], []]),
  },
  Place: { ...entity, mayor: (p) => town(p.mayor) },
  Statement: {
    subject: (s) => E[s.subject],
    object: (s) => (s.value.__typename === 'EntityRef' ? E[s.value.entity] : null),
    sources: (s) => {
      if (s.n % 9 === 0) throw Error(`sources of ${s.id} are lost`);
      return s.n % 4 === 0 ? null : [{ url: `https://example.org/${s.id}` }, { url: 'x', title: 't<&>' }];
    },
    strictSource: (s) => {
      if (s.n % 37 === 0) throw Error(`the source of ${s.id} is lost`);
      return s.n % 41 === 0 ? null : { url: `u${s.id}` };
    },
  },
  EntityRef: { entity: (v) => E[v.entity] },
  Query: {
    node: (_, { id }) => byId.get(id),
    entity: (_, { id }) => {
      if (byId.get(id)?.out) return byId.get(id);
      if (id.startsWith('X')) throw Error(`bad id ${id}`);
      return null;
    },
    entities: (_, { ids, first }) => {
      if (ids != null) return ids.map((id) => (byId.get(id)?.out ? byId.get(id) : null));
      if (first < 0) throw Error('first must not be negative');
      return E.slice(0, first);
    },
    people: (_, { first }) => (first == null ? null : P.slice(0, Math.max(first, 0))),
    search: (_, { text, first }) =>
      Array.from({ length: Math.max(0, first ?? 5) }, (_, i) => {
        const n = new TextEncoder().encode(text).length;
        return i % 2 === 0 ? S[(n * 31 + i * 17) % S.length] : E[(n * 13 + i * 7) % E.length];
      }),
    named: (_, { first }) => {
      const k = first ?? 3;
      return k > 0 ? Array.from({ length: k }, (_, i) => (i % 4 === 2 ? null : E[(i * 3 + (i % 3)) % E.length])) : null;
    },
    fail: (_, { really }) => {
      if (really) throw Error('failed as asked');
      return 'fine';
    },
    strict: (_, { really }) => {
      if (really) throw Error('failed as asked');
      return 'fine';
    },
    plain: () => ({ url: 'plain' }),
  },
};
for (const [type, fields] of Object.entries(resolvers)) {
  for (const [name, resolve] of Object.entries(fields)) schema.getType(type).getFields()[name].resolve = resolve;
}

// graphql-js has no branches: a question with a scope in it is asked without the field that shows it.
for (const { query, variables } of questions) {
  const document = parse(query);
  const [error] = validate(schema, document);
  const answer = error ? { invalid: error.message } : execute({ schema, document, variableValues: variables, contextValue: {} });
  console.log(JSON.stringify(answer.data === undefined && !answer.invalid ? { invalid: answer.errors[0].message } : answer));
}
