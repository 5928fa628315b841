// What the browser tests stand on: the real program on a free port, and Debian's Chromium.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

export const binary = process.env.ENTENTE;
if (!binary) throw new Error('set ENTENTE to the program: go build -o /some/entente ./cmd/entente');

/**
 * With STORE=neo4j a server without a graph of its own serves the built-in datasets from the database that NEO4J_URI,
 * NEO4J_USERNAME and NEO4J_PASSWORD name, and loads them there first. Without it, from memory.
 */
const { STORE, NEO4J_URI } = process.env;
if (STORE && (STORE !== 'neo4j' || !NEO4J_URI)) throw new Error('STORE is neo4j, with NEO4J_URI for its server, or left out');
const inDatabase = STORE ? ['--store', NEO4J_URI, '--seed'] : [];

/** Starts the program; args are those of serve. */
export async function serve(...args) {
  if (!args.includes('--data')) args.push(...inDatabase);
  const child = spawn(binary, ['serve', '--addr', '127.0.0.1:0', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise((found, failed) => {
    lines.on(
      'line',
      (line) => line.startsWith('listening on ') && found(line.slice('listening on '.length).replace('/graphql', '')),
    );
    child.once('exit', () => failed(new Error('the program ended before it listened')));
  });
  for (let i = 0; i < 200 && !(await fetch(`${url}/readyz`)).ok; i++) await new Promise((r) => setTimeout(r, 50));
  if (args.includes('--store')) await warm(url);
  return {
    url,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Asks until a database that has just started answers within the time that the API grants. */
async function warm(url) {
  const query = `{
    documents(first: 500) { nodes { mentions(first: 1) { totalCount } } }
    subgraph(around: ["country:georgia"], limit: 300) { nodes { id statementCount } }
    statements(first: 500) { totalCount nodes { link { id } corroboration { level } } }
  }`;
  const asked = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query }) };
  for (let i = 0; i < 20; i++) if (!(await (await fetch(`${url}/graphql`, asked)).json()).errors) return;
  throw new Error('the database does not answer in time');
}

/** Starts the browser: without the calls home that a closed network would refuse. */
export function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page that keeps what it asked for and what it complained of. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const heard = { requests: [], complaints: [] };
  page.on('request', (r) => heard.requests.push(r.url()));
  page.on('console', (m) => heard.complaints.push(`${m.type()}: ${m.text()}`));
  page.on('pageerror', (e) => heard.complaints.push(`error: ${e.message}`));
  await page.goto(address);
  return { page, heard, close: () => context.close() };
}

/** The map with its picture drawn. */
export async function openMap(browser, url, query = '', options = {}) {
  const opened = await open(browser, `${url}/map/${query}`, options);
  await opened.page.locator('main[aria-busy=false]').waitFor();
  await opened.page.locator('.time rect').first().waitFor({ state: 'attached' });
  return opened;
}

/** Waits until something holds: the page says and moves what it does a moment later. */
export async function later(holds) {
  for (let i = 0; i < 60; i++) {
    if (await holds()) return;
    await new Promise((r) => setTimeout(r, 50));
  }
  throw new Error(`it never came true: ${holds}`);
}

/** By how much two pictures, PNG in base64, differ where they do most: 0 to 255. */
export async function difference(browser, one, other) {
  const { page, close } = await open(browser, 'about:blank');
  const most = await page.evaluate(
    async (pictures) => {
      const pixels = await Promise.all(
        pictures.map(async (picture) => {
          const image = new Image();
          image.src = `data:image/png;base64,${picture}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const pen = canvas.getContext('2d');
          pen.drawImage(image, 0, 0);
          return pen.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      const [a, b] = pixels;
      if (a.length !== b.length) return 255;
      return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
    },
    [one, other],
  );
  await close();
  return most;
}

/** What axe finds wrong with a page, or the part of a selector: the rule, and where. */
export async function violations(page, part) {
  const builder = new AxeBuilder({ page });
  const found = await (part ? builder.include(part) : builder).analyze();
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`);
}

/** Runs the question of the playground's tab, when its editor is there, and waits for the answer. */
export async function ask(page) {
  await page.locator('.graphiql-query-editor .view-line', { hasText: /\w/ }).first().waitFor();
  await page.locator('.graphiql-execute-button').click();
  await page.locator('.result-window .view-line', { hasText: 'data' }).first().waitFor();
}

/** Serves what answers gives for a path, as another server than ours would: { type, body }, or nothing for 404. */
export async function otherServer(answers) {
  const server = createServer(async (request, response) => {
    const found = await answers(new URL(request.url, 'http://localhost').pathname);
    response.writeHead(found ? 200 : 404, { 'Content-Type': found?.type ?? 'text/plain' });
    response.end(found?.body);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return { origin: `http://localhost:${server.address().port}`, stop: () => server.close() };
}
