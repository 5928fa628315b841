// A graph in which each line stands otherwise on 2010-06-01, so that a test can tell what its look means.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { binary } from './world.mjs';

/** The day. */
export const day = '2010-06-01';

/** How each country stands to the League on that day, and its number on the atlas. */
const countries = {
  // By name: how it stands, ISO's number, where it lies.
  france: ['certain', '250', 47, 2],
  poland: ['presumed', '616', 52, 19],
  germany: ['possible', '276', 51, 10],
  spain: ['promised', '724', 40, -4],
  italy: ['denied', '380', 43, 12],
  norway: ['ended', '578', 62, 10],
  finland: ['absent', '246', 64, 26],
  greece: ['mixed', '300', 39, 22],
  sweden: ['partner', '752', 62, 16],
  ukraine: ['enemy', '804', 49, 31],
};

const claims = `
- {subject: "country:france", relation: BELONGS_TO, object: "alliance:league", valid: "2000/..", document: new, locator: row 1}
- {subject: "country:poland", relation: BELONGS_TO, object: "alliance:league", valid: "2000/..", document: old, locator: row 2}
- {subject: "country:germany", relation: BELONGS_TO, object: "alliance:league", valid: "/..", document: new, locator: row 3}
- {subject: "country:spain", relation: BELONGS_TO, object: "alliance:league", valid: "2008-04-03/..", modality: promised, document: new, locator: row 4}
- {subject: "country:italy", relation: BELONGS_TO, object: "alliance:league", valid: "2000/..", polarity: denied, document: new, locator: row 5}
- {subject: "country:norway", relation: BELONGS_TO, object: "alliance:league", valid: "2000/2009-12-31", document: new, locator: row 6}
- {subject: "country:finland", relation: BELONGS_TO, object: "alliance:league", valid: "2000/..", document: new, locator: row 7}
- {subject: "country:greece", relation: BELONGS_TO, object: "alliance:league", valid: "2000/..", document: new, locator: row 8}
- {subject: "country:greece", relation: BELONGS_TO, object: "alliance:league", valid: "2000/..", polarity: denied, document: newest, locator: row 9}
- {subject: "country:sweden", relation: WORKS_WITH_LEAGUE, object: "alliance:league", valid: "2000/..", document: new, locator: row 10}
- {subject: "country:ukraine", relation: OPPOSES_LEAGUE, object: "alliance:league", valid: "2000/..", document: new, locator: row 11}
- {subject: "country:france", relation: AIDS, object: "country:poland", valid: "2000/..", qualifiers: {amount: 12.5, kind: loan, through: alliance:pact}, document: new, locator: row 12}
- {subject: "country:france", relation: FIGHTS, object: "country:ukraine", valid: "2000/..", document: old, locator: row 13}
- {subject: "country:poland", relation: BELONGS_TO, object: "alliance:pact", valid: "2004/..", document: old, locator: row 14}
- {subject: "country:poland", relation: BELONGS_TO, object: "alliance:pact", valid: "2004-11-20/..", document: new, locator: row 15}
`;

function files() {
  const relation = (name, label, inverse, category, object) =>
    `- {name: ${name}, label: ${label}, inverseLabel: ${inverse}, category: ${category}, subjectKinds: [country], objectKinds: [${object}], description: Made for tests.}\n`;
  const named = Object.entries(countries).map(([id, [stands, number, latitude, longitude]]) => {
    // It is on the list of states from 2012 on.
    const life = stands === 'absent' ? ', {scheme: cow, value: "375", from: "2012-01-01"}' : '';
    const name = id[0].toUpperCase() + id.slice(1);
    return `- {id: "country:${id}", name: ${name}, location: {latitude: ${latitude}, longitude: ${longitude}}, identifiers: [{scheme: isonum, value: "${number}"}${life}]}\n`;
  });
  const document = (title, day, publisher) =>
    `---\ntitle: ${title}\npublisher: ${publisher}\npublishedOn: ${day}\nlanguage: en\nreliability: B\n---\n`;
  return {
    'dataset.yaml': 'id: dataset:small\ntitle: Small, made for tests\nlicense: CC0-1.0\nversion: "1"\n',
    'documents/new.md': document('A new table', '2020-01-01', 'The Newer'),
    'documents/newest.md': document('The newest table', '2021-01-01', 'The Newest'),
    'documents/old.md': document('An old table', '2006-07-08', 'The Older'),
    'relations.yaml':
      relation('BELONGS_TO', 'is a member of', 'has as a member', 'affiliation', 'alliance') +
      relation('WORKS_WITH_LEAGUE', 'is a partner of', 'has as a partner', 'affiliation', 'alliance') +
      relation('OPPOSES_LEAGUE', 'opposes', 'is opposed by', 'conflict', 'alliance') +
      relation('AIDS', 'aids', 'is aided by', 'cooperation', 'country').replace(
        '}\n',
        ', qualifiers: [{name: amount, label: Sum, type: decimal, unit: million EUR}, {name: kind, type: code, codes: {loan: A loan, gift: A gift}}, {name: through, type: entity}]}\n',
      ) +
      relation('FIGHTS', 'fights', 'is fought by', 'conflict', 'country'),
    'entities.yaml': `${named.join('')}- {id: "alliance:league", name: The League}\n- {id: "alliance:pact", name: The Pact}\n`,
    'statements.yaml': claims,
  };
}

/** A data directory with the graph in it. The folder that is given back has that, and is the caller's to remove. */
export async function small() {
  const folder = await mkdtemp(join(tmpdir(), 'entente-'));
  const source = join(folder, 'small');
  await mkdir(join(source, 'documents'), { recursive: true });
  for (const [name, text] of Object.entries(files())) await writeFile(join(source, name), text);
  const data = join(folder, 'data');
  await promisify(execFile)(binary, ['load', '--apply', '--data', data, source]);
  return { folder, data };
}
