// What the pages promise in figures, which are printed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ask, difference, browser as launch, open, openMap, serve, violations } from './world.mjs';

let server, browser;
before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const figure = (...words) => console.log('figure:', ...words);

/** What axe finds in GraphiQL itself: a button within each tab. */
const upstream = ['nested-interactive'];
const phone = { viewport: { width: 375, height: 800 } };
const dark = { colorScheme: 'dark' };
for (const [name, address, options] of [
  ['landing', '/', {}],
  ['landing, dark', '/', dark],
  ['landing, phone', '/', phone],
  ['landing, phone, dark', '/', { ...phone, ...dark }],
  ['map, split', '/map/?sel=country:georgia', {}],
  ['map, graph', '/map/?view=graph', {}],
  ['map, map', '/map/?view=map', {}],
  ['map, table', '/map/?view=table', {}],
  ['map, article', '/map/?doc=document:natos-south-caucasus-partnerships-evolve', {}],
  ['map, comparison', '/map/?compare=country:georgia,country:armenia', {}],
  ['map, dark', '/map/?sel=country:georgia', dark],
  ['map, phone', '/map/?sel=country:georgia', phone],
  ['map, table, phone', '/map/?view=table', phone],
  ['map, a day', '/map/?around=alliance:nato&sel=alliance:nato&as=1995&level=possible', {}],
  ['map, a day, phone, dark', '/map/?around=alliance:csto&sel=alliance:csto&as=2025', { ...phone, ...dark }],
  ['map, a line on a day', '/map/?around=alliance:nato&sel=country:georgia&as=1994', dark],
  ['map, in a frame', '/map/embed?sel=country:georgia', dark],
  ['map, no path, dark', '/map/?sel=program:itpp&path=alliance:nato&as=2007', dark],
]) {
  test(`axe finds nothing: ${name}`, async () => {
    const { page, close } = address.startsWith('/map/')
      ? await openMap(browser, server.url, address.slice('/map/'.length), options)
      : await open(browser, server.url + address, options);
    await page.waitForLoadState('networkidle');
    const found = await violations(page);
    figure(`axe finds ${found.length} on ${name}`);
    await close();
    assert.deepEqual(found, []);
  });
}

test('the map page is small, quick, quiet and steady', async () => {
  const { page, heard, close } = await open(browser, 'about:blank');
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  heard.requests.length = 0;
  const files = [];
  page.on('response', (r) => !r.url().includes('/graphql') && files.push(r));
  await page.goto(`${server.url}/map/`);
  await page.locator('.time rect').first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  const own = files.filter((r) => r.url().startsWith(server.url));
  const bytes = (await Promise.all(own.map(async (r) => gzipSync(await r.body(), { level: 9 }).length))).reduce(
    (a, b) => a + b,
    0,
  );
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  const shift = await page.evaluate(() => window.shift);
  figure(
    `map page ${(bytes / 1024).toFixed(1)} KB gzipped, ${own.length} requests beside the API, first paint ${Math.round(paint)} ms, layout shift ${shift.toFixed(4)}`,
  );
  await close();
  assert.ok(bytes <= 160 * 1024, `${bytes} bytes`);
  assert.ok(own.length <= 6, own.map((r) => r.url()).join(' '));
  assert.ok(shift < 0.01, `it moved: ${shift}`);
  assert.deepEqual(heard.complaints, []);
  assert.deepEqual(
    heard.requests.filter((r) => !r.startsWith(server.url) && !/^(data|blob|about):/.test(r)),
    [],
  );
});

test('the same address gives the same picture and the same words', async () => {
  const seen = [];
  for (let i = 0; i < 2; i++) {
    const { page, close } = await openMap(browser, server.url, '?sel=country:georgia&as=2007');
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(500);
    // The picture; of the panel beside it the words.
    const picture = (await page.locator('main').screenshot()).toString('base64');
    seen.push({ picture, words: await page.locator('body').innerText() });
    await close();
  }
  // Chromium's raster of an edge is not always the same to the last bit.
  const most = await difference(browser, seen[0].picture, seen[1].picture);
  assert.ok(most <= 3, `two screenshots are alike, but for ${most} of 255`);
  assert.equal(seen[0].words, seen[1].words);
});

test('the playground opens offline, has a tab for each question, and answers', async () => {
  const { page, heard, close } = await open(browser, `${server.url}/playground/`);
  await ask(page);
  const tabs = await page.locator('.graphiql-tab').count();
  figure(`playground ${tabs} tabs, ${heard.requests.filter((r) => !r.includes('/graphql')).length} requests beside the API`);
  const found = (await violations(page)).map((v) => v.slice(0, v.indexOf(':')));
  figure(`axe finds ${found.length} on the playground: ${found.join(', ')}`);
  assert.deepEqual(
    found.filter((rule) => !upstream.includes(rule)),
    [],
  );
  assert.ok(tabs >= 16 + 35, `${tabs} tabs`);
  assert.deepEqual(heard.complaints, []);
  assert.deepEqual(
    heard.requests.filter((r) => !r.startsWith(server.url) && !/^(data|blob):/.test(r)),
    [],
  );
  await close();
});

test('the playground has its panels one under another on a phone', async () => {
  const { page, close } = await open(browser, `${server.url}/playground/`, phone);
  await ask(page);
  assert.deepEqual(await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]), [375, 375]);
  const parts = ['.graphiql-sidebar', '.graphiql-plugin', '.graphiql-editors', '.graphiql-response'];
  const boxes = await Promise.all(parts.map((part) => page.locator(part).boundingBox()));
  boxes.forEach((box, i) => {
    const above = boxes[i - 1];
    assert.ok(box.width > 300 && (!above || box.y >= above.y + above.height), `${parts[i]}: ${JSON.stringify(box)}`);
  });
  await close();
});
