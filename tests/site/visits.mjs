/** Every page opened once as a narrow page with scripts, and once without: what it asks for, what it weighs, how it fits, what is read without a script. */

import { existsSync, statSync } from "node:fs";

import { NARROW, WIDE, atRest, eachOf, openPage } from "./browser.mjs";
import { finding } from "./fault.mjs";
import { checkReflow } from "./reflow.mjs";
import { fileAt } from "./server.mjs";

/** The most that a page weighs with all it loads, in bytes, uncompressed; the search page carries the index of the whole site. */
export const HEAVIEST = 300_000;
export const HEAVIEST_SEARCH = 1_000_000;
const SEARCH = "search.html";
/** Of what is read with scripts, how much must be there to read without them. */
const READ_WITHOUT = 0.9;

/** The text that is shown in the main part of a page, and its first heading. */
function mainText() {
  const main = document.querySelector("main, [role=main]");
  const heading = main?.querySelector("h1");
  const shown = heading?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ? heading.innerText.trim() : "";
  return { heading: shown, length: main ? main.innerText.replace(/\s+/g, "").length : 0, noscript: document.querySelector("noscript")?.textContent.trim() ?? "" };
}

/** Note every request of a page: those that leave the site, those that fail, and the bytes of the rest. */
function watch(page, { folder, origin }) {
  const seen = { address: "", bytes: new Map(), findings: [] };
  const found = (check, rule, element, todo) => seen.findings.push(finding({ check, page: seen.address, rule, element, todo }));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!url.protocol.startsWith("http") && !url.protocol.startsWith("ws")) return;
    if (url.origin !== origin) return found("outside", "a request that leaves the site", request.url(), "bring the file into the site, or leave it out");
    const file = fileAt(folder, url.pathname);
    if (file === null) return found("outside", "a request for what is not there", url.pathname, "mend the address, or build the file");
    seen.bytes.set(url.pathname, existsSync(file) ? statSync(file).size : 0);
  });
  page.on("pageerror", (error) => found("scripts", "a script stops with an error", error.message, "mend the script"));
  return seen;
}

/** The page with scripts, 320 pixels wide at 400% zoom. */
async function visitNarrow(page, seen, site, address, spaced) {
  Object.assign(seen, { address, bytes: new Map(), findings: [] });
  await page.goto(site.at(address), { waitUntil: "load" });
  await atRest(page);
  const text = await page.evaluate(mainText);
  const reflow = await checkReflow(page, address, spaced);
  const weight = [...seen.bytes.values()].reduce((sum, bytes) => sum + bytes, 0);
  return { faults: [...seen.findings, ...reflow], text, weight, parts: Object.fromEntries(seen.bytes) };
}

function weightFault(address, weight) {
  const most = address === SEARCH ? HEAVIEST_SEARCH : HEAVIEST;
  if (weight <= most) return [];
  const todo = "make it lighter: a shorter sidebar, pictures as files, parts on pages of their own";
  return [finding({ check: "weight", page: address, rule: `more than ${most / 1000} KB with all it loads`, element: `${Math.ceil(weight / 1000)} KB`, todo })];
}

function scriptFault(address, without, with_) {
  const fault = (rule, element) => [finding({ check: "no script", page: address, rule, element, todo: "put it in the HTML; a script may only add to it" })];
  if (address === SEARCH) return without.noscript ? [] : fault("a search page that does not say it needs a script", "noscript");
  if (!without.heading) return fault("no heading to read without a script", "h1");
  if (without.length < READ_WITHOUT * with_.length) return fault("text that is missing without a script", `${without.length} of ${with_.length} letters`);
  return [];
}

/**
 * Open every page, and say what is wrong with its requests, weight, fit at 320 pixels and text without scripts.
 *
 * @param {string[]} pages every page of the site
 * @param {Map<string, string>} chosen the pages that stand for a type: only they are tried with text spacing too
 */
export async function checkVisits(browser, site, pages, chosen, atOnce) {
  const faults = [];
  const weights = [];
  const narrow = await Promise.all(Array.from({ length: atOnce }, () => openPage(browser, NARROW)));
  const plain = await Promise.all(Array.from({ length: atOnce }, () => openPage(browser, { ...WIDE, javaScriptEnabled: false })));
  const watched = narrow.map((page) => watch(page, site));
  await eachOf(pages, atOnce, async (address, worker) => {
    const visit = await visitNarrow(narrow[worker], watched[worker], site, address, chosen.has(address));
    await plain[worker].goto(site.at(address), { waitUntil: "load" });
    const without = await plain[worker].evaluate(mainText);
    faults.push(...visit.faults, ...weightFault(address, visit.weight), ...scriptFault(address, without, visit.text));
    weights.push({ page: address, weight: visit.weight, parts: visit.parts });
  });
  await Promise.all([...narrow, ...plain].map((page) => page.context().close()));
  weights.sort((a, b) => b.weight - a.weight);
  return { faults, weights };
}

/** The ten heaviest pages, and the search page apart, in lines. */
export function weightLines(weights) {
  const kilobytes = ({ page, weight }) => `  ${(weight / 1000).toFixed(0).padStart(5)} KB  ${page}`;
  const search = weights.filter(({ page }) => page === SEARCH);
  const heaviest = weights.filter(({ page }) => page !== SEARCH).slice(0, 10);
  const apart = search.map((each) => `${kilobytes(each)} (with the index of the whole site; its own limit is ${HEAVIEST_SEARCH / 1000} KB)`);
  return [`The heaviest pages, with all they load, uncompressed (limit ${HEAVIEST / 1000} KB):`, ...heaviest.map(kilobytes), ...apart];
}
