// A highlight is HTML with nothing but <mark> in it. The page does not set HTML: it reads the pieces and writes them as text.

export interface Piece {
  text: string;
  marked: boolean;
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&#34;': '"', '&#39;': "'", '&quot;': '"' };

/** The pieces of a highlight, in order, with what was escaped as it was. */
export function pieces(highlight: string): Piece[] {
  const out: Piece[] = [];
  highlight.split(/<\/?mark>/).forEach((part, i) => {
    if (part) out.push({ text: part.replace(/&(?:lt|gt|amp|quot|#34|#39);/g, (e) => entities[e] ?? e), marked: i % 2 === 1 });
  });
  return out;
}
