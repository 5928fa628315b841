// Which places a map is fitted to.

type Point = readonly [number, number];

/** How many times the usual distance from the middle a place may lie. */
const reach = 3;

/** The places that lie together: one far away, as the middle of a very large country, must not shrink all the others. All of them,
 * where there are too few to say what is usual. */
export function together(places: readonly Point[]): readonly Point[] {
  if (places.length < 4) return places;
  const [x, y] = [median(places.map((p) => p[0])), median(places.map((p) => p[1]))];
  const far = (p: Point) => Math.hypot(p[0] - x, p[1] - y);
  const usual = median(places.map(far));
  return places.filter((p) => far(p) <= reach * usual);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
