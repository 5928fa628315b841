/**
 * Keeps the keyboard where it is. What has the focus may vanish by its own doing: a row that opens the line that it names, a
 * menu's entry, the way out of a filter. A browser then leaves the focus nowhere, and the next Tab begins at the top of the
 * page. Here the part that it stood in takes the focus: the nearest around it that has tabindex -1, else the last resort.
 */
export function keepFocus(root: HTMLElement, lastResort: () => HTMLElement | undefined): () => void {
  let had: HTMLElement | null = null;
  let around: HTMLElement[] = [];
  const isThere = (e: HTMLElement) => e.isConnected && e.checkVisibility();
  const enter = ({ target }: FocusEvent) => {
    had = target as HTMLElement;
    around = [];
    for (let e = had.parentElement; e; e = e.parentElement) if (e.tabIndex === -1 && e.hasAttribute('tabindex')) around.push(e);
  };
  // A hand that clicks beside everything takes the focus away; what was removed is not there any more when this is asked.
  const leave = () =>
    queueMicrotask(() => {
      if (had && isThere(had) && document.activeElement === document.body) had = null;
    });
  const mend = () => {
    if (!had || isThere(had) || document.activeElement !== document.body) return;
    had = null;
    const home = around.find(isThere) ?? lastResort();
    home?.focus({ preventScroll: true });
    if (home && home.getBoundingClientRect().top < 0) home.scrollIntoView();
  };
  root.addEventListener('focusin', enter);
  root.addEventListener('focusout', leave);
  // Not at once: a dialog that closes gives the focus back by itself.
  const watch = new MutationObserver(() => setTimeout(mend));
  watch.observe(root, { childList: true, subtree: true, attributeFilter: ['open', 'hidden'] });
  return () => {
    watch.disconnect();
    root.removeEventListener('focusin', enter);
    root.removeEventListener('focusout', leave);
  };
}
