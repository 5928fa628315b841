import { Refused } from '../../shared/graphql';
import { count } from '../../shared/words';
import { makeScene } from './graph/scene';
import type { Certainty } from './model/certainty';
import type { Span } from './model/dates';
import type { Places, Plan } from './model/layout';
import { limits, load, type Opening, open, wordsOf } from './model/load';
import { labelOf, type Picture, type ShownLine, show } from './model/picture';
import { atMost, fromAddress, initial, isStep, mostOfAll, type State, toAddress } from './model/state';
import { tell } from './model/telling';

/** After how many milliseconds without a new picture that is said. */
const patience = 1500;

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
  /** What is being done about the next picture, in words. */
  busy = $state.raw<string | null>(null);
  /** It takes so long that a person would wonder. */
  slow = $state(false);
  hovered = $state<string | null>(null);
  /** What a screen reader is told next. */
  said = $state('');
  /** Ids of a path's entities and lines, while one is shown. */
  route = $state.raw<ReadonlySet<string>>(new Set());
  /** What was known on the day that is chosen of when claims began and ended, where it differs from what is known now. */
  words = $state.raw<{ picture: Picture; knownBy: string; of: ReadonlyMap<string, Span | null> } | null>(null);
  readonly embedded = location.pathname.endsWith('/embed');

  hidden = $derived(new Set(this.state.hidden));
  /** The least certainty that counts. */
  level = $derived(this.state.level.toUpperCase() as Certainty);
  /** What decides which claims count, beside the legend. */
  reading = $derived({
    asOf: this.state.asOf,
    level: this.level,
    knownBy: this.state.knownBy,
    words: this.words?.knownBy === this.state.knownBy && this.words.picture === this.picture ? this.words.of : null,
  });
  shown = $derived(
    this.picture &&
      show(this.picture, {
        ...this.reading,
        hiddenKinds: this.hidden,
        hiddenCategories: this.hidden,
        hideDenied: this.hidden.has('DENIED'),
        hidePlanned: this.hidden.has('PLANNED'),
      }),
  );
  scene = $derived(this.picture && this.shown ? makeScene(this.picture, this.shown, this.places, this.state.asOf) : null);
  lines = $derived(new Map<string, ShownLine>(this.shown?.lines.map((l) => [l.id, l])));
  focus = $derived(this.#focus());
  // By way of its text, so that what is asked within this scope is not asked again whenever something else changes.
  #knownBy = $derived(this.state.knownBy);
  // Without a day the level matters only for documents whose own date is partial.
  #strict = $derived(this.#knownBy && this.state.level === 'certain' ? { certainty: 'CERTAIN' as const } : {});
  scope = $derived(this.#knownBy ? { knownBy: this.#knownBy, ...this.#strict } : {});
  #day = $derived(this.state.asOf);
  /** The scope with the day, of what is asked anew for each day. */
  dayScope = $derived(this.#day ? { ...this.scope, asOf: this.#day, certainty: this.level } : this.scope);
  /** What is shown is of which time, in words. */
  when = $derived(
    `${this.state.asOf ? `as of ${this.state.asOf}, ${this.levelTold}` : 'of all times'}${this.state.knownBy ? `, known by ${this.state.knownBy}` : ''}`,
  );

  /** The picture that is being laid out. The last one stays until it is. */
  #coming: Picture | null = null;
  #worker: Worker | null = null;
  #expander: { id: string; expand: () => Promise<void> } | null = null;
  #wanted: string[] = [];
  #loading: AbortController | null = null;
  #hearing: AbortController | null = null;
  #watch = 0;
  /** What the loaded picture was asked for. */
  #loaded = '';

  constructor() {
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

  /** Chooses an entity or a line, and says so; from is the entity from which one came to it. */
  select(id: string | null, from?: string) {
    if (id !== this.state.selected) this.route = new Set();
    this.go({ selected: id, path: id === this.state.selected ? this.state.path : null, sentence: null });
    this.said = id ? this.#told(id, from) : 'Nothing is chosen.';
  }

  /** What is said of an entity or a line; of a line that the day does not show, too. */
  #told(id: string, from?: string): string {
    const { picture, shown } = this;
    if (!picture || !shown) return '';
    return (
      tell({ entities: picture.entities, lines: shown.lines, absent: shown.absent }, id, from) || this.#toldOfAll(picture, id)
    );
  }

  #toldOfAll({ entities, lines }: Picture, id: string): string {
    const told = tell({ entities, lines: lines.map((l) => ({ ...l, label: labelOf(l.claims) })) }, id);
    return told && this.state.asOf ? `${told} Not shown as of ${this.state.asOf}.` : told;
  }

  /** Which level counts, in words. */
  get levelTold() {
    return { presumed: 'what is presumed', certain: 'only what is certain', possible: 'also what is only possible' }[
      this.state.level
    ];
  }

  /** Says what is shown on the day that is chosen. */
  sayDay() {
    this.said = this.#dayTold();
  }

  #dayTold(): string {
    const lines = this.shown?.lines.filter((l) => !l.faint).length ?? 0;
    const more = this.state.level === initial.level ? '' : `, ${this.levelTold}`;
    return `As of ${this.state.asOf}${more}: ${count(lines, 'relation')}.`;
  }

  /** Goes back to the picture that the page begins with, of the same time. */
  begin() {
    const { view, asOf, level, knownBy } = this.state;
    this.trouble = null;
    this.go({ ...initial, view, asOf, level, knownBy });
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
    if (this.state.expanded.length >= atMost.expanded) {
      const message = `A picture has ${atMost.expanded} expansions at most. “Only around it” begins a new one.`;
      this.trouble = { message, again: false };
      return;
    }
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
    const missing = ids.filter((id) => !this.#newest?.entities.has(id));
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
    const { around, hops, most, expanded, compare, path, selected } = this.state;
    const asked = (picture: Picture | null) => {
      const outside = [...compare, path, selected].filter((id) => id && !id.startsWith('link:') && !picture?.entities.has(id));
      return JSON.stringify([around, hops, most, expanded, outside]);
    };
    void this.#hear();
    if (!again && this.#newest && asked(this.#newest) === this.#loaded) return;
    this.#stop();
    const loading = new AbortController();
    this.#loading = loading;
    this.busy = 'The graph is being read';
    this.#watch = window.setTimeout(() => (this.slow = true), patience);
    try {
      this.opening ??= await open(loading.signal);
      const picture = await load(this.state, this.opening, this.#wanted, loading.signal, (done, of) => {
        this.busy = `The graph is being read: ${done.toLocaleString('en')} of ${count(of, 'statement')}`;
      });
      if (loading.signal.aborted) return;
      this.#loaded = asked(picture);
      this.#arrange(picture);
    } catch (error) {
      if (loading.signal.aborted) return;
      this.#fail(error instanceof Error ? error.message : String(error), !(error instanceof Refused));
    }
  }

  /** Asks what was known on the day that is chosen of when claims began and ended. Until it comes, what is known now counts. */
  async #hear() {
    const { picture } = this;
    const { knownBy } = this.state;
    if (!picture || !knownBy || (this.words?.knownBy === knownBy && this.words.picture === picture)) return;
    this.#hearing?.abort();
    const mine = new AbortController();
    this.#hearing = mine;
    try {
      const of = await wordsOf(picture, knownBy, mine.signal);
      if (!mine.signal.aborted) this.words = { picture, knownBy, of };
    } catch (error) {
      if (mine.signal.aborted) return;
      this.trouble = { message: error instanceof Error ? error.message : String(error), again: !(error instanceof Refused) };
    }
  }

  /** Gives up what is being asked for; the last picture stays. */
  cancel() {
    this.#fail('What was asked for was given up.', true);
  }

  /** How many entities each question may bring next; null where that is the most. */
  more = $derived(
    this.picture?.cut.length && this.state.most < mostOfAll && this.picture.entities.size < limits.entities ? mostOfAll : null,
  );

  /** What of the picture was left out, in words; empty when it is whole. */
  tooMuch = $derived.by(() => {
    const p = this.picture;
    if (!p) return '';
    const of = (some: number, all: number, what: string) =>
      `${some.toLocaleString('en')} of ${all.toLocaleString('en')} ${what}`;
    const told = p.cut.map((c) =>
      of(c.drawn, c.total, c.around ? `around ${p.entities.get(c.around)?.name ?? c.around}` : 'entities'),
    );
    if (p.claims.length < p.totalClaims) told.push(of(p.claims.length, p.totalClaims, 'statements'));
    return told.length > 0 ? `Drawn: ${told.join('; ')}. The nearest come first, then those with the most statements.` : '';
  });

  get #newest() {
    return this.#coming ?? this.picture;
  }

  /** Lays a picture out in a worker, and then shows it. */
  #arrange(picture: Picture) {
    this.busy = `${count(picture.entities.size, 'entity is', 'entities are')} being laid out`;
    this.#worker ??= new Worker(new URL('./model/layout.worker.ts', import.meta.url), { type: 'module' });
    this.#coming = picture;
    this.#worker.onmessage = ({ data }: MessageEvent<Places>) => {
      this.#coming = null;
      this.#stop();
      this.trouble = null;
      const another = this.picture !== null;
      this.picture = picture;
      this.places = data;
      if (another) this.said = this.#drawn(picture);
      void this.#hear();
    };
    this.#worker.onerror = () => this.#fail('The picture cannot be laid out.', true);
    const plan: Plan = { groups: picture.groups, joins: picture.lines.map((l) => [l.source, l.target]) };
    this.#worker.postMessage(plan);
  }

  #drawn({ entities, lines }: Picture): string {
    const day = this.state.asOf ? `${this.#dayTold()} ` : '';
    const drawn = `${day}Drawn: ${count(entities.size, 'entity', 'entities')}, ${count(lines.length, 'relation')}.`;
    return `${drawn} ${this.state.selected ? this.#told(this.state.selected) : 'Nothing is chosen.'}`;
  }

  #fail(message: string, again: boolean) {
    this.#stop();
    this.#loaded = '';
    this.trouble = { message, again };
  }

  /** Ends what is under way. */
  #stop() {
    this.#loading?.abort();
    // A layout that is no longer wanted would keep the next one waiting.
    if (this.#coming) {
      this.#worker?.terminate();
      this.#worker = null;
      this.#coming = null;
    }
    this.busy = null;
    this.slow = false;
    clearTimeout(this.#watch);
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
