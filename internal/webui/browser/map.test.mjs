// What a person does on the map, and what the map does then.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ask, later, browser as launch, open, openMap, otherServer, serve, violations } from './world.mjs';

let server, browser;
before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Opens the map, does something on it, and closes it. */
function on(name, query, act, options) {
  test(name, async () => {
    const { page, heard, close } = await openMap(browser, server.url, query, options);
    try {
      await act(page);
      assert.deepEqual(heard.complaints, [], 'nothing on the console');
      assert.deepEqual(
        heard.requests.filter((r) => !r.startsWith(server.url) && !/^(data|blob):/.test(r)),
        [],
        'nothing from outside',
      );
    } finally {
      await close();
    }
  });
}

const detail = (page) => page.locator('aside.detail');

on('an entity is found by search, selected, and stands in the address', '', async (page) => {
  await page.keyboard.press('/');
  await page.keyboard.type('Abkhasia');
  await page.locator('#hits [role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  await detail(page).getByRole('heading', { name: 'Abkhazia' }).waitFor();
  assert.match(page.url(), /sel=territory:abkhazia/);
  await page.goBack();
  await detail(page).getByRole('heading', { name: 'Nothing is chosen' }).waitFor();
});

on('Enter waits for the answer to what was typed', '', async (page) => {
  await page.route('**/graphql', async (route) => {
    if (/Abkhasia/.test(route.request().postData() ?? route.request().url()))
      await new Promise((later) => setTimeout(later, 700));
    await route.continue();
  });
  await page.keyboard.press('/');
  await page.keyboard.type('A');
  await page.locator('#hits [role=option]').first().waitFor();
  await page.keyboard.type('bkhasia');
  await page.keyboard.press('Enter');
  await detail(page).getByRole('heading', { name: 'Abkhazia' }).waitFor();
});

on('a search without a hit says so', '', async (page) => {
  await page.getByRole('combobox', { name: /Search/ }).fill('qqxxzz');
  await page.getByText('Nothing is found for “qqxxzz”.').waitFor();
});

on('a line shows its statements with quote, document, reliability and who wrote it', '?sel=country:georgia', async (page) => {
  await detail(page)
    .getByRole('button', { name: /is said not to take part in Membership Action Plan/ })
    .click();
  const said = detail(page).locator('.evidence.denied', { hasText: 'Gemini' }).first();
  await said.waitFor();
  assert.match(await said.locator('mark').first().innerText(), /has not yet been granted a formal Membership Action Plan/);
  assert.match(
    await said.innerText(),
    /Denied[\s\S]*published 2025-11-17[\s\S]*Written by software: Gemini[\s\S]*Reliability F/,
  );
});

on('the hand of time leaves only what held', '?view=table', async (page) => {
  const count = async () => Number.parseInt(await page.locator('main caption').innerText(), 10);
  const all = await count();
  await page.getByLabel('As of', { exact: true }).fill('2007');
  await page.keyboard.press('Enter');
  await page.locator('main caption', { hasText: 'as of 2007' }).waitFor();
  assert.ok((await count()) < all, 'fewer relations');
  assert.match(page.url(), /as=2007/);
  await page.getByLabel('As of', { exact: true }).fill('the year 7');
  await page.keyboard.press('Enter');
  await page.getByText('“the year 7” is no date').waitFor();
});

on('known by leaves out what was published later', '?view=table&known=2000-01-01', async (page) => {
  const table = await page.locator('main caption').innerText();
  const all = await openMap(browser, server.url, '?view=table');
  assert.ok(Number.parseInt(table, 10) < Number.parseInt(await all.page.locator('main caption').innerText(), 10));
  await all.close();
});

// PICTURES is a folder that the documentation's pictures are written to.
on(
  'the picture of the documentation is this page',
  '?sel=country:georgia&as=2007',
  async (page) => {
    await page.waitForLoadState('networkidle');
    await page.locator('.world text', { hasText: 'Georgia' }).first().waitFor();
    const picture = await page.screenshot();
    if (process.env.PICTURES) await writeFile(join(process.env.PICTURES, 'map.png'), picture);
    assert.ok(picture.length > 10_000);
  },
  { viewport: { width: 1200, height: 760 } },
);

on('the brackets move the year', '?as=2008', async (page) => {
  await page.keyboard.press('[');
  await page.waitForURL(/as=2007/);
  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await page.waitForURL(/as=2009/);
});

on('a code that a scheme gave twice stands once', '?around=country:albania&sel=country:albania', async (page) => {
  await detail(page).locator('.code', { hasText: 'cow:339' }).waitFor();
  const codes = await detail(page).locator('.code').allInnerTexts();
  assert.equal(new Set(codes).size, codes.length, codes.join());
});

on('the hand stands at the year of the address, and the axis tells its years whole', '?as=2007', async (page) => {
  assert.equal(await page.getByRole('slider', { name: 'As of the year' }).inputValue(), '2007');
  const [play, field] = await Promise.all([
    page.locator('.play').boundingBox(),
    page.getByLabel('As of', { exact: true }).boundingBox(),
  ]);
  for (const tick of await page.locator('.ticks text').all()) {
    const box = await tick.boundingBox();
    assert.ok(box.x > play.x + play.width && box.x + box.width < field.x, await tick.textContent());
  }
  assert.equal(await page.locator('.ticks').evaluate((ticks) => getComputedStyle(ticks).overflow), 'visible');
});

test('a step of time asks the server nothing', async () => {
  const { page, heard, close } = await openMap(browser, server.url, '?sel=country:georgia');
  await page.waitForLoadState('networkidle');
  await detail(page)
    .getByRole('button', { name: /^is a partner of NATO/ })
    .click();
  await detail(page).locator('.evidence').first().waitFor();
  const before = heard.requests.length;
  for (const year of ['2006', '2007', '2008']) await page.getByRole('slider', { name: 'As of the year' }).fill(year);
  await page.waitForURL(/as=2008/);
  await page.waitForLoadState('networkidle');
  assert.equal(heard.requests.length, before);
  await close();
});

on('what there is one of is no plural', '?view=table&sel=initiative:crossroads-of-peace', async (page) => {
  const said = await page.locator('body').innerText();
  assert.match(said, /\b1 relation of Crossroads of Peace\b[\s\S]*\b1 statement\b/);
  assert.doesNotMatch(said, /\b1 (entities|relations|statements|documents|names|places|rows)\b/);
});

on('the legend filters', '?view=table', async (page) => {
  const before = Number.parseInt(await page.locator('main caption').innerText(), 10);
  await page.getByRole('checkbox', { name: /Geography/ }).click();
  await page.waitForURL(/hide=GEOGRAPHY/);
  assert.ok(Number.parseInt(await page.locator('main caption').innerText(), 10) < before);
  await page.getByRole('button', { name: 'Show all again' }).click();
  assert.equal(Number.parseInt(await page.locator('main caption').innerText(), 10), before);
});

on('an entity is expanded by relation', '?sel=country:georgia', async (page) => {
  const entities = async () => Number(/(\d+) entities/.exec(await page.locator('.graph').getAttribute('aria-label'))[1]);
  const before = await entities();
  await page.keyboard.press('e');
  await page.waitForURL(/expand=/, { timeout: 3000 }).catch(() => detail(page).locator('.choices button').first().click());
  await page.waitForURL(/expand=country:georgia/);
  await page.locator('main[aria-busy=false]').waitFor();
  await later(async () => (await entities()) > before);
});

on('a path is written as a sentence', '?sel=person:ilham-aliyev', async (page) => {
  await page.keyboard.press('p');
  await detail(page).getByLabel('Path to').selectOption({ label: 'NATO' });
  await detail(page).locator('.steps li').nth(1).waitFor();
  assert.match(page.url(), /path=alliance:nato/);
});

on('where nothing held joins two, that is said', '?sel=program:itpp&path=alliance:nato&as=1900', async (page) => {
  await detail(page).getByText('No path over what is held').waitFor();
});

on('two are compared', '?sel=country:georgia', async (page) => {
  await detail(page).getByRole('button', { name: 'Compare' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('Armenia');
  await page.locator('#hits [role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  await detail(page).getByRole('heading', { name: 'Armenia' }).waitFor();
  await detail(page).getByRole('button', { name: 'Compare' }).click();
  const table = page.locator('main table', { has: page.locator('caption', { hasText: 'rows' }) });
  await table.waitFor();
  assert.deepEqual(
    (await table.locator('thead th').allInnerTexts()).map((t) => t.trim()),
    ['Relation', 'Georgia', 'Armenia'],
  );
});

on(
  'a sentence of the article leads to its statements, and they to it',
  '?doc=document:natos-south-caucasus-partnerships-evolve',
  async (page) => {
    const sentence = page.locator('.reader .quoted', { hasText: 'has not yet been granted' }).first();
    await sentence.click();
    await page.locator('.reader ul.rows', { hasText: /Georgia is said not to/ }).waitFor();
    assert.match(page.url(), /at=\d+/);
    await page.locator('.reader .named').first().waitFor();
    await page.locator('.reader ul.rows button').first().click();
    await detail(page).locator('.evidence').first().waitFor();
    await detail(page).getByRole('button', { name: 'Read it in the document' }).first().waitFor();
  },
);

on('what is drawn can be taken out', '?sel=country:georgia', async (page) => {
  const begins = { PNG: '\x89PNG', SVG: '<svg', CSV: 'source,', JSON: '{' };
  for (const [format, begin] of Object.entries(begins)) {
    await page.locator('details.export summary').click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: new RegExp(`\\(${format}\\)`) }).click(),
    ]);
    const content = await readFile(await file.path(), 'latin1');
    assert.ok(content.includes(begin), `${format} begins with ${content.slice(0, 20)}`);
    assert.ok(content.length > 500, format);
  }
});

