// Partial dates as the API writes them (EDTF), as far as a page must read them: to compare with a day, and to tell them in words.

/** A span of days, both ends included: ISO dates, which compare as strings. */
export type Span = readonly [from: string, to: string];

/** When a claim holds: the source's text, and four bounds of which a null one bounds nothing. */
export interface Validity {
  edtf: string;
  earliestBegin: string | null;
  latestBegin: string | null;
  earliestEnd: string | null;
  latestEnd: string | null;
  begin: 'KNOWN' | 'UNKNOWN' | 'OPEN' | 'COVERAGE_ENDS';
  end: 'KNOWN' | 'UNKNOWN' | 'OPEN' | 'COVERAGE_ENDS';
}

const partial = /^(\d{2}XX|\d{3}X|\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?([?~%])?$/;

/** The days that a partial date may mean, or null where it is none: 1994 is all its days, 1994~ a year more on both sides. */
export function span(date: string): Span | null {
  const parts = partial.exec(date.trim());
  if (!parts) return null;
  const [, year = '', month, day, about] = parts;
  if (month && year.includes('X')) return null;
  let from: Date;
  let to: Date;
  if (day) {
    from = at(+year, +(month ?? 1), +day);
    if (from.getUTCDate() !== +day) return null;
    to = from;
  } else if (month) {
    from = at(+year, +month, 1);
    to = at(+year, +month + 1, 0);
  } else {
    from = at(+year.replaceAll('X', '0'), 1, 1);
    to = at(+year.replaceAll('X', '9'), 12, 31);
  }
  if (about === '~' || about === '%') [from, to] = widened(from, to, day ? 'day' : month ? 'month' : 'year');
  return [iso(from), iso(to)];
}

function at(year: number, month: number, day: number): Date {
  const d = new Date(0);
  d.setUTCFullYear(year, month - 1, day);
  return d;
}

function widened(from: Date, to: Date, unit: 'day' | 'month' | 'year'): [Date, Date] {
  const moved = (d: Date, by: number) => {
    const [y, m, n] = [d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCDate()];
    if (unit === 'day') return at(y, m, n + by);
    if (unit === 'year') return at(y + by, m, n);
    return by < 0 ? at(y, m - 1, 1) : at(y, m + 2, 0);
  };
  return [moved(from, -1), moved(to, 1)];
}

const iso = (d: Date) => `${String(d.getUTCFullYear()).padStart(4, '0')}-${d.toISOString().slice(-19, -14)}`;

/** When a claim holds, in words: since 1994; 1994 to 2004; 2008; no date given. */
export function inWords(v: Validity): string {
  const [begin = '', end = begin] = v.edtf.split('/');
  if (!v.edtf.includes('/')) return begin || 'no date given';
  const from = begin && begin !== '..' ? known(begin) : '';
  const to = end && end !== '..' ? known(end) : '';
  if (v.end === 'COVERAGE_ENDS') return from ? `since ${from}, to the end of the data` : 'to the end of the data';
  if (from && to) return `${from} to ${to}`;
  if (from) return v.end === 'UNKNOWN' ? `from ${from}, over since` : `since ${from}`;
  if (to) return `until ${to}`;
  return v.end === 'UNKNOWN' ? 'in the past, no date given' : 'no date given';
}

/** A date as that in which, or on which, something is: in 2008, on 2008-08-08. */
export function during(date: string): string {
  return `${date.length > 7 ? 'on' : 'in'} ${date}`;
}

/** A known date in words: about 1994. */
export function known(date: string): string {
  const about = /[?~%]$/.exec(date)?.[0];
  const plain = date.replace(/[?~%]$/, '');
  return about === '?' ? `${plain} (uncertain)` : about ? `about ${plain}` : plain;
}

/** The year in which a known begin or end falls; null where it is not known to the year. */
export function year(first: string | null, last: string | null): number | null {
  if (first === null || last === null || first.slice(0, 4) !== last.slice(0, 4)) return null;
  return +first.slice(0, 4);
}
