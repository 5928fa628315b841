// What held on a day: what each look means, and that the page reckons as the API does.
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { day, small } from './small.mjs';
import { later, browser as launch, openMap, serve, violations } from './world.mjs';

let browser, made, own, seed;
before(async () => {
  made = await small();
  [own, seed, browser] = await Promise.all([serve('--data', made.data), serve(), launch()]);
});
after(async () => {
  await browser?.close();
  await Promise.all([own?.stop(), seed?.stop()]);
  if (made) await rm(made.folder, { recursive: true });
});

const league = `?around=alliance:league&sel=alliance:league&as=${day}`;
const onMap = (page, id) => page.locator(`.world [data-id="country:${id}"]`);
const looks = async (page, id) =>
  ((await onMap(page, id).getAttribute('class')) ?? '')
    .split(' ')
    .filter((c) => c && !['land', 'there', 'dot', 'plain'].includes(c))
    .join(' ');

/** What is exported in a format, as text. */
async function exported(page, format) {
  await page.locator('details.export summary').click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: new RegExp(`\\(${format}\\)`) }).click(),
  ]);
  return readFile(await file.path(), 'utf8');
}

/** Asks the API of a server. */
async function api(server, query, variables) {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  return data;
}

test('the world fills what holds, as surely as it does, and marks what does not', async () => {
  const expected = {
    france: 'filled certain',
    poland: 'filled presumed',
    germany: '',
    spain: 'planned',
    italy: 'denied',
    norway: '',
    greece: 'filled certain denied',
    sweden: 'outlined certain',
    ukraine: 'outlined certain',
  };
  const { page, close } = await openMap(browser, own.url, `${league}&view=map`);
  for (const [id, look] of Object.entries(expected)) assert.equal(await looks(page, id), look, id);
  assert.equal(await onMap(page, 'finland').count(), 0, 'what did not exist is not on the map');
  assert.equal(await page.locator('.world title', { hasText: `Finland did not exist on ${day}` }).count(), 1);
  const fill = (id) => onMap(page, id).getAttribute('fill');
  const outlines = await page.locator('.world .outline:not(.here)').evaluateAll((o) => o.map((e) => e.getAttribute('stroke')));
  assert.equal(new Set(outlines).size, 2, 'each category has its colour');
  assert.match(await fill('poland'), /^url\(#PRESUMED-/);
  for (const id of ['spain', 'italy', 'norway', 'sweden', 'germany', 'ukraine']) assert.equal(await fill(id), null, id);
  assert.equal(await page.locator('.world g > .mark.denied').count(), 2);
  assert.equal(await page.locator('.world g > .mark.planned').count(), 1);
  const key = await page.locator('.mapkey').innerText();
  for (const words of [
    'is a member of (certain)',
    'is a member of (presumed)',
    'is a partner of (certain)',
    'opposes (certain)',
    'promised or planned, does not hold',
    'denied',
  ])
    assert.ok(key.includes(words), `${words} is not in ${key}`);
  assert.match(
    await page.locator('.world svg').first().getAttribute('aria-label'),
    /is a member of: 3 \(2 certain, 1 presumed\).*denied: 2/,
  );
  assert.deepEqual(await violations(page), []);
  await close();

  const other = async (level) => {
    const { page, close } = await openMap(browser, own.url, `${league}&view=map&level=${level}`);
    const found = await Promise.all(['france', 'poland', 'germany'].map((id) => looks(page, id)));
    await close();
    return found;
  };
  assert.deepEqual(await other('certain'), ['filled certain', '', '']);
  assert.deepEqual(await other('possible'), ['filled certain', 'filled presumed', 'filled possible']);
});

test('arcs have the colour of their category, and a presumed one is two lines', async () => {
  const { page, close } = await openMap(browser, own.url, `?around=alliance:league&sel=country:france&as=${day}&view=map`);
  const strokes = await page.locator('.arc').evaluateAll((arcs) => arcs.map((a) => a.getAttribute('stroke')));
  const [aid, fight, again] = [...strokes].sort(
    (a, b) => strokes.filter((s) => s === a).length - strokes.filter((s) => s === b).length,
  );
  assert.equal(strokes.length, 3);
  assert.notEqual(aid, fight);
  assert.equal(fight, again);
  assert.equal(await page.locator('[data-id="country:poland"]').getAttribute('fill'), aid);
  await close();
});

test('the table, the file and the panel say how each stands, and none reads like a fact that is none', async () => {
  const { page, close } = await openMap(browser, own.url, `?around=alliance:league&view=table&as=${day}&level=possible`);
  const row = (name) =>
    page.locator('main tbody tr', { has: page.getByRole('button', { name, exact: true }) }).filter({ hasText: 'League' });
  const cells = async (name) => (await row(name).locator('td').allInnerTexts()).map((t) => t.trim());
  const expected = {
    France: ['is a member of', 'held, certain'],
    Poland: ['is a member of', 'held, presumed'],
    Germany: ['is a member of', 'held, possible'],
    Spain: ['is promised to be a member of', 'promised or planned'],
    Italy: ['is said not to be a member of', 'denied'],
    Norway: ['is a member of', 'ended'],
    Greece: ['is a member of', 'held, and denied, certain'],
  };
  for (const [name, [reads, stands]] of Object.entries(expected)) {
    const [, relation, , , how] = await cells(name);
    assert.deepEqual([relation, how], [reads, stands], name);
  }
  assert.equal(await row('Finland').count(), 0);
  const csv = (await exported(page, 'CSV'))
    .trim()
    .split('\r\n')
    .map((l) => l.split(','));
  const column = (name) => csv[0].indexOf(name);
  const line = (id) => csv.find((l) => l[0] === `country:${id}` && l[column('target')] === 'alliance:league');
  assert.deepEqual(
    ['france', 'poland', 'germany', 'spain', 'italy', 'norway'].map((id) =>
      ['reads', 'certainty', 'as of'].map((c) => line(id)[column(c)]),
    ),
    [
      ['is a member of', 'certain', day],
      ['is a member of', 'presumed', day],
      ['is a member of', 'possible', day],
      ['is promised to be a member of', 'certain', day],
      ['is said not to be a member of', 'certain', day],
      ['is a member of', 'ended', day],
    ],
  );
  await close();
});

test('the drawing that is taken out says under it what its lines mean', async () => {
  const { page, close } = await openMap(browser, own.url, `${league}&level=possible`);
  const svg = await exported(page, 'SVG');
  for (const words of [
    `as of ${day}, also what is only possible`,
    'Certain',
    'Presumed',
    'Only possible',
    'Only denied',
    'Only promised or planned',
    'Affirmed by some, denied by some',
    'Ended within the year before',
  ])
    assert.ok(svg.includes(`${words}</text>`), words);
  await close();
});

test('what did not exist is drawn as that, and said to be', async () => {
  const { page, close } = await openMap(browser, own.url, `?around=alliance:league&sel=country:finland&as=${day}`);
  await page.locator('.detail').getByText(`Did not exist on ${day}`).waitFor();
  assert.ok((await exported(page, 'SVG')).includes(`Finland (did not exist on ${day})`));
  await page.goto(`${own.url}/map/?around=alliance:league&sel=country:finland&as=2013`);
  await page.locator('.detail').getByRole('button', { name: 'is a member of The League' }).first().waitFor();
  assert.equal(await page.getByText('Did not exist').count(), 0);
  await close();
});

test('the level is chosen by keyboard, explained in words, and stands in the address', async () => {
  const { page, heard, close } = await openMap(browser, own.url, `?around=alliance:league&view=table&as=${day}`);
  await page.waitForLoadState('networkidle');
  const asked = heard.requests.length;
  const level = page.getByRole('combobox', { name: 'Holds' });
  assert.equal(await level.inputValue(), 'presumed');
  const rows = async () => Number.parseInt(await page.locator('main caption').innerText(), 10);
  const presumed = await rows();
  await level.focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/level=certain/);
  await later(async () =>
    /^As of 2010-06-01, only what is certain: \d+ relations\.$/.test(await page.locator('p[aria-live=polite]').innerText()),
  );
  assert.ok((await rows()) < presumed);
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/level=possible/);
  await later(async () => (await rows()) === presumed + 1);
  assert.equal(heard.requests.length, asked, 'a level asks the server nothing');
  const help = await page.locator(`#${await level.getAttribute('aria-describedby')}`).innerText();
  assert.match(help, /Presumed: .*no later word says that it had ended.*Certain only: .*Possible too: /);
  await level.selectOption('presumed');
  await page.waitForURL((url) => !url.searchParams.has('level'));
  await page.goBack();
  await later(async () => (await level.inputValue()) === 'possible');
  await close();
});

