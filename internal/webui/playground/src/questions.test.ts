import { describe, expect, it } from 'vitest';
import { addressOf, brought } from './address';
import { exampleQuestions, fieldQuestions, named, operationName } from './questions';

describe('the questions of the tabs', () => {
  it('have each a name of their own and say what they ask', () => {
    const all = [...exampleQuestions, ...fieldQuestions];
    expect(exampleQuestions.length).toBeGreaterThan(10);
    expect(fieldQuestions.length).toBeGreaterThan(30);
    for (const q of all) {
      expect(q.query, q.title).toMatch(new RegExp(`^query ${q.title}\\b`, 'm'));
      expect(q.about, q.title).not.toBe('');
    }
    expect(new Set(fieldQuestions.map((q) => q.title)).size).toBe(fieldQuestions.length);
  });

  it('are named after their files', () => {
    expect(operationName('a/06-whose-word.graphql')).toBe('WhoseWord');
    expect(named('# Why?\nfragment F on X { a }\n{ b { ...F } }\n', 'Why')).toBe(
      '# Why?\nfragment F on X { a }\nquery Why { b { ...F } }',
    );
  });
});

describe('an address', () => {
  it('brings a question with its variables, whatever stands in it', () => {
    const query = 'query Q($a: String) { x(text: $a) { y } } # &=#+%';
    const variables = '{"a": "ü & ?"}';
    const url = new URL(addressOf(query, variables), 'http://localhost');
    expect(brought(url.hash, url.search)).toEqual({ query, variables });
  });

  it('may bring it as ?query=, and brings nothing without one', () => {
    expect(brought('', '?query=%7Ba%7D')).toEqual({ query: '{a}', variables: undefined });
    expect(brought('#', '?other=1')).toBeUndefined();
    expect(new URL(addressOf('{a}', ' {} '), 'http://localhost').hash).toBe('#query=%7Ba%7D');
  });
});
