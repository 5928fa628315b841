// How surely a claim holds on a day, as docs/semantics.md, section 2, has it. The API tells of each claim on which days it is presumed to
// hold, and of each entity when it existed; with these a step through time asks the server nothing.

import { during, inWords, known, type Span, span, type Validity } from './dates';

export type Certainty = 'CERTAIN' | 'PRESUMED' | 'POSSIBLE';
/** The surest first. */
export const certainties: readonly Certainty[] = ['CERTAIN', 'PRESUMED', 'POSSIBLE'];

/** Whether a certainty is as sure as the least that counts. */
export function atLeast(certainty: Certainty | null, least: Certainty): boolean {
  return certainty !== null && certainties.indexOf(certainty) <= certainties.indexOf(least);
}

/** The surest of some; null where none holds. */
export function surest(some: Iterable<Certainty | null>): Certainty | null {
  const all = new Set(some);
  return certainties.find((c) => all.has(c)) ?? null;
}

/** A claim, as far as its certainty needs it. */
export interface Dated {
  validity: Validity;
  /** It rests on a date with a question mark, and is never certain. */
  uncertain: boolean;
  /** The days on which it is presumed to hold; null where there are none. */
  presumed: Span | null;
  /** The days on which its ends existed; null where nothing bounds it. */
  alive: readonly Span[] | null;
}

const past = '';
/** It stands behind every date. */
const future = '~';
const always: Span = [past, future];

/** How surely a claim holds on some days; null where it does not. It is the API's own rule for asOf. */
export function certaintyOf(claim: Dated, at: Span): Certainty | null {
  if (!claim.alive) return within(claim, at, always);
  return surest(claim.alive.map((spell) => within(claim, at, spell)));
}

function within({ validity: v, uncertain, presumed }: Dated, at: Span, spell: Span): Certainty | null {
  const first = later(at[0], spell[0]);
  const last = earlier(at[1], spell[1]);
  if (first > last || (v.earliestBegin ?? past) > last || (v.latestEnd ?? future) < first) return null;
  const whole = spell[0] <= at[0] && spell[1] >= at[1];
  if ((v.latestBegin ?? future) <= at[0] && (v.earliestEnd ?? past) >= at[1] && whole && !uncertain) return 'CERTAIN';
  return presumed && presumed[0] <= last && presumed[1] >= first ? 'PRESUMED' : 'POSSIBLE';
}

const later = (a: string, b: string) => (a > b ? a : b);
const earlier = (a: string, b: string) => (a < b ? a : b);

/** Days as the API gives them: a missing bound bounds nothing. */
export interface Days {
  from: string | null;
  to: string | null;
}

/** The days of a presumption; null where there are none. */
export function presumedOf({ from, to }: Days): Span | null {
  return from === null ? null : [from, to ?? future];
}

/** The spells of a life; null where nothing is known of it. */
export function spellsOf(life: readonly Days[]): readonly Span[] | null {
  return life.length > 0 ? life.map(({ from, to }) => [from ?? past, to ?? future]) : null;
}

/** Whether something existed on some day of a span, as far as is known. */
export function existed(life: readonly Span[] | null, [from, to]: Span): boolean {
  return life === null || life.some((spell) => spell[0] <= to && spell[1] >= from);
}

/** What the claims of a relation have to do with the existence of an end. */
export type Existence = 'REQUIRED' | 'NOT_REQUIRED' | 'BEGINS' | 'ENDS' | 'SPANS';

/** An end of a claim. */
export interface End {
  kind: string;
  life: readonly Span[] | null;
}

/** The days on which both ends of a claim existed, as far as its relation needs them to; null where nothing bounds it. */
export function aliveOf(
  subject: End,
  object: End,
  subjectExistence: Existence,
  objectExistence: Existence,
): readonly Span[] | null {
  const of = (end: End, existence: Existence) =>
    existence === 'REQUIRED' || (existence === 'SPANS' && end.kind !== 'EVENT') ? end.life : null;
  const [a, b] = [of(subject, subjectExistence), of(object, objectExistence)];
  if (!a || !b) return a ?? b;
  return a.flatMap((s) =>
    b.flatMap((o): Span[] => {
      const both: Span = [later(s[0], o[0]), earlier(s[1], o[1])];
      return both[0] <= both[1] ? [both] : [];
    }),
  );
}

/** Whether a claim rests on an uncertain date: its own, or that to which its dataset's data go. */
export function isUncertain({ edtf, end }: Validity, coverageTo: string | null | undefined): boolean {
  return /[?%]/.test(edtf) || (end === 'COVERAGE_ENDS' && /[?%]/.test(coverageTo ?? ''));
}

/** The last day on which a claim counts, by its date, by a later or more exact word, or by the life of its ends; null where it goes on. */
export function lastDay({ validity, presumed, alive }: Dated): string | null {
  const days = [validity.latestEnd ?? future, presumed?.[1] ?? future, alive ? (alive.at(-1)?.[1] ?? past) : future];
  const last = days.reduce(earlier);
  return last === future || last === past ? null : last;
}

/** Whether a claim ended before a span, and not a year before. */
export function endedLately(claim: Dated, [from]: Span): boolean {
  const last = lastDay(claim);
  if (last === null || last >= from) return false;
  return last >= `${String(+from.slice(0, 4) - 1).padStart(4, '0')}${from.slice(4)}`;
}

