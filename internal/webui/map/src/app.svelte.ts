import { Refused } from '../../shared/graphql';
import { makeScene } from './graph/scene';
import type { Places } from './model/layout';
import { limits, load, type Opening, open } from './model/load';
import { type Picture, type ShownLine, show } from './model/picture';
import { fromAddress, initial, isStep, type State, toAddress } from './model/state';

/** What went wrong, in words, and whether trying again may help. */
export interface Trouble {
  message: string;
  again: boolean;
}

/** The map: its state, what is loaded, and all that follows from these. One of them lives as long as the page. */
export class MapApp {
  state = $state.raw<State>(initial);
  opening = $state.raw<Opening | null>(null);
  picture = $state.raw<Picture | null>(null);
  places = $state.raw<Places>(new Map());
  trouble = $state.raw<Trouble | null>(null);
  /** Something is asked for; how far it is, where that is known. */
  busy = $state.raw<{ done: number; of: number } | null>(null);
  hovered = $state<string | null>(null);
  /** What a screen reader is told next. */
  said = $state('');
  /** Ids of a path's entities and lines, while one is shown. */
  route = $state.raw<ReadonlySet<string>>(new Set());
  readonly embedded = location.pathname.endsWith('/embed');

  hidden = $derived(new Set(this.state.hidden));
  shown = $derived(
    this.picture &&
      show(this.picture, {
        asOf: this.state.asOf,
        knownBy: this.state.knownBy,
        hiddenKinds: this.hidden,
        hiddenCategories: this.hidden,
        hideDenied: this.hidden.has('DENIED'),
        hidePlanned: this.hidden.has('PLANNED'),
      }),
  );
  scene = $derived(this.picture && this.shown ? makeScene(this.picture, this.shown, this.places) : null);
  lines = $derived(new Map<string, ShownLine>(this.shown?.lines.map((l) => [l.id, l])));
  focus = $derived(this.#focus());
  scope = $derived(this.state.knownBy ? { knownBy: this.state.knownBy } : {});

  #worker = new Worker(new URL('./model/layout.worker.ts', import.meta.url), { type: 'module' });
  #turn = 0;
  #expander: { id: string; expand: () => Promise<void> } | null = null;
  #wanted: string[] = [];
  #loading: AbortController | null = null;
  /** What the loaded picture was asked for. */
  #loaded = '';

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<{ turn: number; places: Places }>) => {
      if (data.turn !== this.#turn) return;
      this.places = data.places;
      this.busy = null;
    };
    this.state = fromAddress(location.search);
    addEventListener('popstate', () => {
      this.state = fromAddress(location.search);
      void this.refresh();
    });
  }

  /** Changes the state, and the address with it. What the picture then lacks is loaded. */
  go(change: Partial<State>) {
    const next = { ...this.state, ...change };
    const step = isStep(this.state, next);
    this.state = next;
    const address = `${location.pathname}${toAddress(next)}`;
    if (step) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    void this.refresh();
  }

  select(id: string | null) {
    if (id !== this.state.selected) this.route = new Set();
    this.go({ selected: id, path: id === this.state.selected ? this.state.path : null, sentence: null });
  }

  /** Lets lines stand out, with their ends: those that rest on the same words. */
  mark(links: readonly string[]) {
    const lines = links.flatMap((id) => this.lines.get(id) ?? []);
    this.route = new Set(lines.flatMap((l) => [l.id, l.source, l.target]));
  }

  /** Adds the neighbours of an entity, or those under one relation, to the picture. */
  expand(id: string, relation?: string) {
    const entry = relation ? `${id}~${relation}` : id;
    if (this.state.expanded.includes(entry)) return;
    this.go({ selected: id, expanded: [...this.state.expanded, entry] });
  }

  /** How the panel expands what it shows: by relation where there are many. */
  onexpand(id: string, expand: () => Promise<void>) {
    this.#expander = { id, expand };
  }

  /** Expands as the panel would, when it shows this entity; else at once. */
  askToExpand(id: string) {
    if (this.#expander?.id === id && this.state.selected === id) return void this.#expander.expand();
    this.expand(id);
  }

  /** Adds entities to the picture that a path goes over. They are not part of the address: the path is. */
  want(ids: readonly string[]) {
    const missing = ids.filter((id) => !this.picture?.entities.has(id));
    if (missing.length === 0) return;
    this.#wanted = [...this.#wanted, ...missing];
    void this.refresh(true);
  }

  toggle(name: string, alone?: readonly string[]) {
    const hidden = new Set(this.state.hidden);
    if (alone) {
      const others = alone.filter((n) => n !== name);
      const already = !hidden.has(name) && others.every((n) => hidden.has(n));
      for (const n of alone) hidden.delete(n);
      if (!already) for (const n of others) hidden.add(n);
    } else if (!hidden.delete(name)) hidden.add(name);
    this.go({ hidden: [...hidden].sort() });
  }

  /** Loads what the state asks for and the picture has not. An error keeps the last picture. */
  async refresh(again = false) {
    const { around, hops, expanded, compare, path, selected } = this.state;
    const outside = [...compare, path, selected].filter(
      (id) => id && !id.startsWith('link:') && !this.picture?.entities.has(id),
    );
    const wanted = JSON.stringify([around, hops, expanded, outside]);
    if (!again && this.picture && wanted === this.#loaded) return;
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.busy = { done: 0, of: 0 };
    try {
      this.opening ??= await open(loading.signal);
      const picture = await load(this.state, this.opening, this.#wanted, loading.signal, (done, of) => {
        this.busy = { done, of };
      });
      if (loading.signal.aborted) return;
      this.trouble = null;
      this.#loaded = JSON.stringify([
        around,
        hops,
        expanded,
        [...compare, path, selected].filter((id) => id && !id.startsWith('link:') && !picture.entities.has(id)),
      ]);
      this.#arrange(picture);
    } catch (error) {
      if (loading.signal.aborted) return;
      this.busy = null;
      this.trouble = { message: error instanceof Error ? error.message : String(error), again: !(error instanceof Refused) };
    }
  }

  /** What of the picture was left out, in words; empty when it is whole. */
  tooMuch = $derived.by(() => {
    const p = this.picture;
    if (!p) return '';
    if (p.claims.length < p.totalClaims)
      return `${p.claims.length.toLocaleString('en')} of ${p.totalClaims.toLocaleString('en')} statements are drawn.`;
    const middle = p.groups[0]?.length ?? 0;
    return middle >= limits.entities && p.total > middle
      ? `${middle} of ${p.total.toLocaleString('en')} entities are drawn: the nearest, then those with the most statements.`
      : '';
  });

  #arrange(picture: Picture) {
    this.picture = picture;
    this.#turn++;
    this.#worker.postMessage({
      turn: this.#turn,
      plan: { groups: picture.groups, joins: picture.lines.map((l) => [l.source, l.target]) },
    });
  }

  /** What stands out: a path, else what is hovered, else what is selected, with its neighbours. */
  #focus(): ReadonlySet<string> | null {
    if (this.route.size > 0) return this.route;
    const id = this.hovered ?? this.state.selected;
    if (!id || !this.shown) return null;
    const line = this.lines.get(id);
    if (line) return new Set([line.id, line.source, line.target]);
    if (!this.shown.entities.has(id)) return null;
    const ids = new Set([id]);
    for (const l of this.shown.lines) {
      if (l.source !== id && l.target !== id) continue;
      for (const one of [l.id, l.source, l.target]) ids.add(one);
    }
    return ids;
  }
}
