import { print } from '@0no-co/graphql.web';
import { initGraphQLTada, type TadaDocumentNode } from 'gql.tada';
import type { introspection } from './graphql-env';

/** Queries whose variables and answers are typed by schema.graphql. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Date: string; DateTime: string; PartialDate: string; QualifierValue: string | number };
}>();

/** How long an answer may take before we stop waiting. The server ends a request after 10 s. */
const patience = 12_000;

/** The server could not be reached, or answered with something that is no answer. */
export class Unreachable extends Error {}

/** The server refused the question; the message is its own. */
export class Refused extends Error {
  constructor(
    message: string,
    /** The server's error code, as LIMIT_EXCEEDED; empty where it gave none. */
    readonly code: string,
  ) {
    super(message);
  }
}

/** Asks for page after page of a list, until it is whole. */
export async function every<Node>(
  page: (
    after: string | null,
  ) => Promise<{ nodes: readonly Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } | null | undefined>,
): Promise<Node[]> {
  const all: Node[] = [];
  for (let after: string | null = null; ; ) {
    const got = await page(after);
    for (const node of got?.nodes ?? []) all.push(node);
    if (!got?.pageInfo.hasNextPage) return all;
    after = got.pageInfo.endCursor;
  }
}

/** Asks the API. It throws Unreachable, Refused, or the signal's own error where that ended it. */
export async function ask<Answer, Variables>(
  document: TadaDocumentNode<Answer, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Answer> {
  const timeout = AbortSignal.timeout(patience);
  let body: { data?: Answer; errors?: { message: string; extensions?: { code?: string } }[] };
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query: print(document as never), variables }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    body = await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable(timeout.aborted ? 'The server took too long to answer.' : 'The server cannot be reached.');
  }
  const first = body.errors?.[0];
  if (first) throw new Refused(first.message, first.extensions?.code ?? '');
  if (!body.data) throw new Unreachable('The server gave no answer.');
  return body.data;
}