on('what is drawn opens as a question in the playground', '', async (page) => {
  await page.locator('details.export summary').click();
  const address = await page.getByRole('link', { name: 'Open as GraphQL' }).getAttribute('href');
  assert.match(address, /^\/playground\/#query=/);
  await page.goto(server.url + address);
  await ask(page);
});

const carrying =
  '?around=country:georgia,country:armenia&expand=alliance:csto~MEMBER_OF&sel=country:georgia&path=alliance:nato&as=2007&known=2025-12-31';
on('the question carries middles, expansions, the path and the scope', carrying, async (page) => {
  await page.locator('details.export summary').click();
  const address = await page.getByRole('link', { name: 'Open as GraphQL' }).getAttribute('href');
  const given = new URLSearchParams(address.slice(address.indexOf('#') + 1));
  const asked = { query: given.get('query'), variables: JSON.parse(given.get('variables')) };
  assert.deepEqual(asked.variables.scope, { asOf: '2007', knownBy: '2025-12-31' });
  const answer = await page.evaluate(async (body) => {
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/graphql', { method: 'POST', headers, body })).json();
  }, JSON.stringify(asked));
  assert.equal(answer.errors, undefined);
  assert.deepEqual(Object.keys(answer.data), ['middle1', 'expansion1', 'between', 'paths']);
  const found = new Set([...answer.data.middle1.nodes, ...answer.data.expansion1.nodes].map((n) => n.id));
  assert.ok(found.has('country:georgia') && found.has('country:armenia') && found.has('alliance:csto'), [...found].join());
  assert.ok(answer.data.between.totalCount > 0 && answer.data.paths.length > 0);
  await page.goto(server.url + address);
  await ask(page);
});

on('every view opens by its keys, and keeps its frame', '', async (page) => {
  for (const [keys, what] of [
    ['gg', '.graph canvas'],
    ['gm', '.world svg'],
    ['gt', 'main caption'],
    ['gs', '.graph canvas'],
  ]) {
    await page.keyboard.press(keys[0]);
    await page.keyboard.press(keys[1]);
    await page.locator(what).first().waitFor();
    for (const part of ['header', 'aside.legend', 'aside.detail', '.time']) {
      const box = await page.locator(part).boundingBox();
      const inFront = await page.evaluate(
        ([x, y, part]) => document.elementFromPoint(x, y)?.closest(part) !== null,
        [box.x + 5, box.y + 5, part],
      );
      assert.ok(inFront, `${part} in view ${keys}`);
    }
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

on('the arrows walk the graph and say where they are', '?sel=country:georgia', async (page) => {
  await page.locator('.graph').focus();
  for (const key of ['ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowRight']) await page.keyboard.press(key);
  await later(async () => /relation|No neighbour/.test(await page.locator('p[aria-live=polite]').innerText()));
});

for (const address of [
  'view=graph',
  'view=map',
  'view=table',
  'view=table&sel=country:georgia',
  'compare=country:georgia,country:armenia',
])
  on(
    `a phone does not scroll sideways: ${address}`,
    `?${address}`,
    async (page) => {
      assert.deepEqual(await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]), [375, 375]);
      const [main, panel] = await Promise.all([page.locator('main').boundingBox(), detail(page).boundingBox()]);
      assert.ok(main.y < panel.y, 'the view that was chosen comes first');
      const table = page.locator('main .table');
      if (address.startsWith('view=table'))
        assert.ok(await table.evaluate((t) => t.scrollWidth <= t.clientWidth), 'no column is out of sight');
    },
    { viewport: { width: 375, height: 800 } },
  );

on(
  'a phone shows the detail, and does not scroll sideways',
  '?sel=country:georgia',
  async (page) => {
    assert.ok(await detail(page).getByRole('heading', { name: 'Georgia' }).isVisible());
    assert.deepEqual(await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]), [375, 375]);
  },
  { viewport: { width: 375, height: 800 } },
);

