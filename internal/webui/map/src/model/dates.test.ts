import { expect, test } from 'vitest';
import { during, inWords, span, type Validity } from './dates';

test('span: the days that a partial date may mean', () => {
  expect(span('1994')).toEqual(['1994-01-01', '1994-12-31']);
  expect(span('2008-02')).toEqual(['2008-02-01', '2008-02-29']);
  expect(span('201X')).toEqual(['2010-01-01', '2019-12-31']);
  expect(span('1994~')).toEqual(['1993-01-01', '1995-12-31']);
  for (const wrong of ['2008-13', '2007-02-29', 'soon', '']) expect(span(wrong)).toBeNull();
});

const since1994: Validity = {
  edtf: '1994/..',
  earliestBegin: '1994-01-01',
  latestBegin: '1994-12-31',
  earliestEnd: null,
  latestEnd: null,
  begin: 'KNOWN',
  end: 'OPEN',
};

test('validity: in words', () => {
  expect(inWords(since1994)).toBe('since 1994');
});

test('during: in a year or a month, on a day', () => {
  expect([during('2008'), during('2008-08'), during('2008-08-26')]).toEqual(['in 2008', 'in 2008-08', 'on 2008-08-26']);
});