test('the evidence says why a line is presumed', async () => {
  const { page, close } = await openMap(browser, own.url, league);
  const detail = page.locator('.detail');
  const why = async (row, ...words) => {
    await detail.getByRole('button', { name: row }).first().click();
    for (const said of words) await detail.getByText(said).first().waitFor();
    await page.goBack();
  };
  await why(
    /has as a member Poland/,
    `Presumed on ${day}.`,
    'Carried forward since 2006-07-08, the last day that The Older vouches for; no later word says that it ended.',
  );
  await why(/has as a member France/, `Certain on ${day}.`);
  await page.goto(`${own.url}/map/?around=alliance:pact&sel=alliance:pact&as=2004-12`);
  await why(/has as a member Poland/, 'It is dated 2004 only; counts from 2004-11-20 by The Newer (since 2004-11-20).');
  await page.goto(`${own.url}/map/?around=alliance:league&sel=alliance:league&as=${day}&level=possible`);
  await why(
    /has as a member Germany/,
    'It counts from 2020-01-01, the first day that The Newer vouches for; before, nobody speaks of it.',
  );
  await close();
});

test('what was known then decides what was presumed then', async () => {
  // The Older has the year; the day, by which the year does not count before, was known only later.
  const { page, close } = await openMap(browser, own.url, '?around=alliance:pact&view=table&as=2004-06&level=possible');
  const row = page.locator('main tbody tr', { hasText: 'Pact' });
  await row.getByText('held, possible').waitFor();
  await page.getByLabel('Known by', { exact: true }).fill('2010-01-01');
  await row.getByText('held, presumed').waitFor();
  await page.getByLabel('Known by', { exact: true }).fill('2020-01-01');
  await row.getByText('held, possible').waitFor();
  await close();
});

