// The questions that the playground opens with: the documentation's examples, and one for each root field. Both are tested, so
// that every tab answers.

export interface Question {
  /** The operation's name, and so the tab's. */
  title: string;
  /** What it asks, in a sentence. */
  about: string;
  query: string;
  variables?: string;
}

type Files = Record<string, string>;
const examples = import.meta.glob('../../../../docs/examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Files;
const fields = import.meta.glob('../fields/*.graphql', { query: '?raw', import: 'default', eager: true }) as Files;
const variables = import.meta.glob('../fields/*.json', { query: '?raw', import: 'default', eager: true }) as Files;

/** The questions of docs/examples, by number. */
export const exampleQuestions: readonly Question[] = inOrder(examples).map(([path, text]) => {
  const title = operationName(path);
  return { title, about: firstComment(text), query: named(text, title) };
});

/** A question for each root field, by name. */
export const fieldQuestions: readonly Question[] = inOrder(fields).map(([path, text]) => ({
  title: /^query (\w+)/m.exec(text)?.[1] ?? operationName(path),
  about: firstComment(text),
  query: text.trimEnd(),
  variables: variables[path.replace(/graphql$/, 'json')]?.trimEnd(),
}));

function inOrder(files: Files): [string, string][] {
  return Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** 01-whose-word.graphql asks WhoseWord. */
export function operationName(path: string): string {
  const name = path
    .replace(/^.*\//, '')
    .replace(/\.graphql$/, '')
    .replace(/^\d+-/, '');
  return name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

/** An operation that begins a line with its braces gets a name, which GraphiQL shows on the tab. */
export function named(text: string, name: string): string {
  return text.trimEnd().replace(/^\{/m, `query ${name} {`);
}

export function firstComment(text: string): string {
  return /^#\s*(.*)$/m.exec(text)?.[1] ?? '';
}