on(
  'a phone has the article first, on most of its screen',
  '?doc=document:natos-south-caucasus-partnerships-evolve',
  async (page) => {
    await page.locator('.reader .quoted').first().waitFor();
    const [reader, panel] = await Promise.all([page.locator('.reader').boundingBox(), detail(page).boundingBox()]);
    assert.ok(reader.height > 500 && reader.y < panel.y, JSON.stringify([reader, panel]));
    assert.deepEqual(await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]), [375, 375]);
    assert.deepEqual(await violations(page), []);
  },
  { viewport: { width: 375, height: 800 } },
);

on('an unknown id says so, and leads back', '?sel=country:atlantis', async (page) => {
  await detail(page).getByText('There is nothing with the id country:atlantis').waitFor();
  assert.deepEqual(await violations(page), []);
  await detail(page).getByRole('button', { name: 'Back to the picture' }).click();
  await detail(page).getByRole('heading', { name: 'Nothing is chosen' }).waitFor();
});

on('what lies around nobody says so, and leads back to the beginning', '?sel=country:georgia', async (page) => {
  await page.goto(`${server.url}/map/?around=country:atlantis&as=2007`);
  await page.locator('.trouble.bar', { hasText: 'country:atlantis' }).getByRole('button', { name: 'Begin anew' }).click();
  await page.locator('.time rect').first().waitFor({ state: 'attached' });
  assert.ok(page.url().endsWith('/map/?as=2007'), page.url());
});