const all = `query ($ids: [ID!]!, $scope: Scope, $after: String) {
  statements(where: {subject: $ids, object: $ids}, first: 500, after: $after, scope: $scope) {
    pageInfo { hasNextPage endCursor }
    nodes { link { id label certainty held } }
  }
}`;
for (const [around, as, level, known] of [
  ['alliance:nato', '1955', 'presumed'],
  ['alliance:nato', '1995-05', 'certain'],
  ['alliance:csto', '2025', 'presumed'],
  ['country:georgia', '2009-06-15', 'possible'],
  ['country:georgia', '2026', 'presumed', '2014-06-01'],
  ['country:russia', '1992-01-15', 'presumed', '2010-01-01'],
  ['country:russia', '2012', 'certain', '2020-01-01'],
])
  test(`the page reckons as the API does: ${around} as of ${as}, ${level}, known by ${known ?? 'now'}`, async () => {
    const query = `?around=${around}&as=${as}&level=${level}${known ? `&known=${known}` : ''}`;
    const { page, close } = await openMap(browser, seed.url, query);
    await page.waitForLoadState('networkidle');
    const drawn = JSON.parse(await exported(page, 'JSON'));
    const ids = drawn.nodes.map((n) => n.id);
    const scope = { asOf: as, certainty: level.toUpperCase(), ...(known ? { knownBy: known } : {}) };
    const links = new Map();
    for (let after = null; ; ) {
      const { statements } = await api(seed, all, { ids, scope, after });
      for (const { link } of statements.nodes) links.set(link.id, link);
      if (!statements.pageInfo.hasNextPage) break;
      after = statements.pageInfo.endCursor;
    }
    const told = ({ id, label, certainty }) => `${id} ${label}: ${certainty}`;
    assert.ok(links.size > 0);
    assert.deepEqual(
      drawn.edges
        .filter((e) => !e.ended)
        .map(told)
        .sort(),
      [...links.values()].map(told).sort(),
    );
    const { nodes } = await api(
      seed,
      'query ($ids: [ID!]!, $scope: Scope) { nodes(ids: $ids, scope: $scope) { id ... on Entity { exists } } }',
      { ids: ids.slice(0, 500), scope },
    );
    assert.deepEqual(
      drawn.nodes
        .filter((n) => n.exists === false)
        .map((n) => n.id)
        .sort(),
      nodes
        .filter((n) => n.exists === false)
        .map((n) => n.id)
        .sort(),
    );
    await close();
  });

