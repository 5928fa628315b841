// How the values that a claim carries besides its ends and its time are told.

export interface Value {
  /** What the value is called. */
  label: string;
  /** The value for readers. */
  text: string;
  unit: string | null;
}

/** A value with its unit: `12 persons`. */
export const withUnit = ({ text, unit }: Omit<Value, 'label'>): string => (unit ? `${text} ${unit}` : text);

/** A value with its name: `Deaths: 12 persons`. */
export const valueInWords = (v: Value): string => `${v.label}: ${withUnit(v)}`;

/** What the claims of a line say besides, each once: the values of one claim together. */
export const valuesOf = (claims: readonly { values: readonly string[] }[]): string =>
  [...new Set(claims.flatMap((c) => (c.values.length > 0 ? [c.values.join(', ')] : [])))].join('; ');
