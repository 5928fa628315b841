// Light or dark: the system's choice, until the reader makes one.
const key = 'entente-theme';

export type Theme = 'light' | 'dark';

/** The theme to begin with. */
export function begin(): Theme {
  let theme: string | null = null;
  try {
    theme = localStorage.getItem(key);
  } catch {
    // Storage may be forbidden, as in a frame: then the system decides each time.
  }
  const now =
    theme === 'light' || theme === 'dark' ? theme : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = now;
  return now;
}

/** Takes a theme and remembers it. */
export function choose(theme: Theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // See begin.
  }
}
