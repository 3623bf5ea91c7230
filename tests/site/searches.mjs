/** What is typed into the site's own search, and the page that must be among the first it finds. */

import { readFileSync } from "node:fs";

import { WIDE, openPage } from "./browser.mjs";
import { finding } from "./fault.mjs";
import { fits } from "./pages.mjs";

const FINISHED = () => /finished|did not match/.test(document.querySelector(".search-summary")?.textContent ?? "");

/** The addresses that the search finds, first to last, typed into the form of the start page. */
async function resultsOf(page, site, query) {
  await page.goto(site.at("index.html"), { waitUntil: "load" });
  const form = page.locator("form[role=search] input[name=q]").first();
  await form.fill(query);
  await form.press("Enter");
  await page.waitForFunction(FINISHED);
  const links = await page.locator("ul.search > li > a").evaluateAll((all) => all.map((link) => ({ href: link.href, text: link.textContent })));
  return links.map(({ href, text }) => ({ page: new URL(href).pathname.slice(1) + new URL(href).hash, text }));
}

/** Every search of searches.json. */
export async function checkSearches(browser, site, file) {
  const faults = [];
  const lines = [];
  const page = await openPage(browser, WIDE);
  for (const { query, expect, within } of JSON.parse(readFileSync(file, "utf8"))) {
    const results = await resultsOf(page, site, query);
    const place = results.findIndex((each) => expect.some((pattern) => fits(each.page.split("#")[0], pattern)));
    lines.push(`  "${query}": ${place < 0 ? "not found" : `result ${place + 1}`} of ${results.length} (must be within ${within})`);
    results.slice(0, within).forEach((each, at) => lines.push(`    ${at + 1}. ${each.text} -> ${each.page}`));
    if (place >= 0 && place < within) continue;
    const found = `results: ${results.slice(0, within).map((each) => each.page).join(", ") || "none"}`;
    faults.push(finding({ check: "search", page: "search.html", rule: `"${query}" does not find ${expect.join(" or ")} within ${within}`, element: found, todo: "give the page the words, as a title or an index entry" }));
  }
  await page.context().close();
  return { faults, lines };
}
