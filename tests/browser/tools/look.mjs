// Looks at many pages with IBM Equal Access and pa11y in one Chromium, each page loaded once.
//
// Standard input, JSON: {chromium, switches, pages: [{url, language, width, dark, forced_colors}]}
// Standard output, JSON: {looked: number of pages, findings: ["address (state): tool rule at place: words", …]}
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import pa11y from "pa11y";
import puppeteer from "puppeteer";
import { faintest } from "./contrast.mjs";

const engine = readFileSync(createRequire(import.meta.url).resolve("accessibility-checker-engine/ace.js"), "utf8");
const asked = JSON.parse(readFileSync(0, "utf8"));

async function opened(browser, { url, language, width, dark, forced_colors }) {
  const page = await browser.newPage();
  // The policy of the site lets no checker in.
  await page.setBypassCSP(true);
  await page.setViewport({ width, height: 900 });
  await page.setExtraHTTPHeaders({ "Accept-Language": language });
  const client = await page.createCDPSession();
  const features = [
    { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
    { name: "forced-colors", value: forced_colors ? "active" : "none" },
  ];
  await client.send("Emulation.setEmulatedMedia", { features });
  await page.goto(url, { waitUntil: "load" });
  return page;
}

async function byIBM(page) {
  const results = await page.evaluate(`(async () => {
    ${engine};
    const report = await new ace.Checker().check(document, ["IBM_Accessibility"]);
    return report.results.filter(r => r.value[0] === "VIOLATION" && r.value[1] === "FAIL")
      .map(r => "IBM " + r.ruleId + " at " + r.path.dom + ": " + r.message);
  })()`);
  return results;
}

async function byPa11y(browser, page, { width }) {
  const { issues } = await pa11y(page.url(), {
    browser,
    page,
    ignoreUrl: true,
    standard: "WCAG2AAA",
    // axe, which it would run too, is run by itself with more rules: tests/browser/test_axe.py.
    runners: ["htmlcs"],
    viewport: { width, height: 900 },
    includeNotices: false,
    includeWarnings: false,
    timeout: 60000,
  });
  return issues.map((i) => `pa11y ${i.runner} ${i.code} at ${i.selector}: ${i.message}`);
}

async function look(browser, one) {
  const page = await opened(browser, one);
  const state = `${one.width} px${one.dark ? ", dark" : ""}${one.forced_colors ? ", forced colours" : ""}`;
  try {
    const found = [...(await byIBM(page)), ...(await byPa11y(browser, page, one)), ...(await faintest(page))];
    return found.map((words) => `${one.url} (${state}): ${words}`);
  } finally {
    await page.close();
  }
}

const browser = await puppeteer.launch({ executablePath: asked.chromium, args: asked.switches });
const findings = [];
try {
  // One after the other: a page behind another is not painted, and a picture of it takes minutes.
  for (const one of asked.pages) findings.push(...(await look(browser, one)));
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify({ looked: asked.pages.length, findings }));
