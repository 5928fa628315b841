import { readFileSync } from 'node:fs';
import { geoContains } from 'd3-geo';
import { expect, test } from 'vitest';
import { inDispute, shapeOf, shapes } from './world';

test('disputed shapes: each is one of the atlas, and the documentation names it', () => {
  const told = readFileSync('../../docs/map.md', 'utf8').replaceAll('\n', ' ');
  const list = /states disagree on are dashed: ([^.]+)\./.exec(told)?.[1]?.split(', ');
  // The atlas shortens some names.
  const whole: Record<string, string> = { 'N. Cyprus': 'Northern Cyprus', 'W. Sahara': 'Western Sahara' };
  const names = [...inDispute].map((id) => shapes.find((s) => s.id === id)?.name ?? `no shape ${id}`);
  expect(list).toEqual(names.map((n) => whole[n] ?? n).sort());
});

test('borders: Crimea lies in Ukraine, Western Sahara is apart from Morocco, as the documentation says', () => {
  const holding = (place: [number, number]) => shapes.filter((s) => geoContains(s.feature, place)).map((s) => s.name);
  expect(holding([34.2, 45.2])).toEqual(['Ukraine']);
  expect(holding([-13, 25])).toEqual(['W. Sahara']);
});

test('shape: by ISO number, or by the code that datasets use where ISO has none', () => {
  expect(shapeOf([{ scheme: 'isonum', value: '268' }])).toBe('268');
  expect(shapeOf([{ scheme: 'cow', value: '347' }])).toBe('-2');
  expect(shapeOf([{ scheme: 'isonum', value: '020' }])).toBeUndefined();
});
