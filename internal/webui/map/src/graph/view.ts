import { type Quadtree, quadtree } from 'd3-quadtree';
import { select } from 'd3-selection';
import { type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { type Box, type Focus, type KeyEntry, type Look, layKey, manyLines, paint, paintKey, type Sheet } from './paint';
import { distance, type Point, type Scene } from './scene';
import { SvgPen } from './svg';

/** The graph on the screen. What is behind it may be exchanged: nothing else of the page knows how it draws. */
export interface View {
  /** Draws a scene. Where one looks stays as it is. */
  show(scene: Scene, selected: string | null, focus: Focus, strong: boolean): void;
  /** Looks at these entities, or at all. */
  fit(ids?: ReadonlySet<string>): void;
  /** Looks at these entities, if some of them are out of sight. */
  reveal(ids: ReadonlySet<string>): void;
  zoom(by: number): void;
  /** Reads the colours of the theme again. */
  restyle(): void;
  /** The drawing, and what its lines mean under it. */
  png(title: string, key: readonly KeyEntry[]): string;
  svg(title: string, key: readonly KeyEntry[]): string;
  destroy(): void;
}

export interface Heard {
  /** An entity, a line, or nothing was clicked. */
  select(id: string | null): void;
  expand(id: string): void;
  hover(id: string | null): void;
}

/** Mounts a graph in an element, which it fills. */
export function mount(element: HTMLElement, on: Heard): View {
  return new CanvasView(element, on);
}

/** The corner in which the page has its buttons to zoom. */
const buttons = (width: number): Box => [width - 46, 0, width, 116];

class CanvasView implements View {
  #canvas = document.createElement('canvas');
  #pen = this.#canvas.getContext('2d') as CanvasRenderingContext2D;
  #scene: Scene = { points: [], curves: [], byId: new Map(), curvesOf: new Map() };
  #tree: Quadtree<Point> = quadtree();
  #sheet: Sheet;
  #zoom = zoom<HTMLCanvasElement, unknown>();
  #asked = 0;
  #rest = 0;
  #moving = false;
  #untouched = true;
  #fitted: ReadonlySet<string> | undefined;
  /** The last whole drawing: large graphs move it while the hand moves, and draw anew when it rests. */
  #kept: { picture: HTMLCanvasElement; camera: ZoomTransform } | null = null;
  #watch: ResizeObserver;

  constructor(
    private readonly element: HTMLElement,
    private readonly on: Heard,
  ) {
    this.#sheet = {
      width: 0,
      height: 0,
      ratio: 1,
      camera: zoomIdentity,
      look: look(),
      focus: null,
      selected: null,
      strong: false,
      covered: [],
    };
    this.#canvas.className = 'drawing';
    this.#canvas.ariaHidden = 'true';
    element.prepend(this.#canvas);
    this.#listen();
    this.#watch = new ResizeObserver(() => this.#resize());
    this.#watch.observe(element);
  }

  show(scene: Scene, selected: string | null, focus: Focus, strong: boolean) {
    if (scene !== this.#scene)
      this.#tree = quadtree(
        [...scene.points],
        (p) => p.x,
        (p) => p.y,
      );
    this.#scene = scene;
    this.#sheet = { ...this.#sheet, selected, focus, strong };
    this.#again();
  }

  fit(ids?: ReadonlySet<string>) {
    this.#untouched = true;
    this.#fitted = ids;
    const points = ids ? this.#scene.points.filter((p) => ids.has(p.id)) : this.#scene.points;
    const { width, height } = this.#sheet;
    if (points.length === 0 || width === 0) return;
    let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const p of points) {
      [x0, x1] = [Math.min(x0, p.x - p.r), Math.max(x1, p.x + p.r)];
      [y0, y1] = [Math.min(y0, p.y - p.r), Math.max(y1, p.y + p.r)];
    }
    const room = (whole: number, margin: number) => Math.max(whole - margin, whole * 0.5);
    const k = Math.min(1.7, room(width, 150) / (x1 - x0), room(height, 70) / (y1 - y0));
    const to = zoomIdentity.translate(width / 2 - (k * (x0 + x1)) / 2, height / 2 - (k * (y0 + y1)) / 2).scale(k);
    select(this.#canvas).call(this.#zoom.transform, to);
  }

  reveal(ids: ReadonlySet<string>) {
    const { width, height, camera } = this.#sheet;
    const hidden = this.#scene.points.some((p) => {
      const [x, y] = [camera.x + camera.k * p.x, camera.y + camera.k * p.y];
      return ids.has(p.id) && (x < 0 || y < 0 || x > width || y > height);
    });
    if (hidden) this.fit(ids);
  }

  zoom(by: number) {
    select(this.#canvas).call(this.#zoom.scaleBy, by);
  }

  restyle() {
    this.#sheet = { ...this.#sheet, look: look() };
    this.#again();
  }

  png(title: string, key: readonly KeyEntry[]): string {
    const { width, height, look } = this.#sheet;
    const laid = layKey(this.#pen, key, width);
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [width * 2, (height + laid.height) * 2];
    const pen = copy.getContext('2d') as CanvasRenderingContext2D;
    pen.fillStyle = look.paper;
    pen.fillRect(0, 0, copy.width, copy.height);
    paint(pen, this.#scene, { ...this.#sheet, ratio: 2 });
    pen.setTransform(2, 0, 0, 2, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = look.paper;
    pen.fillRect(0, height, width, laid.height);
    paintKey(pen, { look, ratio: 2 }, title, laid, height);
    return copy.toDataURL('image/png');
  }

  svg(title: string, key: readonly KeyEntry[]): string {
    const { width, height, look } = this.#sheet;
    const pen = new SvgPen((text) => this.#pen.measureText(text).width);
    paint(pen, this.#scene, { ...this.#sheet, ratio: 1 });
    this.#pen.font = pen.font;
    const laid = layKey(this.#pen, key, width);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = look.paper;
    pen.beginPath();
    pen.moveTo(0, height);
    pen.lineTo(width, height);
    pen.lineTo(width, height + laid.height);
    pen.lineTo(0, height + laid.height);
    pen.closePath();
    pen.fill();
    paintKey(pen, { look, ratio: 1 }, title, laid, height);
    return pen.document(width, height + laid.height, look.paper, title);
  }

  destroy() {
    this.#watch.disconnect();
    cancelAnimationFrame(this.#asked);
    clearTimeout(this.#rest);
    this.#canvas.remove();
  }

  #listen() {
    this.#zoom.scaleExtent([0.03, 8]).on('zoom', ({ transform, sourceEvent }) => {
      if (sourceEvent) this.#untouched = false;
      this.#sheet = { ...this.#sheet, camera: transform };
      this.#moving = true;
      clearTimeout(this.#rest);
      this.#rest = window.setTimeout(() => {
        this.#moving = false;
        this.#ask();
      }, 140);
      this.#ask();
    });
    select(this.#canvas).call(this.#zoom).on('dblclick.zoom', null);
    let hovered: string | null = null;
    const hover = (id: string | null) => {
      if (id !== hovered) this.on.hover(id);
      hovered = id;
    };
    this.#canvas.addEventListener('pointermove', (e) => {
      if (e.buttons > 0) return;
      const id = this.#at(e);
      this.#canvas.classList.toggle('over', id !== null);
      hover(id);
    });
    this.#canvas.addEventListener('pointerleave', () => hover(null));
    this.#canvas.addEventListener('click', (e) => this.on.select(this.#at(e)));
    this.#canvas.addEventListener('dblclick', (e) => {
      const id = this.#at(e);
      if (id && this.#scene.byId.has(id)) this.on.expand(id);
    });
  }

  /** The entity at a place of the screen, else the line. */
  #at(e: MouseEvent): string | null {
    const box = this.#canvas.getBoundingClientRect();
    const { camera } = this.#sheet;
    const [x, y] = [(e.clientX - box.left - camera.x) / camera.k, (e.clientY - box.top - camera.y) / camera.k];
    const p = this.#tree.find(x, y, 60 / camera.k);
    if (p && Math.hypot(p.x - x, p.y - y) < p.r * 1.2 + 5 / camera.k) return p.id;
    let best: string | null = null;
    let near = 6 / camera.k;
    for (const c of this.#scene.curves) {
      const slack = near + Math.abs(c.cx - (c.a.x + c.b.x) / 2) + Math.abs(c.cy - (c.a.y + c.b.y) / 2);
      if (
        x < Math.min(c.a.x, c.b.x) - slack ||
        x > Math.max(c.a.x, c.b.x) + slack ||
        y < Math.min(c.a.y, c.b.y) - slack ||
        y > Math.max(c.a.y, c.b.y) + slack
      )
        continue;
      const d = distance(c, x, y);
      if (d < near) [near, best] = [d, c.line.id];
    }
    return best;
  }

  #resize() {
    const { width, height } = this.element.getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    [this.#canvas.width, this.#canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    this.#sheet = { ...this.#sheet, width, height, ratio, covered: [buttons(width)] };
    if (this.#untouched) this.fit(this.#fitted);
    this.#kept = null;
    this.#draw();
  }

  #again() {
    this.#kept = null;
    this.#ask();
  }

  #ask() {
    this.#asked ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    const { camera, ratio } = this.#sheet;
    this.#pen.setTransform(1, 0, 0, 1, 0, 0);
    this.#pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    const large = this.#scene.curves.length > manyLines;
    if (large && this.#moving && this.#kept) {
      const { picture, camera: then } = this.#kept;
      const scale = camera.k / then.k;
      this.#pen.drawImage(
        picture,
        (camera.x - then.x * scale) * ratio,
        (camera.y - then.y * scale) * ratio,
        picture.width * scale,
        picture.height * scale,
      );
      return;
    }
    paint(this.#pen, this.#scene, this.#sheet);
    if (large) this.#keep();
  }

  #keep() {
    const picture = document.createElement('canvas');
    [picture.width, picture.height] = [this.#canvas.width, this.#canvas.height];
    picture.getContext('2d')?.drawImage(this.#canvas, 0, 0);
    this.#kept = { picture, camera: this.#sheet.camera as ZoomTransform };
  }
}

function look(): Look {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return { ink: value('--ink'), paper: value('--paper'), quiet: value('--quiet'), accent: value('--accent') };
}
