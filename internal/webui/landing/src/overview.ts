// What the landing page tells of the graph that is loaded, and the ways into it.

import type { ResultOf } from 'gql.tada';
import { graphql } from '../../shared/graphql';

/** The seed's article and three countries are asked for by name: where they are, the ways lead to them. */
export const overview = graphql(`
  query Overview {
    entities(first: 0) { totalCount }
    statements(first: 0) { totalCount }
    documents(first: 1) { totalCount nodes { id title } }
    countries(first: 3) { nodes { id name } }
    article: document(id: "document:natos-south-caucasus-partnerships-evolve") { id title publisher generator }
    known: nodes(ids: ["country:georgia", "country:azerbaijan", "country:armenia"]) { id ... on Entity { name } }
    revision { number hash createdAt }
    datasets { id title license version source statementCount documentCount entityCount }
  }
`);

export type Overview = ResultOf<typeof overview>;

/** A way in: where it leads and what one sees there. */
export interface Way {
  title: string;
  about: string;
  href: string;
}

/** The ways into this graph: its document, an entity, a comparison; only those that there are. */
export function ways(o: Overview): Way[] {
  const out: Way[] = [];
  const document = o.article ?? o.documents?.nodes[0];
  if (document) {
    const written = o.article?.generator ? ` A language model wrote it: ${o.article.generator}.` : '';
    out.push({
      title: 'Read a document',
      about: `“${document.title}”, sentence by sentence, beside the claims that rest on it.${written}`,
      href: `/map/?doc=${document.id}`,
    });
  }
  const countries = entitiesOf(o);
  const [first] = countries;
  if (first) {
    out.push({
      title: `Look around ${first.name}`,
      about: 'Its relations as a graph, on a map and through time, each with its words.',
      href: `/map/?around=${first.id}&sel=${first.id}`,
    });
  }
  if (countries.length > 1) {
    const names = countries.map((c) => c.name);
    out.push({
      title: 'Compare',
      about: `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]} side by side: what they share, and what sets them apart.`,
      href: `/map/?compare=${countries.map((c) => c.id).join(',')}`,
    });
  }
  return out;
}

function entitiesOf(o: Overview): { id: string; name: string }[] {
  const known = (o.known ?? []).flatMap((n) => (n && 'name' in n && n.name ? [{ id: n.id, name: n.name }] : []));
  return known.length > 0 ? known : (o.countries?.nodes ?? []);
}
