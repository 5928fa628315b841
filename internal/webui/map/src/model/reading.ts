// A document's text cut at the places of names and quotes. Places are code points, as the API counts them; strings count otherwise.

/** A place in a text, in code points, the end not included. */
export interface Place {
  start: number;
  end: number;
}

/** A piece of a text between two cuts: who is named there, and which claims quote it. */
export interface Segment<Name, Claim> extends Place {
  text: string;
  name: Name | null;
  claims: readonly Claim[];
}

/** The paragraphs of a text, each in pieces. It costs the length of the text, and a look at each place for each piece in it. */
export function paragraphs<Name extends Place, Claim extends Place>(
  text: string,
  names: readonly Name[],
  claims: readonly Claim[],
): Segment<Name, Claim>[][] {
  const points = [...text];
  const cuts = new Set<number>([0, points.length]);
  for (const { start, end } of [...names, ...claims])
    for (const at of [start, end]) if (at >= 0 && at <= points.length) cuts.add(at);
  points.forEach((point, i) => {
    if (point === '\n') for (const at of [i, i + 1]) cuts.add(at);
  });
  const sorted = [...cuts].sort((a, b) => a - b);
  const out: Segment<Name, Claim>[][] = [[]];
  for (const [i, start] of sorted.entries()) {
    const end = sorted[i + 1];
    if (end === undefined) break;
    const piece = points.slice(start, end).join('');
    if (piece === '\n') {
      out.push([]);
      continue;
    }
    const within = (p: Place) => p.start <= start && p.end >= end;
    out.at(-1)?.push({ start, end, text: piece, name: names.find(within) ?? null, claims: claims.filter(within) });
  }
  return out.filter((p) => p.length > 0);
}
