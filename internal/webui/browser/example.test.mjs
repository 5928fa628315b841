// The page of docs/examples that draws a map of its own, as somebody else's server serves it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { browser as launch, open, otherServer, serve, violations } from './world.mjs';

const page = new URL('../../../docs/examples/map.html', import.meta.url);
/** What `npm install cytoscape` puts beside it. */
const library = new URL('../node_modules/', import.meta.url);

let browser, other;
before(async () => {
  browser = await launch();
  other = await otherServer(async (path) => {
    if (path === '/map.html') return { type: 'text/html', body: await readFile(page) };
    if (!path.startsWith('/node_modules/cytoscape/')) return undefined;
    return { type: 'text/javascript', body: await readFile(new URL(path.slice('/node_modules/'.length), library)) };
  });
});
after(async () => {
  other?.stop();
  await browser?.close();
});

test('the example has at most 60 lines', async () => {
  assert.ok((await readFile(page, 'utf8')).trimEnd().split('\n').length <= 60);
});

test('the example draws a map from one question, and says what a line rests on', async () => {
  const server = await serve('--allow-origin', other.origin);
  const { page, heard, close } = await open(browser, `${other.origin}/map.html?api=${server.url}/graphql`);
  try {
    const said = page.locator('#said');
    await page.getByText(/^\d+ of \d+ entities, \d+ relations\./).waitFor();
    const [drawn, , relations] = (await said.innerText()).match(/\d+/g).map(Number);
    assert.ok(drawn > 5 && relations > 5, await said.innerText());
    // Cytoscape keeps itself on its element; a hand cannot be sure where it put a line.
    const inside = await page.evaluate(() => {
      const { cy } = document.getElementById('map')._cyreg;
      const edge = cy.edges().filter((e) => e.data('statements').nodes[0].evidence[0].quote)[0];
      edge.emit('tap');
      return { nodes: cy.nodes().length, edges: cy.edges().length, quote: edge.data('statements').nodes[0].evidence[0].quote };
    });
    assert.deepEqual([inside.nodes, inside.edges], [drawn, relations]);
    assert.ok((await said.innerText()).includes(`“${inside.quote}”`));
    assert.deepEqual(heard.complaints, []);
    assert.deepEqual(await violations(page), []);
  } finally {
    await close();
    await server.stop();
  }
});

test('without leave of the server the example says that nothing is drawn', async () => {
  const server = await serve();
  const { page, close } = await open(browser, `${other.origin}/map.html?api=${server.url}/graphql`);
  await page.getByText('Nothing is drawn').waitFor();
  await close();
  await server.stop();
});
