import type { Pen } from './paint';

/** A pen that writes SVG: the same drawing as on the screen, to be scaled and edited. */
export class SvgPen implements Pen {
  globalAlpha = 1;
  fillStyle: unknown = '#000';
  strokeStyle: unknown = '#000';
  lineWidth = 1;
  font = '';
  textAlign: CanvasTextAlign = 'center';
  textBaseline: CanvasTextBaseline = 'top';
  lineJoin: CanvasLineJoin = 'round';
  #out: string[] = [];
  #path: string[] = [];
  #dash: number[] = [];
  #scale = 1;
  #move: [number, number] = [0, 0];

  /** Widths of texts are asked of a measure: SVG has none. */
  constructor(private readonly measure: (text: string) => number) {}

  setTransform(a: number, _b: number, _c: number, _d: number, e: number, f: number) {
    this.#scale = a;
    this.#move = [e, f];
  }
  setLineDash(dash: number[]) {
    this.#dash = dash;
  }
  beginPath() {
    this.#path = [];
  }
  moveTo(x: number, y: number) {
    this.#path.push(`M${this.#x(x)} ${this.#y(y)}`);
  }
  lineTo(x: number, y: number) {
    this.#path.push(`L${this.#x(x)} ${this.#y(y)}`);
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number) {
    this.#path.push(`Q${this.#x(cx)} ${this.#y(cy)} ${this.#x(x)} ${this.#y(y)}`);
  }
  /** Whole circles only: the drawing has no others. */
  arc(x: number, y: number, r: number) {
    const radius = short(r * this.#scale);
    this.#path.push(
      `A${radius} ${radius} 0 1 1 ${this.#x(x - r)} ${this.#y(y)}A${radius} ${radius} 0 1 1 ${this.#x(x + r)} ${this.#y(y)}`,
    );
  }
  closePath() {
    this.#path.push('Z');
  }
  stroke() {
    if (this.#path.length === 0) return;
    const dash = this.#dash.length > 0 ? ` stroke-dasharray="${this.#dash.map((d) => short(d * this.#scale)).join(' ')}"` : '';
    this.#out.push(
      `<path d="${this.#path.join('')}" fill="none" stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth * this.#scale)}"${dash}${this.#opacity()}/>`,
    );
  }
  fill(rule?: CanvasFillRule) {
    if (this.#path.length === 0) return;
    this.#out.push(
      `<path d="${this.#path.join('')}" fill="${this.fillStyle}"${rule ? ` fill-rule="${rule}"` : ''}${this.#opacity()}/>`,
    );
  }
  strokeText(text: string, x: number, y: number) {
    this.#text(text, x, y, `fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}" stroke-linejoin="round"`);
  }
  fillText(text: string, x: number, y: number) {
    this.#text(text, x, y, `fill="${this.fillStyle}"`);
  }
  measureText(text: string) {
    return { width: this.measure(text) };
  }

  /** The drawing as a document of its own, on paper of a colour. */
  document(width: number, height: number, paper: string, title: string): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="${paper}"/>${this.#out.join('')}</svg>\n`;
  }

  #text(text: string, x: number, y: number, paint: string) {
    const size = /(\d+)px/.exec(this.font)?.[1] ?? '12';
    this.#out.push(
      `<text x="${this.#x(x)}" y="${this.#y(y + +size * 0.93)}" text-anchor="middle" font-family="system-ui, DejaVu Sans, sans-serif" font-weight="500" font-size="${size}" ${paint}${this.#opacity()}>${escaped(text)}</text>`,
    );
  }
  #x = (x: number) => short(x * this.#scale + this.#move[0]);
  #y = (y: number) => short(y * this.#scale + this.#move[1]);
  #opacity() {
    return this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : '';
  }
}

const short = (v: number) => String(Math.round(v * 100) / 100);
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
