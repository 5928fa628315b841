import { expect, test } from 'vitest';
import {
  aliveOf,
  certaintyOf,
  type Dated,
  existed,
  isUncertain,
  lastDay,
  type Presumption,
  presumedOf,
  spellsOf,
  standing,
  why,
} from './certainty';
import { type Span, span, type Validity } from './dates';

const validity = (edtf: string, bounds: Partial<Validity>): Validity => ({
  ...{ edtf, earliestBegin: null, latestBegin: null, earliestEnd: null, latestEnd: null, begin: 'KNOWN', end: 'OPEN' },
  ...bounds,
});
const dated = (v: Validity, presumed: Span | null, more: Partial<Dated> = {}): Dated => ({
  ...{ validity: v, presumed, uncertain: false, alive: null },
  ...more,
});
const on = (date: string) => span(date) as Span;
const open = '~';

/** As docs/semantics.md has them: since 1994, by a document of 2025-11-17. */
const since1994 = validity('1994/..', { earliestBegin: '1994-01-01', latestBegin: '1994-12-31', earliestEnd: '2025-11-17' });
/** Is a partner, by the same document. */
const present = validity('/..', { latestBegin: '2025-11-17', earliestEnd: '2025-11-17', begin: 'UNKNOWN' });
/** Was a contributor. */
const was = validity('/', { latestBegin: '2025-11-17', latestEnd: '2025-11-17', begin: 'UNKNOWN', end: 'UNKNOWN' });

test.each([
  ['1993', null],
  ['1994-02-01', 'PRESUMED'],
  ['1994-12-31', 'CERTAIN'],
  ['200X', 'CERTAIN'],
  ['2025-11-18', 'PRESUMED'],
  ['2030', 'PRESUMED'],
])('certainty of 1994/.. on %s is %s', (date, certainty) => {
  expect(certaintyOf(dated(since1994, ['1994-01-01', open]), on(date))).toBe(certainty);
});

test('certainty: what nobody dates is possible, presumed from when it was said; of what just was, never', () => {
  const is = dated(present, ['2025-11-17', open]);
  expect(['1900', '2025-11-16', '2025-11-17', '2025-11-18'].map((d) => certaintyOf(is, on(d)))).toEqual([
    ...['POSSIBLE', 'POSSIBLE', 'CERTAIN', 'PRESUMED'],
  ]);
  expect(certaintyOf(dated(was, null), on('2010'))).toBe('POSSIBLE');
});

test('certainty: an uncertain date is never certain, and a later word ends the presumption', () => {
  expect(certaintyOf(dated(since1994, ['1994-01-01', open], { uncertain: true }), on('2000'))).toBe('PRESUMED');
  expect(certaintyOf(dated(since1994, ['1994-10-05', '2026-01-31']), on('2026-02-01'))).toBe('POSSIBLE');
  expect(certaintyOf(dated(since1994, ['1994-10-05', open]), on('1994-10-04'))).toBe('POSSIBLE');
});

test('certainty: nothing counts outside the lives of its ends, and not for certain beyond a part of them', () => {
  const alive: Span[] = [
    ['1918-11-11', '1940-06-16'],
    ['1991-09-06', open],
  ];
  const claim = dated(
    validity('1991/2004', {
      earliestBegin: '1991-01-01',
      latestBegin: '1991-12-31',
      earliestEnd: '2004-01-01',
      latestEnd: '2004-12-31',
      end: 'KNOWN',
    }),
    ['1991-01-01', '2004-12-31'],
    { alive },
  );
  expect(['1991-09-05', '1991-09-06', '1995'].map((d) => certaintyOf(claim, on(d)))).toEqual([null, 'PRESUMED', 'CERTAIN']);
  expect(certaintyOf({ ...claim, alive: [['1991-09-06', '1995-06-30']] }, on('1995'))).toBe('PRESUMED');
  expect([existed(alive, on('1985')), existed(alive, on('1991')), existed(null, on('1985'))]).toEqual([false, true, true]);
});

