// The map by keyboard alone: nobody's hand is on a mouse here, and the focus is seen wherever it goes.
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

/** Where the focus is: nowhere, out of sight, without a mark, or at something with a name. */
const focus = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (at === document.body) return 'nowhere';
    const box = at.getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return 'out of sight';
    if (!at.matches(':focus-visible') || getComputedStyle(at).outlineStyle === 'none') return `unmarked: ${at.outerHTML}`;
    return 'seen';
  });

/** Presses keys one after another. After each the focus is somewhere that is seen. */
async function press(page, ...keys) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await later(async () => (await focus(page)) === 'seen').catch(async () => assert.fail(`${key}: ${await focus(page)}`));
  }
}

const isFocused = (locator) => locator.evaluate((e) => e === document.activeElement);

/** Goes on with Tab, or back with Shift+Tab, until it is there. */
async function tabTo(page, there, key = 'Tab') {
  for (let i = 0; i < 80; i++) {
    await press(page, key);
    if (await isFocused(there)) return;
  }
  assert.fail(`${key} does not lead to ${there}`);
}

const said = (page, words) => later(async () => words.test(await page.locator('p[aria-live=polite]').innerText()));

/** Finds an entity, and chooses the first hit. */
async function find(page, name) {
  await press(page, '/');
  await page.keyboard.type(name);
  await page.locator('#hits [role=option]', { hasText: name }).first().waitFor();
  await press(page, 'Enter');
  await page.locator('aside.detail').getByRole('heading', { level: 2, name }).waitFor();
}

test('one whole walk', async () => {
  const { page, heard, close } = await openMap(browser, server.url);
  const detail = page.locator('aside.detail');
  const graph = page.locator('.graph');
  const search = page.getByRole('combobox', { name: /Search/ });

  // It is searched, and the arrows choose among what is found.
  await press(page, '/');
  await page.keyboard.type('Georgia');
  await page.locator('#hit-1').waitFor();
  await press(page, 'ArrowDown');
  await later(async () => (await search.getAttribute('aria-activedescendant')) === 'hit-1');
  await press(page, 'ArrowUp', 'Enter');
  await detail.getByRole('heading', { level: 2, name: 'Georgia' }).waitFor();
  await said(page, /^Georgia, country, \d+ relations\.$/);
  await later(() => isFocused(graph)); // what is found is looked at in the graph

  // It is expanded, and the arrows walk from neighbour to neighbour.
  await press(page, 'e');
  // Where it has many neighbours, they are expanded by relation, the first of which has the focus.
  const choices = detail.getByRole('list', { name: 'Expand by relation' });
  await later(async () => /expand=/.test(page.url()) || (await choices.isVisible()));
  const many = !/expand=/.test(page.url());
  if (many) await press(page, 'Enter');
  await page.waitForURL(/expand=country:georgia/);
  await said(page, /^Drawn: \d+ entities, \d+ relations\. Georgia, country, \d+ relations\.$/);
  if (many) await tabTo(page, graph, 'Shift+Tab');
  for (let steps = 0, way = 0; steps < 2; way++) {
    assert.ok(way < 8, 'some arrow leads on');
    const from = await detail.locator('h2').innerText();
    await press(page, ['ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowRight'][way % 4]);
    await said(page, /; from .* \(.+\)\.$|^No neighbour of .* lies that way\.$/);
    const words = await page.locator('p[aria-live=polite]').innerText();
    if (words.startsWith('No neighbour')) continue;
    steps++;
    const name = words.slice(0, words.indexOf(', '));
    await detail.locator('h2', { hasText: name }).waitFor();
    assert.notEqual(await detail.locator('h2').innerText(), from);
  }
  await later(() => isFocused(graph));

  // Tab leads into the panel, and Enter to the words that a relation rests on.
  await find(page, 'Armenia');
  await tabTo(page, detail.getByRole('button', { name: /^is a partner of NATO/ }));
  await press(page, 'Enter');
  await said(page, /^Armenia is a partner of NATO\.$/);
  await later(() => isFocused(detail)); // the row is gone: the panel that it was in has the focus
  const evidence = detail.locator('.evidence', { has: page.locator('mark') }).first();
  assert.match(await evidence.locator('blockquote').first().innerText(), /Armenia/);
  assert.ok((await evidence.locator('mark').first().innerText()).length > 10);
  await tabTo(page, evidence.getByRole('button', { name: 'Copy citation' }));
  await tabTo(page, detail.locator('h2').getByRole('button', { name: 'Armenia' }), 'Shift+Tab');
  await press(page, 'Enter');
  await detail.locator('h2', { hasText: /^Armenia$/ }).waitFor();

  // A path to another entity, chosen by the letters of its name.
  await press(page, 'p');
  const to = detail.getByRole('combobox', { name: 'Path to' });
  await later(() => isFocused(to));
  await page.keyboard.type('Russia');
  await page.waitForURL(/path=country:russia/);
  const steps = detail.getByRole('list', { name: 'Path' });
  await steps.waitFor();
  assert.match(await steps.innerText(), /Armenia[\s\S]*Russia/);
  await tabTo(page, steps.getByRole('button').first());

  // The year.
  const hand = page.getByRole('slider', { name: 'As of the year' });
  await press(page, '[');
  await said(page, /^As of \d{4}: \d+ relations\./);
  const year = Number(await hand.inputValue());
  await press(page, '[', '[', ']');
  // The path of that day may bring others into the picture, which is said too.
  await said(page, new RegExp(`^As of ${year - 1}: \\d+ relations\\.`));
  await later(async () => (await hand.inputValue()) === String(year - 1));

  // The views, as quickly as fingers go, and slowly.
  for (const [key, view, there] of [
    ['t', 'Table', 'main table'],
    ['m', 'Map', '.world svg'],
    ['g', 'Graph', '.graph canvas'],
    ['s', 'Split', '.graph canvas'],
  ]) {
    await press(page, 'g');
    await page.waitForTimeout(400);
    await press(page, key);
    await said(page, new RegExp(`^View: ${view}\\.$`));
    await page.locator(there).first().waitFor();
  }

  // The legend: Space and Enter hide and show, Alt and Enter leave only this.
  const geography = page.getByRole('checkbox', { name: /^Geography/ });
  await tabTo(page, geography, 'Shift+Tab');
  await press(page, 'Space');
  await page.waitForURL(/hide=GEOGRAPHY/);
  await later(async () => !(await geography.isChecked()));
  await press(page, 'Enter');
  await page.waitForURL((url) => !url.searchParams.has('hide'));
  await later(() => geography.isChecked());
  await press(page, 'Alt+Enter');
  await page.waitForURL(/hide=AFFILIATION/);
  await later(() => geography.isChecked());
  await tabTo(page, page.getByRole('button', { name: 'Show all again' }));
  await press(page, 'Enter');
  await later(() => isFocused(page.locator('aside.legend'))); // the button is gone: the legend has the focus

  // Help comes and goes, and leaves the focus where it was.
  await tabTo(page, graph);
  await press(page, '?');
  await page.getByRole('dialog', { name: 'How to read the map' }).waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.closest('dialog') !== null));
  await press(page, 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await later(() => isFocused(graph));
  assert.match(page.url(), /sel=country:armenia/, 'Escape was for the help alone');

  await press(page, 'Escape');
  // The picture may be drawn anew for that, which is said too.
  await said(page, /Nothing is chosen\.$/);
  await detail.getByRole('heading', { name: 'Nothing is chosen' }).waitFor();
  assert.doesNotMatch(page.url(), /sel=/);
  await later(() => isFocused(graph));
  assert.deepEqual(heard.complaints, []);
  await close();
});

