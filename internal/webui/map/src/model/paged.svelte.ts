/** A page of a list, as the API gives it. */
export interface Page<Node> {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: readonly Node[];
}

/** A list that is read a page at a time, when a person asks for more of it. */
export class Paged<Node> {
  nodes = $state.raw<readonly Node[]>([]);
  readonly total: number;
  /** Why the last page asked for is not there; empty where it is. */
  trouble = $state('');
  #next = $state<string | null>(null);

  /** Begins with the first page. ask gives the page after a cursor, or nothing where the list is gone. */
  constructor(
    first: Page<Node>,
    private readonly ask: (after: string) => Promise<Page<Node> | null | undefined>,
  ) {
    this.total = first.totalCount;
    this.#add(first);
  }

  get isWhole() {
    return this.#next === null;
  }

  async more() {
    if (this.#next === null) return;
    this.trouble = '';
    try {
      this.#add(await this.ask(this.#next));
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
  }

  #add(page: Page<Node> | null | undefined) {
    if (page) this.nodes = [...this.nodes, ...page.nodes];
    this.#next = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  }
}
