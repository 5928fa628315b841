// How a claim is quoted elsewhere: who said it, where, when, and in this graph.

export interface Cited {
  id: string;
  document: {
    title: string;
    publisher: string | null;
    author: string | null;
    publishedOn: string | null;
    retrievedOn: string | null;
    url: string | null;
    generator: string | null;
  };
  evidence: readonly { quote: string | null; locator: string | null }[];
}

/** A citation of a statement, in one line. The address is where a reader can see it. */
export function cite(claim: Cited, address: string): string {
  const { document: d } = claim;
  const parts = [
    d.author,
    `“${d.title}”`,
    d.publisher,
    d.publishedOn ?? (d.retrievedOn ? `read ${d.retrievedOn}` : 'undated'),
    d.generator ? `written by the software ${d.generator}` : null,
    d.url,
  ];
  const [first] = claim.evidence;
  const words = first?.quote ? ` “${first.quote}”.` : first?.locator ? ` ${first.locator}.` : '';
  return `${parts.filter(Boolean).join(', ')}.${words} In: Entente, ${claim.id}, ${address}`;
}