test('a menu and a search that are left give the focus back', async () => {
  const { page, close } = await openMap(browser, server.url, '?sel=country:georgia');
  const menu = page.locator('details.export');
  const summary = menu.locator('summary');
  await tabTo(page, summary);
  await press(page, 'Enter', 'Tab', 'Escape');
  await later(async () => (await menu.getAttribute('open')) === null);
  await later(() => isFocused(summary));
  assert.match(page.url(), /sel=country:georgia/, 'Escape was for the menu alone');
  await press(page, 'Enter', 'Tab', 'Tab', 'Tab');
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.equal(file.suggestedFilename(), 'entente.csv');
  await later(() => isFocused(summary));
  await press(page, '/');
  await page.keyboard.type('Armenia');
  await page.locator('#hit-0').waitFor();
  await press(page, 'Escape');
  await later(() => isFocused(summary));
  await page.locator('#hits').waitFor({ state: 'hidden' });
  await close();
});

test('what is searched without a graph on the page is read in the panel, and help opened from nowhere leads to the page', async () => {
  const { page, close } = await openMap(browser, server.url, '?view=table');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await press(page, 'Escape');
  await later(() => isFocused(page.locator('main')));
  await press(page, 'p');
  await said(page, /^Choose an entity first/);
  await find(page, 'Armenia');
  await later(() => isFocused(page.locator('aside.detail')));
  await close();
});

test('many neighbours are expanded by a relation that is chosen by keyboard', async () => {
  const { page, close } = await openMap(browser, server.url, '?sel=alliance:nato');
  const choices = page.getByRole('list', { name: 'Expand by relation' });
  await press(page, 'e');
  await choices.waitFor();
  await later(() => isFocused(choices.getByRole('button').first()));
  await press(page, 'Enter');
  await page.waitForURL(/expand=alliance:nato~/);
  await said(page, /^Drawn: \d+ entities/);
  await press(page, 'Tab');
  await close();
});
