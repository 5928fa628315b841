// run.mjs URL [PYTHON]: runs what docs/clients.md shows against a started program, and holds what each client says against what the API
// says without a cache. PYTHON has the packages of requirements.txt.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const [url, python] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
// Below this folder, so that node finds the packages.
const work = join(here, 'work');

/** Writes the blocks of the page that have a name, and what they need. */
async function extract() {
  await rm(work, { recursive: true, force: true });
  await mkdir(join(work, 'generated'), { recursive: true });
  const page = await readFile(join(here, '../clients.md'), 'utf8');
  for (const [, name, text] of page.matchAll(/^<!-- (\S+) -->\n```\w+\n(.*?)^```$/gms)) {
    await writeFile(join(work, name), text.replaceAll('http://127.0.0.1:8080/graphql', url));
  }
  await cp(join(here, 'policies.mjs'), join(work, 'policies.mjs'));
  await cp(join(here, 'relay'), join(work, 'relay'), { recursive: true });
  await writeFile(join(work, 'package.json'), '{"type":"module"}');
  await writeFile(join(work, 'schema.graphql'), await (await fetch(new URL('/schema.graphql', url))).text());
}

/** What a fresh question says of NATO in two years. */
async function expected() {
  const query = '{ a: alliance(ref: "NATO", scope: {asOf: "1960"}) { n: statementCount } b: alliance(ref: "NATO", scope: {asOf: "2020"}) { n: statementCount } }';
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query }) });
  const { data } = await answer.json();
  assert.notEqual(data.a.n, data.b.n);
  return [data.a.n, data.b.n, data.a.n];
}

const there = { cwd: work };
const bin = (name) => join(here, 'node_modules', '.bin', name);
const counts = (text) => [...text.matchAll(/statementCount'?:\s*(\d+)/g)].map(([, n]) => Number(n));

await extract();
const want = await expected();
const clients = {
  apollo: async () => assert.deepEqual(counts((await run('node', ['apollo.mjs'], there)).stdout), want),
  urql: async () => assert.deepEqual(counts((await run('node', ['urql.mjs'], there)).stdout), want),
  relay: async () => {
    await run(bin('relay-compiler'), ['relay.config.json'], there);
    const { stdout } = await run('node', ['relay.mjs'], there);
    assert.deepEqual(counts(stdout), want);
    assert.equal(stdout.trim().split('\n').at(-1), '6', 'two pages of three');
  },
  codegen: async () => {
    await run(bin('graphql-codegen'), ['--config', 'codegen.mjs'], there);
    assert.match(await readFile(join(work, 'typed/graphql.ts'), 'utf8'), /NatoQuery = .*viewId: string, statementCount: number/);
  },
};
if (python) {
  for (const script of ['ask_gql.py', 'ask_sgqlc.py']) {
    clients[script] = async () => assert.deepEqual(counts((await run(python, [script], there)).stdout), want);
  }
}
let failed = 0;
for (const [name, check] of Object.entries(clients)) {
  const began = Date.now();
  try {
    await check();
    console.log(`ok ${name} ${((Date.now() - began) / 1000).toFixed(1)} s`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}: ${error.message}\n${error.stdout ?? ''}`);
  }
}
process.exit(failed ? 1 : 0);
