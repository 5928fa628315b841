// What the lines of a picture mean, in words: for the legend, and under a drawing that is taken out.
import { categories, categoryNames } from '../../../shared/kinds';
import type { KeyEntry } from '../graph/paint';
import { certainties } from './certainty';
import type { Shown } from './picture';

export const levelWords = { CERTAIN: 'Certain', PRESUMED: 'Presumed', POSSIBLE: 'Only possible' } as const;
export const markWords = {
  denied: 'Only denied',
  planned: 'Only promised or planned',
  mixed: 'Affirmed by some, denied by some',
} as const;
export const endedWords = 'Ended within the year before';

/** Samples of the lines that are shown, each with its meaning. */
export function keyOf(shown: Shown): KeyEntry[] {
  const some = (fits: (l: Shown['lines'][number]) => boolean) => shown.lines.some(fits);
  const plain = { category: 'OTHER', certainty: null, status: 'held' } as const;
  return [
    ...categoryNames
      .filter((c) => some((l) => l.relation.category === c))
      .map((category) => ({ ...plain, category, text: categories[category].label })),
    ...certainties
      .filter((c) => some((l) => l.certainty === c))
      .map((certainty) => ({ ...plain, certainty, text: levelWords[certainty] })),
    ...(['denied', 'planned', 'mixed'] as const)
      .filter((s) => some((l) => l.status === s))
      .map((status) => ({ ...plain, status, text: markWords[status] })),
    ...(some((l) => l.faint) ? [{ ...plain, faint: true, text: endedWords }] : []),
  ];
}