test('alive: both ends, as far as the relation needs them', () => {
  const a = {
    kind: 'COUNTRY',
    life: spellsOf([
      { from: '1918-01-01', to: '1940-01-01' },
      { from: '1991-01-01', to: null },
    ]),
  };
  const b = { kind: 'PROGRAM', life: spellsOf([{ from: '1994-01-10', to: null }]) };
  const event = { kind: 'EVENT', life: spellsOf([{ from: '2008-08-01', to: '2008-08-31' }]) };
  expect(aliveOf(a, b, 'REQUIRED', 'REQUIRED')).toEqual([['1994-01-10', open]]);
  expect(aliveOf(a, b, 'NOT_REQUIRED', 'BEGINS')).toBeNull();
  expect(aliveOf(a, event, 'NOT_REQUIRED', 'SPANS')).toBeNull();
  expect(aliveOf(event, { kind: 'COUNTRY', life: null }, 'REQUIRED', 'REQUIRED')).toEqual(event.life);
  expect(spellsOf([])).toBeNull();
});

test('uncertain: by its own date, or by that to which the data go', () => {
  expect([isUncertain(since1994, null), isUncertain({ ...since1994, edtf: '1994?/..' }, null)]).toEqual([false, true]);
  expect([isUncertain({ ...since1994, end: 'COVERAGE_ENDS' }, '2012?'), isUncertain(since1994, '2012?')]).toEqual([
    true,
    false,
  ]);
});

test('standing: it counts, is over, is not yet, or nobody says', () => {
  const claim = dated(since1994, ['1994-10-05', '2026-01-31']);
  const at = (date: string, level: 'CERTAIN' | 'PRESUMED' | 'POSSIBLE') => standing(claim, on(date), level);
  expect(standing(claim, null, 'CERTAIN')).toBe('now');
  expect([at('1993', 'POSSIBLE'), at('1994-02', 'PRESUMED'), at('1994-02', 'POSSIBLE')]).toEqual(['later', 'unsure', 'now']);
  expect([at('1994', 'PRESUMED'), at('1994', 'CERTAIN'), at('2027', 'PRESUMED')]).toEqual(['now', 'unsure', 'ended']);
  expect([lastDay(claim), lastDay(dated(since1994, ['1994-01-01', open]))]).toEqual(['2026-01-31', null]);
});

const nato = { title: 'A declaration', publisher: 'NATO' };
const treaty = (edtf: string, label = 'is a member of') => ({
  validity: validity(edtf, {}),
  label,
  document: { title: 'A treaty', publisher: 'The League' },
});
const presumption = (p: Partial<Presumption>): Presumption => ({
  ...{ from: null, to: null, vouchedUntil: null, beganBy: null, endedBy: null },
  ...p,
});
const told = (v: Validity, p: Partial<Presumption>, date: string) =>
  why({ ...dated(v, presumedOf(presumption(p))), document: nato }, presumption(p), on(date));

test('why: carried forward, dated by its year only, or more exactly by another', () => {
  const until = { vouchedUntil: '2025-11-17' };
  expect(told(since1994, { ...until, from: '1994-01-01' }, '2026')).toBe(
    'Carried forward since 2025-11-17, the last day that NATO vouches for; no later word says that it ended.',
  );
  expect(told(since1994, { ...until, from: '1994-10-05', beganBy: treaty('1994-10-05/..') }, '1994-12')).toBe(
    'It is dated 1994 only; counts from 1994-10-05 by The League (since 1994-10-05).',
  );
  expect(told(since1994, { ...until, from: '1994-01-01' }, '1994-12')).toBe(
    'It is dated 1994 only, and counts from 1994-01-01.',
  );
  expect(
    told(since1994, { ...until, from: '1994-01-01', to: '2026-06-30', endedBy: treaty('2026-06-30', 'left') }, '2026-02'),
  ).toBe(
    'Carried forward since 2025-11-17, the last day that NATO vouches for; until 2026-06-30: The League has “left”, 2026-06-30.',
  );
  expect(told(since1994, { ...until, from: '1994-01-01' }, '2000')).toBe('');
});

test('why: only possible before anybody spoke of it, and after a later word', () => {
  expect(told(present, { from: '2025-11-17', vouchedUntil: '2025-11-17' }, '2010')).toBe(
    'It counts from 2025-11-17, the first day that NATO vouches for; before, nobody speaks of it.',
  );
  expect(told(was, {}, '2010')).toBe('NATO says that it was so, not when.');
  expect(told(since1994, { from: '1994-01-01', to: '2026-01-31', endedBy: treaty('2026-01-31', 'left') }, '2027')).toBe(
    'It counts until 2026-01-31: The League has “left”, 2026-01-31.',
  );
});