test('it can stand in the page of another, as the documentation has it', async () => {
  const documentation = await readFile(new URL('../../../docs/map.md', import.meta.url), 'utf8');
  const [frame] = /<iframe.*<\/iframe>/.exec(documentation);
  const body = frame.replace('https://your.server', server.url);
  const other = await otherServer(() => ({ type: 'text/html', body }));
  const { page, close } = await open(browser, other.origin);
  await page.frameLocator('iframe').locator('.graph canvas').waitFor();
  assert.equal(await page.frameLocator('iframe').locator('header').count(), 0);
  await close();
  other.stop();
});

on('a slow answer is said, leaves the last picture, and can be given up', '?sel=country:georgia', async (page) => {
  const graph = page.locator('.graph');
  const before = await graph.getAttribute('aria-label');
  let release;
  const held = new Promise((done) => (release = done));
  await page.route('**/graphql', async (route) => {
    await held;
    await route.continue().catch(() => {}); // the page may have given it up
  });
  await detail(page).getByRole('button', { name: 'Only around it' }).click();
  const slow = page.locator('.slow', { hasText: 'What you see is the last that was read.' });
  await slow.waitFor();
  assert.equal(await graph.getAttribute('aria-label'), before);
  // The whole page would take a slow machine longer than the page waits for an answer.
  assert.deepEqual(await violations(page, '.slow'), []);
  await slow.getByRole('button', { name: 'Cancel' }).click();
  const given = page.locator('.trouble', { hasText: 'What was asked for was given up.' });
  await given.waitFor();
  assert.equal(await graph.getAttribute('aria-label'), before);
  assert.deepEqual(await violations(page), []);
  release();
  await given.getByRole('button', { name: 'Try again' }).click();
  await given.waitFor({ state: 'hidden' });
  await later(async () => (await graph.getAttribute('aria-label')) !== before);
});

test('a first answer that is slow can be given up, and asked for again', async () => {
  const { page, close } = await open(browser, 'about:blank');
  let release;
  const held = new Promise((done) => (release = done));
  await page.route('**/graphql', async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await page.goto(`${server.url}/map/`);
  await page.locator('.skeleton.whole', { hasText: 'The graph is being read' }).getByRole('button', { name: 'Cancel' }).click();
  release();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.time rect').first().waitFor({ state: 'attached' });
  await close();
});

test('a server that dies leaves the last picture, and is asked again', async () => {
  const mortal = await serve();
  const { page, close } = await openMap(browser, mortal.url);
  await mortal.stop();
  await page.getByRole('combobox', { name: /Search/ }).fill('Armenia');
  await page.getByText('The server cannot be reached.').first().waitFor();
  assert.ok(await page.locator('.graph canvas').isVisible());
  await page.keyboard.press('Escape');
  await detail(page)
    .getByRole('button', { name: /statements/ })
    .first()
    .click();
  await detail(page).getByRole('button', { name: 'Only around it' }).click();
  const bar = page.locator('.trouble.bar', {
    hasText: 'The server cannot be reached. What you see is the last that was read.',
  });
  await bar.getByRole('button', { name: 'Try again' }).click();
  await bar.waitFor();
  assert.ok(await page.locator('.graph canvas').isVisible());
  assert.deepEqual(await violations(page), []);
  await close();
});

test('an empty graph says how to fill it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'entente-'));
  const empty = await serve('--data', folder);
  const { page, close } = await open(browser, `${empty.url}/map/`);
  await page.getByRole('heading', { name: 'This graph is empty' }).waitFor();
  await page.getByText('entente load FOLDER --apply').waitFor();
  assert.equal(await page.locator('aside, footer').count(), 0, 'no legend, panel or time of nothing');
  assert.deepEqual(await violations(page), []);
  await close();
  await empty.stop();
  await rm(folder, { recursive: true });
});
