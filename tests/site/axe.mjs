/** axe-core on the page types: light and dark, 1280 and 320 pixels wide, with details and drawers open. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { NARROW, WIDE, atRest, eachOf, openPage } from "./browser.mjs";
import { finding, short } from "./fault.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const ADVICE = "best-practice";
/** The drawers of the theme: the boxes that open them, by id. */
const DRAWERS = ["__navigation", "__toc"];

/** Open a drawer, or close it; whether the page has it. */
function setDrawer([id, open]) {
  const box = document.getElementById(id);
  if (!box) return false;
  box.checked = open;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

/** Open every details element; whether one was closed. */
function openDetails() {
  const closed = [...document.querySelectorAll("details:not([open])")];
  for (const each of closed) each.open = true;
  return closed.length > 0;
}

function runAxe(tags) {
  return window.axe.run(document, { runOnly: tags, resultTypes: ["violations", "incomplete"] });
}

/** The states of a page that is open, each with its name; the page is in the state until the next. */
async function* statesOf(page, narrow) {
  yield "";
  if (await page.evaluate(openDetails)) yield "details open";
  if (!narrow) return;
  for (const drawer of DRAWERS) {
    if (await page.evaluate(setDrawer, [drawer, true])) yield `${drawer} open`;
    await page.evaluate(setDrawer, [drawer, false]);
  }
}

function findingsOf(results, address, where, check) {
  return results.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => {
      const why = [...node.any, ...node.all, ...node.none][0]?.message ?? "";
      return finding({ check, page: address, rule: `${id}: ${help}`, element: short(`${node.target.join(" ")} ${node.html}`), todo: short(`${why} (${where})`, 200) });
    }),
  );
}

/** One page at one width, in every scheme and state. */
async function runPage(page, site, address, narrow, found) {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(site.at(address), { waitUntil: "load" });
  await atRest(page);
  await page.evaluate(AXE);
  for await (const state of statesOf(page, narrow)) {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const { violations, incomplete } = await page.evaluate(runAxe, [...RULES, ADVICE]);
      const where = [colorScheme, narrow ? "320" : "1280", state].filter(Boolean).join(", ");
      const [advice, rules] = [violations.filter(({ tags }) => tags.includes(ADVICE)), violations.filter(({ tags }) => !tags.includes(ADVICE))];
      found.faults.push(...findingsOf(rules, address, where, "axe"));
      found.notes.push(...findingsOf(advice, address, where, "axe advice"));
      found.undecided.push(...findingsOf(incomplete, address, where, "axe undecided"));
      found.runs += 1;
    }
  }
}

/** Run axe over pages. Violations of WCAG A and AA are faults; best practice is a note; what axe could not decide is counted. */
export async function checkAxe(browser, site, pages, atOnce) {
  const found = { faults: [], notes: [], undecided: [], runs: 0 };
  const work = [...pages].flatMap((address) => [true, false].map((narrow) => ({ address, narrow })));
  await eachOf(work, atOnce, async ({ address, narrow }) => {
    const page = await openPage(browser, narrow ? { ...NARROW, deviceScaleFactor: 1 } : WIDE);
    await runPage(page, site, address, narrow, found);
    await page.context().close();
  });
  return found;
}
