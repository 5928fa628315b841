// What a screen reader gets of the map, as the browser tells it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { later, browser as launch, openMap, serve } from './world.mjs';

let server, browser;
before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The nodes of the page's accessibility tree that are not ignored. */
async function spoken(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes
    .filter((node) => !node.ignored)
    .map(({ role, name, description, value }) => ({
      ...{ role: role.value, name: name?.value ?? '', description: description?.value ?? '', value: value?.value },
    }));
}

const operated = ['button', 'link', 'checkbox', 'slider', 'textbox', 'combobox', 'Date', 'DisclosureTriangle'];

for (const view of ['split', 'table'])
  test(`everything that is operated has a name: ${view}`, async () => {
    const { page, close } = await openMap(browser, server.url, `?sel=country:georgia&as=2007&view=${view}`);
    await page.waitForLoadState('networkidle');
    const found = (await spoken(page)).filter((node) => operated.includes(node.role));
    assert.ok(found.length > 60, `${found.length} of them`);
    for (const role of operated)
      assert.ok(
        found.some((node) => node.role === role),
        role,
      );
    assert.deepEqual(
      found.filter((node) => !/\w/.test(node.name)),
      [],
    );
    await close();
  });

test('the page has its landmarks once, and its headings in order', async () => {
  const { page, close } = await openMap(browser, server.url, '?sel=country:georgia');
  await page.locator('.detail .timeline li').first().waitFor();
  const tree = await page.locator('body').ariaSnapshot();
  const landmarks = tree
    .split('\n')
    .filter((line) => /^ *- (banner|main|complementary|contentinfo|navigation|search)/.test(line));
  assert.deepEqual(
    landmarks.map((line) => line.trim()),
    [
      '- banner:',
      '- navigation "Pages":',
      '- search:',
      '- complementary "Legend and filter":',
      '- main:',
      '- complementary "Detail":',
      '- contentinfo:',
    ],
  );
  const headings = [...tree.matchAll(/heading "([^"]*)" \[level=(\d)\]/g)].map(([, name, level]) => ({
    name,
    level: Number(level),
  }));
  assert.deepEqual(
    headings.slice(0, 6).map(({ name, level }) => `${level} ${name.replace(/ \d+$/, '')}`),
    ['1 Entente', '2 Entities', '2 Relations of all times', '2 Not held as facts', '2 Georgia', '3 Relations of all times'],
  );
  headings.forEach(({ name, level }, i) => {
    assert.ok(level <= (headings[i - 1]?.level ?? 0) + 1, `no level is left out before ${name}`);
  });
  assert.deepEqual(headings.filter(({ level }) => level === 1).length, 1);
  await close();
});

test('the graph, the map and the time have a name, and other words for what is drawn', async () => {
  const { page, close } = await openMap(browser, server.url, '?sel=country:georgia&as=2007');
  const nodes = await spoken(page);
  const only = (role, name) => {
    const found = nodes.filter((node) => node.role === role && name.test(node.name));
    assert.equal(found.length, 1, `${role} ${name}: ${found.map((node) => node.name).join('; ')}`);
    return found[0];
  };
  const graph = only('application', /^Graph/);
  assert.match(graph.name, /^Graph: \d+ entities, \d+ relations\. Georgia is chosen\.$/);
  assert.match(graph.description, /Arrow keys walk from neighbour to neighbour.*The table and the panel have the same facts/);
  only('image', /^World map of \d+ places\. Around Georgia as of 2007: .*\. The table has the same facts\.$/);
  assert.match(only('image', /^Relations by year/).name, /: .*1994: \d+ begins?, \d+ ends?; .*2008: \d+ begins?, \d+ ends?/);
  assert.equal(only('slider', /^As of the year$/).value, 2007);
  only('slider', /^Known by the end of the year$/);
  const told = (name) => page.getByRole('slider', { name }).getAttribute('aria-valuetext');
  assert.deepEqual(await Promise.all(['As of the year', 'Known by the end of the year'].map(told)), [
    '2007',
    'all that is known',
  ]);
  only('button', /^Play, a year at a time$/);
  await close();
});

test('the panel says what the marks of the graph say: denied, not held, and when', async () => {
  const { page, close } = await openMap(browser, server.url, '?sel=country:georgia');
  const buttons = (await spoken(page)).filter((node) => node.role === 'button').map((node) => node.name);
  for (const words of [
    'is said not to take part in Membership Action Plan no date given',
    'is promised to be a member of NATO since 2008',
    'fought in Russo-Georgian War of 2008 2008',
  ])
    assert.ok(
      buttons.some((b) => b.startsWith(words)),
      `${words} is not among ${buttons.join('; ')}`,
    );
  await close();
});

test('the table has heads, and says by which it is sorted', async () => {
  const { page, close } = await openMap(browser, server.url, '?sel=country:georgia&view=table');
  const tree = await page.locator('main').ariaSnapshot();
  assert.match(tree, /table "\d+ relations of Georgia of all times"/);
  const heads = [...tree.matchAll(/columnheader "([^"]*)"/g)].map(([, name]) => name);
  assert.deepEqual(heads, ['From ↓', 'Relation', 'To', 'When', 'Stands', 'Evidence']);
  const sorted = () => page.locator('th[aria-sort=ascending]').innerText();
  await later(async () => (await sorted()) === 'From ↓');
  await page.getByRole('columnheader', { name: 'When' }).getByRole('button').press('Enter');
  await later(async () => (await sorted()) === 'When ↓');
  assert.match(tree, /row "Georgia is said not to take part in Membership Action Plan [^"]* denied \d+ statements?"/);
  await close();
});

test('what is chosen is said, wherever it is chosen', async () => {
  const { page, close } = await openMap(browser, server.url, '?view=table');
  const live = page.getByRole('status').and(page.locator('[aria-live=polite]'));
  const says = (words) => later(async () => (await live.innerText()) === words);
  assert.equal(await live.innerText(), '');
  await page.getByRole('cell', { name: 'Abkhazia' }).getByRole('button').first().press('Enter');
  await later(async () => /^Abkhazia, territory, \d+ relations\.$/.test(await live.innerText()));
  await page.getByRole('button', { name: 'is part of' }).first().press('Enter');
  await says('Abkhazia is part of Georgia.');
  await page.locator('.detail').getByText('Relation, geography').waitFor();
  await page.locator('main').press('Escape');
  await says('Nothing is chosen.');
  await close();
});
