import { expect, test } from 'vitest';
import { pieces } from './highlight';

test('pieces: what is marked is marked, and what was escaped is text', () => {
  expect(pieces('a &lt;b&gt; <mark>c &amp; d</mark> e')).toEqual([
    { text: 'a <b> ', marked: false },
    { text: 'c & d', marked: true },
    { text: ' e', marked: false },
  ]);
  expect(pieces('<mark>x</mark>')).toEqual([{ text: 'x', marked: true }]);
});
