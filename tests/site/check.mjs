/**
 * The check of a built site in a real Chromium: node tests/site/check.mjs SITE_DIR [--all] [--report FILE] [--screenshots DIR [PAGE ...]]
 *
 * Exits with 0 when nothing is wrong, 1 when something is, 2 when it cannot be run. Each fault is a line: page, rule, element, what to do.
 */

import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { checkAxe } from "./axe.mjs";
import { launch } from "./browser.mjs";
import { line, together } from "./fault.mjs";
import { checkKeyboard } from "./keyboard.mjs";
import { checkLinks, checkOutsideAddresses } from "./links.mjs";
import { examples, pageTypes, pagesOf } from "./pages.mjs";
import { takeScreenshots } from "./screenshots.mjs";
import { checkSearches } from "./searches.mjs";
import { serve } from "./server.mjs";
import { checkTasks } from "./tasks.mjs";
import { checkValidity } from "./validity.mjs";
import { checkVisits, weightLines } from "./visits.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const here = (name) => join(HERE, name);

/** Pages opened at a time: as many as the machine this was made on has processors. */
const AT_ONCE = 2;

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { all: { type: "boolean" }, report: { type: "string" }, screenshots: { type: "string" } },
  });
  const [folder, ...pictured] = positionals.map((each, at) => (at ? each : resolve(each)));
  if (!folder || !existsSync(join(folder, "index.html"))) throw new Error("give the folder of a built site: node tests/site/check.mjs SITE_DIR");
  const pages = pagesOf(folder);
  const { chosen, faults: missing } = examples(pages, pageTypes(here("page-types.json")));
  const site = { ...(await serve(folder)), folder };
  const browser = await launch();
  if (values.screenshots) {
    console.log((await takeScreenshots(browser, site, pictured.length ? pictured : [...chosen.keys()], values.screenshots, AT_ONCE)).join("\n"));
    await browser.close();
    site.close();
    return 0;
  }
  const looked = values.all ? pages : [...chosen.keys()];
  const checks = {
    "page types": () => ({ faults: missing, lines: [`  ${chosen.size} pages stand for ${new Set(chosen.values()).size} types; the site has ${pages.length} pages`] }),
    links: () => checkLinks(folder),
    "addresses elsewhere": () => checkOutsideAddresses(folder),
    "every page": async () => {
      const { faults, weights } = await checkVisits(browser, site, pages, chosen, AT_ONCE);
      return { faults, lines: weightLines(weights) };
    },
    accessibility: () => checkAxe(browser, site, looked, AT_ONCE),
    keyboard: () => checkKeyboard(browser, site, ["index.html", "reference/indicators.html", "reference/indicators/southend.cp_3_10.html"]),
    searches: () => checkSearches(browser, site, here("searches.json")),
    tasks: () => checkTasks(browser, site, here("tasks.json")),
    "valid HTML": () => checkValidity(folder, here("validity-filters.json")),
  };
  const faults = [];
  for (const [name, check] of Object.entries(checks)) {
    const begun = Date.now();
    const found = await check();
    faults.push(...found.faults);
    const runs = found.runs ? `, ${found.runs} runs` : "";
    console.log(`${name}: ${found.faults.length} faults, ${found.notes?.length ?? 0} notes${runs}, ${((Date.now() - begun) / 1000).toFixed(0)} s`);
    for (const each of [...(found.lines ?? []), ...(found.facts ? [`  ${found.facts}`] : [])]) console.log(each);
    for (const each of together(found.notes ?? [])) console.log(`  note: ${line(each)}`);
  }
  await browser.close();
  site.close();
  const told = together(faults);
  for (const each of told) console.log(line(each));
  console.log(told.length ? `${faults.length} faults of ${told.length} kinds.` : "Nothing is wrong.");
  if (values.report) writeFileSync(values.report, `${JSON.stringify(told, null, 2)}\n`);
  return told.length ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.message);
    process.exit(2);
  },
);
