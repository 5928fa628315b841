import { page } from '../pages.ts';

const config = page('playground', '/playground/');

export default {
  ...config,
  build: {
    ...config.build,
    // Monaco is one large file; it is loaded once, and kept.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      // Some of React's libraries are marked for a server's renderer, which there is none of here.
      onwarn(warning: { code?: string }, warn: (warning: { code?: string }) => void) {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
};
