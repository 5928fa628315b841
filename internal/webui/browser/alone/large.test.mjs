// What the pages promise of the largest graph that a picture may be. Its frames are counted, so that nothing runs beside it.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { entities, large, relations, sentences, whole } from '../large.mjs';
import { browser as launch, openMap, serve } from '../world.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
});

test('what is large is whole, or says how much of it is there; 5,000 entities follow the hand as a bare canvas would', async () => {
  const made = await large();
  const big = await serve('--data', made.data);
  const { page, heard, close } = await openMap(browser, big.url, '?around=organization:hub-0');
  try {
    const cut = page.locator('.toomuch', { hasText: 'Drawn: 300 of 632 entities.' });
    await cut.getByRole('button', { name: 'Draw up to 1,000' }).click();
    await cut.waitFor({ state: 'hidden' });
    await page.goto(`${big.url}/map/?around=organization:hub-0&compare=organization:hub-0,organization:hub-1`);
    const rows = page.locator('main caption');
    await page.locator('p.more', { hasText: 'The first 200 of' }).waitFor();
    assert.match(await rows.innerText(), /^200 of the first 200 of [\d,]+ rows/);
    await page.locator('aside.detail', { hasText: /statements of (1 document|\d+ documents)\./ }).waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.locator('p.more', { hasText: 'The first 400 of' }).waitFor();
    await page.goto(`${big.url}/map/?around=organization:hub-0&doc=document:report`);
    await page.getByText(`${(2 * sentences).toLocaleString('en')} names, ${sentences} statements`).waitFor();
    assert.equal(await page.locator('.reader .quoted.named').count(), 2 * sentences, 'each name lies within a quoted sentence');
    const began = Date.now();
    await page.goto(`${big.url}/map/${whole}&view=graph`);
    await page.locator('main[aria-busy=false]').waitFor({ timeout: 120_000 });
    const took = Date.now() - began;
    const label = await page.locator('.graph').getAttribute('aria-label');
    assert.ok(
      label.startsWith(`Graph: ${entities.toLocaleString('en')} entities, ${relations.toLocaleString('en')} relations.`),
      label,
    );
    assert.equal(await page.locator('.toomuch').count(), 0, 'nothing is left out');
    const seen = await page.evaluate(pan);
    console.log(
      'figure:',
      `panning ${entities} entities and ${relations} relations: ${seen.pan.toFixed(1)} frames a second, a bare canvas ${seen.bare.toFixed(1)}: ${(seen.pan / seen.bare).toFixed(2)}; drawn anew in ${Math.round(seen.drawn)} ms, opened in ${(took / 1000).toFixed(1)} s`,
    );
    assert.ok(seen.pan >= 0.75 * seen.bare, `${seen.pan} of ${seen.bare}`);
    assert.deepEqual(heard.complaints, []);
  } finally {
    await close();
    await big.stop();
    await rm(made.folder, { recursive: true });
  }
});

/** Runs in the page: frames a second of a canvas that draws one line, and of the graph while a hand moves it, in turn. */
async function pan() {
  const canvas = document.querySelector('.graph canvas');
  const frame = () => new Promise(requestAnimationFrame);
  async function rate(each) {
    await frame();
    const [began, long] = [performance.now(), 1200];
    let frames = 0;
    while (performance.now() - began < long) {
      each(frames++);
      await frame();
    }
    return (frames * 1000) / (performance.now() - began);
  }
  const box = canvas.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const fire = (target, type, x, y) =>
    target.dispatchEvent(
      new MouseEvent(type, { bubbles: true, cancelable: true, view: window, clientX: x, clientY: y, buttons: 1 }),
    );
  const bare = document.createElement('canvas');
  [bare.width, bare.height] = [canvas.width, canvas.height];
  const pen = bare.getContext('2d');
  const sums = { bare: 0, pan: 0, drawn: 0 };
  for (let i = 0; i < 2; i++) {
    canvas.after(bare);
    sums.bare += await rate((n) => {
      pen.clearRect(0, 0, bare.width, bare.height);
      pen.beginPath();
      pen.moveTo(n % bare.width, 0);
      pen.lineTo(0, bare.height);
      pen.stroke();
    });
    bare.remove();
    fire(canvas, 'mousedown', x, y);
    sums.pan += await rate((n) => fire(window, 'mousemove', x + 100 * Math.sin(n / 10), y + 60 * Math.cos(n / 10)));
    fire(window, 'mouseup', x, y);
    const rested = performance.now();
    let longest = 0;
    for (let last = rested; last - rested < 800; ) {
      await frame();
      [longest, last] = [Math.max(longest, performance.now() - last), performance.now()];
    }
    sums.drawn += longest;
  }
  return { bare: sums.bare / 2, pan: sums.pan / 2, drawn: sums.drawn / 2 };
}
