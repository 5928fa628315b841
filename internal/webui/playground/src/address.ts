// A link may bring a question with it: /playground/#query=...&variables=... The part behind # stays in the browser.

export interface Brought {
  query: string;
  variables?: string;
}

/** The question that an address brings; also from ?query=, as other playgrounds have it. */
export function brought(hash: string, search: string): Brought | undefined {
  for (const part of [hash.replace(/^#/, ''), search.replace(/^\?/, '')]) {
    const given = new URLSearchParams(part);
    const query = given.get('query');
    if (query) return { query, variables: given.get('variables') ?? undefined };
  }
  return undefined;
}

/** The address that brings a question. */
export function addressOf(query: string, variables?: string): string {
  const given = new URLSearchParams({ query });
  if (variables && variables.trim() !== '' && variables.trim() !== '{}') given.set('variables', variables);
  return `/playground/#${given}`;
}
