// Builds every page into built/, and gathers the licences of what is bundled in built/licenses.txt. The same sources and
// lock file give the same bytes.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'vite';

const pages = ['landing', 'map', 'playground'].filter((page) => existsSync(`${page}/vite.config.ts`));
const bundled = new Map();

for (const page of pages) {
  await build({ configFile: `${page}/vite.config.ts`, logLevel: 'warn' });
  const list = `built/${page}/licenses.json`;
  for (const { name, version, identifier, text } of JSON.parse(readFileSync(list, 'utf8'))) {
    bundled.set(`${name} ${version}`, { identifier, text });
  }
  rmSync(list);
}
// The list of a page leaves out what only its workers bundle.
for (const name of ['d3-force', 'd3-dispatch', 'd3-quadtree', 'd3-timer']) {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  bundled.set(`${name} ${version}`, { identifier: license, text: readFileSync(`node_modules/${name}/LICENSE`, 'utf8') });
}
// The borders come with a package whose archive has no text of its licence; its package.json names it.
const out = ['What the pages of Entente are built with, and under which licence.', ''];
for (const name of [...bundled.keys()].sort()) {
  const { identifier, text } = bundled.get(name);
  out.push(
    '-'.repeat(100),
    `${name} (${identifier})`,
    '',
    text?.replace(/\r\n?/g, '\n').trim() || `The package has no text of its licence; it names ${identifier}.`,
    '',
  );
}
writeFileSync('built/licenses.txt', out.join('\n'));
