// Measures the contrast of text whose ground no rule can work out, from a picture of the page without its letters.
//
// axe says of text on scenery, on a drawing or near something that overlaps it that it "could not be determined".
// Here such text is measured as it is painted: 7:1, or 4.5:1 for large letters, against the ground behind it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// A hair line that crosses a letter is no ground: a twentieth of the box may be anything.
const SPARED = 0.05;
const WITHOUT_LETTERS = `* { -webkit-text-fill-color: transparent !important; text-decoration-color: transparent !important;
  text-shadow: none !important; transition: none !important; caret-color: transparent !important }
svg text, svg tspan { fill: transparent !important }`;

// In the page: the places axe leaves open, with the colour of their letters and their boxes.
async function undecided() {
  const found = await globalThis.axe.run(document, {
    // Its sister for 7:1 says nothing of what it could not decide.
    runOnly: { type: "rule", values: ["color-contrast"] },
    resultTypes: ["incomplete"],
  });
  const targets = found.incomplete.flatMap((rule) => rule.nodes.map((node) => node.target.at(-1)));
  return [...new Set(targets)].flatMap((target) => {
    const element = document.querySelector(target);
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const range = document.createRange();
    range.selectNodeContents(element);
    const boxes = [...range.getClientRects()]
      .filter((box) => box.width > 2 && box.height > 2)
      .map((box) => ({ x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height }));
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ink = element instanceof SVGElement ? style.fill : style.color;
    return boxes.length ? [{ target, ink, boxes, least: large ? 4.5 : 7 }] : [];
  });
}

// In the page: how the letters stand out from the picture of what is behind them.
async function measured(picture, places, spared) {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
  canvas.drawImage(bitmap, 0, 0);
  const part = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = (r, g, b) => 0.2126 * part(r / 255) + 0.7152 * part(g / 255) + 0.0722 * part(b / 255);
  const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  return places.map(({ target, ink, boxes, least }) => {
    const [r, g, b] = ink.match(/[\d.]+/g).map(Number);
    const letters = light(r, g, b);
    const seen = boxes.flatMap(({ x, y, width, height }) => {
      const { data } = canvas.getImageData(Math.round(x), Math.round(y), Math.ceil(width), Math.ceil(height));
      const ratios = [];
      for (let i = 0; i < data.length; i += 4) ratios.push(contrast(letters, light(data[i], data[i + 1], data[i + 2])));
      return ratios;
    });
    seen.sort((one, other) => one - other);
    return { target, least, ratio: seen[Math.floor(seen.length * spared)] };
  });
}

export async function faintest(page) {
  await page.evaluate(axe);
  const places = await page.evaluate(undecided);
  if (!places.length) return [];
  const sheet = await page.addStyleTag({ content: WITHOUT_LETTERS });
  const picture = await page.screenshot({ fullPage: true, encoding: "base64" });
  await sheet.evaluate((element) => element.remove());
  const all = await page.evaluate(measured, picture, places, SPARED);
  return all
    .filter(({ ratio, least }) => !(ratio >= least))
    .map(({ target, ratio, least }) => `contrast at ${target}: ${ratio.toFixed(1)} to 1, wanted ${least}`);
}