/** Where a claim stands to a span at a level: it counts, is over, is not yet, or nobody says: it may have held. */
export type Standing = 'now' | 'ended' | 'later' | 'unsure';

export function standing(claim: Dated, days: Span | null, least: Certainty): Standing {
  if (!days) return 'now';
  const certainty = certaintyOf(claim, days);
  if (atLeast(certainty, least)) return 'now';
  const last = lastDay(claim);
  if (last !== null && last < days[0]) return 'ended';
  return certainty ? 'unsure' : 'later';
}

// --- Why ---------------------------------------------------------------------------------------------------

/** Another claim whose word bounds one. */
export interface Word {
  validity: Validity;
  label: string;
  document: { title: string; publisher: string | null };
}

/** Why a claim is presumed to hold when it is, as the API says it. */
export interface Presumption extends Days {
  vouchedUntil: string | null;
  beganBy: Word | null;
  endedBy: Word | null;
}

/** Whose claim it is: the document's publisher, else its title. */
export const sourceOf = (d: { title: string; publisher: string | null }) => d.publisher ?? `“${d.title}”`;

/** What a level means, in a sentence. */
export const meaning = {
  CERTAIN: 'It had begun and had not ended, whatever the missing parts of its dates.',
  PRESUMED: 'It had begun, no later word says that it had ended, and both of its ends existed.',
  POSSIBLE: 'It may have held: nothing forbids it, and nobody says it of that day.',
} as const;
export const levelNames = { CERTAIN: 'certain', PRESUMED: 'presumed', POSSIBLE: 'possible' } as const;

/** Why a claim has the certainty that it has on some days, in sentences. Empty where it does not hold, or for certain. */
export function why(
  claim: Dated & { document: { title: string; publisher: string | null } },
  p: Presumption,
  days: Span,
): string {
  const certainty = certaintyOf(claim, days);
  if (certainty === 'PRESUMED') return presumedWhy(claim, p, days).join(' ');
  return certainty === 'POSSIBLE' ? possibleWhy(claim, p, days) : '';
}

function presumedWhy(
  { validity: v, uncertain, document, alive }: Parameters<typeof why>[0],
  p: Presumption,
  days: Span,
): string[] {
  const out: string[] = [];
  const [begin = '', end = begin] = v.edtf.split('/');
  if (v.begin === 'KNOWN' && (v.latestBegin ?? future) > days[0])
    out.push(
      p.beganBy
        ? `It is dated ${known(begin)} only; counts from ${p.from} by ${sourceOf(p.beganBy.document)} (${inWords(p.beganBy.validity)}).`
        : `It is dated ${known(begin)} only, and counts from ${p.from}.`,
    );
  else if (v.begin !== 'KNOWN' && (v.latestBegin ?? future) > days[0])
    out.push(`It is not dated; counts from ${p.from}, the first day that ${sourceOf(document)} vouches for.`);
  if (p.vouchedUntil !== null && p.vouchedUntil < days[1]) {
    const until = p.endedBy ? `until ${p.to}: ${ends(p.endedBy)}` : 'no later word says that it ended';
    out.push(`Carried forward since ${p.vouchedUntil}, the last day that ${sourceOf(document)} vouches for; ${until}.`);
  } else if (v.end === 'KNOWN' && (v.earliestEnd ?? past) < days[1])
    out.push(
      p.endedBy
        ? `Its end is dated ${known(end)} only; counts until ${p.to} by ${sourceOf(p.endedBy.document)} (${inWords(p.endedBy.validity)}).`
        : `Its end is dated ${known(end)} only, and counts until ${p.to}.`,
    );
  else if (v.end === 'UNKNOWN' && (v.earliestEnd ?? past) < days[1])
    out.push(`It was over by ${v.latestEnd}, when ${sourceOf(document)} says so; counts until the day before.`);
  if (uncertain) out.push('Its source marks the date as uncertain.');
  if (alive && !alive.some((spell) => spell[0] <= days[0] && spell[1] >= days[1]))
    out.push('One of its two did not exist in all of the time that is asked for.');
  return out.length > 0 ? out : [meaning.PRESUMED];
}

const ends = (word: Word) => `${sourceOf(word.document)} has “${word.label}”, ${inWords(word.validity)}`;

function possibleWhy({ document }: Parameters<typeof why>[0], p: Presumption, days: Span): string {
  if (p.from === null) return `${sourceOf(document)} says that it was so, not when.`;
  if (p.from > days[1])
    return p.beganBy
      ? `It counts from ${p.from} by ${sourceOf(p.beganBy.document)} (${inWords(p.beganBy.validity)}); before, it is not forbidden.`
      : `It counts from ${p.from}, the first day that ${sourceOf(document)} vouches for; before, nobody speaks of it.`;
  if (p.to !== null && p.to < days[0])
    return p.endedBy
      ? `It counts until ${p.to}: ${ends(p.endedBy)}.`
      : `It counts until ${p.to}, as its date is written; later is not forbidden.`;
  return meaning.POSSIBLE;
}

/** What is said of what did not exist on a day. */
export const gone = (kind: string, asOf: string | null) =>
  `did not ${kind === 'EVENT' ? 'take place' : 'exist'} ${during(asOf ?? '')}`;

/** The days of a date that the page was given; null for none. */
export const daysOf = (asOf: string | null): Span | null => (asOf ? span(asOf) : null);
