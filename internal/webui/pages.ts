// What all pages are built alike with.

import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { UserConfig } from 'vite';

/** The build of the page in the folder of that name, served under base. */
export function page(name: string, base: string): UserConfig {
  const here = (p: string) => fileURLToPath(new URL(p, import.meta.url));
  return {
    root: here(name),
    base,
    plugins: [svelte()],
    worker: { format: 'es' },
    build: {
      target: 'es2022',
      outDir: here(`dist/${name}`),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      license: { fileName: 'licenses.json' },
      reportCompressedSize: false,
    },
    server: { proxy: { '/graphql': 'http://127.0.0.1:8080' } },
  };
}
