import { expect, test } from 'vitest';
import { paragraphs } from './reading';

test('paragraphs: names and quotes overlap, and nothing of the text is lost', () => {
  const text = '🇬🇪 Georgia aspires.\nNATO agreed.';
  const [name, quote] = [
    { start: 3, end: 10 },
    { start: 3, end: 19 },
  ];
  const found = paragraphs(text, [name], [quote]);
  expect(found.map((p) => p.map((s) => s.text))).toEqual([['🇬🇪 ', 'Georgia', ' aspires.'], ['NATO agreed.']]);
  expect(found[0]?.map((s) => [s.name === name, s.claims.length])).toEqual([
    [false, 0],
    [true, 1],
    [false, 1],
  ]);
  expect(found[1]?.[0]?.claims).toEqual([]);
});

test('paragraphs: a place beyond the text cuts nothing', () => {
  expect(paragraphs('abc', [{ start: 2, end: 9 }], [])[0]?.map((s) => s.text)).toEqual(['ab', 'c']);
});
