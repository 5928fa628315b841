// A graph as large as a picture may be: 5,000 entities, 20,000 relations, made by rule, so that it is the same each time.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { binary } from './world.mjs';

const hubs = 8;
const members = 624;
/** How many others each member cooperates with. */
const partners = 3;
/** How many of the claims a document says in words, more than the API gives at once. */
export const sentences = 600;

/** The address that draws all of it: the first hub, expanded by the others. */
export const whole = `?most=1000&around=organization:hub-0&expand=${Array.from({ length: hubs - 1 }, (_, i) => `organization:hub-${i + 1}`).join(',')}`;
export const entities = hubs * (members + 1);
export const relations = hubs * members * (1 + partners) + 4 * hubs;

/** A data directory with the graph in it. The folder that is given back has that, and is the caller's to remove. */
export async function large() {
  const folder = await mkdtemp(join(tmpdir(), 'entente-'));
  const source = join(folder, 'hubs');
  await mkdir(join(source, 'documents'), { recursive: true });
  for (const [name, text] of Object.entries(files())) await writeFile(join(source, name), text);
  const data = join(folder, 'data');
  await promisify(execFile)(binary, ['load', '--apply', '--data', data, source]);
  return { folder, data };
}

function files() {
  const named = [];
  const said = [];
  const claim = (subject, relation, object, valid, from = `document: table, locator: row ${said.length + 1}`) =>
    said.push(`- {subject: "${subject}", relation: ${relation}, object: "${object}", valid: ${valid}, ${from}}\n`);
  const report = [];
  const member = (i) => `country:member-${i % (hubs * members)}`;
  for (let hub = 0; hub < hubs; hub++) {
    named.push(`- {id: "organization:hub-${hub}", name: Hub ${hub}}\n`);
    // Hubs work with one another, so that the whole hangs together.
    for (const by of [1, 2, 3, 4])
      claim(`organization:hub-${hub}`, 'WORKS_WITH', `organization:hub-${(hub + by) % hubs}`, '1990/..');
  }
  for (let i = 0; i < hubs * members; i++) {
    const place = `{latitude: ${((i * 37) % 120) - 60}, longitude: ${((i * 101) % 340) - 170}}`;
    named.push(`- {id: "${member(i)}", name: Member ${i}, location: ${place}}\n`);
    const sentence = `Member ${i} joined Hub ${i % hubs} in ${1950 + (i % 70)}.`;
    if (i < sentences) report.push(`${sentence}\n`);
    const from = i < sentences ? `document: report, quote: "${sentence}"` : undefined;
    claim(member(i), 'JOINED', `organization:hub-${i % hubs}`, `${1950 + (i % 70)}/..`, from);
    for (const by of [1, 7 * hubs, 31 * hubs + 2].slice(0, partners))
      claim(member(i), 'HELPS', member(i + by), `${1990 + (i % 30)}/${2021 + (i % 4)}`);
  }
  const relation = (name, label, inverse, category, kinds, more = '') =>
    `- {name: ${name}, label: ${label}, ${inverse}category: ${category}, subjectKinds: [${kinds[0]}], objectKinds: [${kinds[1]}], description: Made for tests${more}.}\n`;
  return {
    'dataset.yaml': 'id: dataset:hubs\ntitle: Hubs, made for tests\nlicense: CC0-1.0\nversion: "1"\n',
    'documents/table.md': '---\ntitle: A table made for tests\npublishedOn: 2025-01-01\nlanguage: en\nreliability: F\n---\n',
    'documents/report.md': `---\ntitle: A report made for tests\npublishedOn: 2025-01-02\nlanguage: en\nreliability: F\n---\n${report.join('')}`,
    'relations.yaml':
      relation('JOINED', 'joined', 'inverseLabel: was joined by, ', 'affiliation', ['country', 'organization']) +
      relation('HELPS', 'helps', 'inverseLabel: is helped by, ', 'cooperation', ['country', 'country']) +
      relation('WORKS_WITH', 'works with', 'inverseLabel: is worked with by, ', 'cooperation', [
        'organization',
        'organization',
      ]),
    'entities.yaml': named.join(''),
    'statements.yaml': said.join(''),
  };
}
