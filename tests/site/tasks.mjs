/** What an outsider comes for, from the start page in at most three clicks, by the words of the links alone. */

import { readFileSync } from "node:fs";

import { NARROW, WIDE, openPage } from "./browser.mjs";
import { finding } from "./fault.mjs";

const MOST_CLICKS = 3;
const WIDTHS = { 1280: WIDE, 320: { ...NARROW, deviceScaleFactor: 1 } };

/** Whether words can be read in the main part of the page without another click; run in the page. */
function canBeRead(words) {
  const flat = (text) => text.replace(/\s+/g, " ");
  return flat(document.querySelector("main, [role=main]").innerText).includes(flat(words));
}

/** Click what is shown with exactly these words, a link, a button or a summary, in the text of the page before its margins; whether there was one. */
async function click(page, words) {
  const exact = new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+")}\\s*$`);
  const within = (place) => page.locator(["a", "button", "summary"].map((what) => `${place} ${what}`).join(", ")).filter({ hasText: exact }).filter({ visible: true });
  const text = within(":is(main, [role=main])");
  const shown = (await text.count()) ? text : within("body");
  if ((await shown.count()) === 0) return false;
  await shown.first().click();
  await page.waitForLoadState("load");
  return true;
}

/** Do one task at one width: the path that was taken, and what went wrong, if anything. */
async function attempt(page, site, { clicks, page: goal, read }) {
  await page.goto(site.at("index.html"), { waitUntil: "load" });
  const path = ["index.html"];
  for (const words of clicks) {
    if (!(await click(page, words))) return { path, wrong: `nothing to click that says "${words}"`, at: path.at(-1) };
    const url = new URL(page.url());
    path.push(`"${words}"`, url.pathname.slice(1) + url.hash);
  }
  const end = new URL(page.url());
  if (goal && end.pathname.slice(1) !== goal) return { path, wrong: `the path does not lead to ${goal}`, at: path.at(-1) };
  for (const words of read) {
    if (!(await page.evaluate(canBeRead, words))) return { path, wrong: `"${words}" is not to be read there`, at: path.at(-1) };
  }
  return { path };
}

/** Every task of tasks.json, at both widths. */
export async function checkTasks(browser, site, file) {
  const faults = [];
  const lines = [];
  for (const task of JSON.parse(readFileSync(file, "utf8"))) {
    const fault = (page, rule, element) => faults.push(finding({ check: "tasks", page, rule: `${task.task}: ${rule}`, element, todo: "mend the page, or the path in tasks.json" }));
    if (task.clicks.length > MOST_CLICKS) fault("index.html", `more than ${MOST_CLICKS} clicks`, task.clicks.join(" > "));
    if (task.read.length === 0) fault("index.html", "nothing to read at its end", "");
    for (const [width, options] of Object.entries(WIDTHS)) {
      const page = await openPage(browser, options);
      const { path, wrong, at } = await attempt(page, site, task);
      await page.context().close();
      lines.push(`  ${task.task} (${width}): ${path.join(" > ")}${wrong ? ` - ${wrong}` : `; ${task.clicks.length} clicks`}`);
      if (wrong) fault(at, wrong, `${width} pixels wide`);
    }
  }
  return { faults, lines };
}