/** Who is held to be a member on a day. */
async function members(of, asOf) {
  const query = `query ($of: String!, $scope: Scope) {
    entity(ref: $of, scope: $scope) { ... on Alliance { affiliates(where: {relations: ["MEMBER_OF"]}, first: 200) { nodes { id } } } }
  }`;
  return (await api(seed, query, { of, scope: { asOf } })).entity.affiliates.nodes.map((n) => n.id);
}
for (const [of, asOf, never] of [
  ['alliance:nato', '1955', 'country:spain'],
  ['alliance:nato', '2024', 'country:georgia'],
  ['alliance:csto', '2025', 'country:azerbaijan'],
])
  test(`the world paints the members of ${of} in ${asOf}, and not ${never}`, async () => {
    const { page, close } = await openMap(browser, seed.url, `?around=${of}&as=${asOf}&view=map`);
    const expected = await members(of, asOf);
    const painted = await page.locator('.world .filled').evaluateAll((e) => e.map((path) => path.dataset.id));
    const placed = await page.locator('.world [data-id]').evaluateAll((e) => e.map((path) => path.dataset.id));
    assert.ok(expected.length > 3 && !expected.includes(never));
    assert.deepEqual([...painted].sort(), expected.filter((id) => placed.includes(id)).sort());
    assert.ok(expected.filter((id) => placed.includes(id)).length > 3);
    await close();
  });

test('the values of a claim stand beside its evidence, in the table and in what is exported', async () => {
  const query = '{ statements(where: {relations: ["AIDS"]}) { nodes { link { id } qualifiers { name number } } } }';
  const [{ link, qualifiers }] = (await api(own, query)).statements.nodes;
  assert.deepEqual(qualifiers[0], { name: 'amount', number: 12.5 });
  const { page, close } = await openMap(browser, own.url, `?around=country:france&sel=${link.id}&as=${day}&view=table`);
  const values = page.locator('.evidence .qualifiers');
  await values.waitFor();
  const told = await values.locator('div').evaluateAll((all) => all.map((e) => e.textContent.replace(/\s+/g, ' ').trim()));
  assert.deepEqual(told, ['Sum12.5 million EUR', 'kindA loan', 'throughThe Pact']);
  assert.deepEqual(await violations(page), []);
  const words = /Sum: 12\.5 million EUR, kind: A loan, through: The Pact/;
  assert.match(await page.locator('.table tr', { hasText: 'aids' }).textContent(), words);
  assert.match(await exported(page, 'CSV'), words);
  await values.getByRole('button', { name: 'The Pact' }).click();
  await page.getByRole('heading', { name: 'The Pact' }).first().waitFor();
  await close();
});
