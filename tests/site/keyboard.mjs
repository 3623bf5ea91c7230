/** The keyboard alone: a skip link first, every focus visible, and no place that does not let go (WCAG 2.1.1, 2.1.2, 2.4.1, 2.4.7). */

import { WIDE, atRest, openPage } from "./browser.mjs";
import { finding } from "./fault.mjs";

/** More stops than a page has between its top and its end would be a trap. */
const MOST_STOPS = 1500;

/** The stops whose focus is looked at: looking at all would take minutes. */
const LOOKED_AT = 60;

/** What has the focus, and how it is drawn; run in the page. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { outlineStyle, outlineWidth, boxShadow, textDecorationLine, backgroundColor, color, borderColor } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const drawn = [outlineStyle === "none" ? "none" : `${outlineStyle} ${outlineWidth}`, boxShadow, textDecorationLine, backgroundColor, color, borderColor].join("; ");
  const all = [...document.querySelectorAll("*")];
  return {
    at: all.indexOf(element),
    outlined: outlineStyle !== "none" && parseFloat(outlineWidth) > 0,
    drawn,
    shown: box.width > 0 && box.height > 0,
    skips: element.localName === "a" && element.getAttribute("href")?.startsWith("#"),
    words: `<${element.localName}> ${(element.getAttribute("aria-label") || element.textContent || "").replace(/\s+/g, " ").trim().slice(0, 60)}`,
  };
}

/** How an element is drawn without the focus; run in the page. */
function without(at) {
  const element = document.querySelectorAll("*")[at];
  element.blur();
  const { outlineStyle, outlineWidth, boxShadow, textDecorationLine, backgroundColor, color, borderColor } = getComputedStyle(element);
  const drawn = [outlineStyle === "none" ? "none" : `${outlineStyle} ${outlineWidth}`, boxShadow, textDecorationLine, backgroundColor, color, borderColor].join("; ");
  element.focus();
  return drawn;
}

/** Go through pages with the Tab key; what is wrong, and how many stops each has. */
export async function checkKeyboard(browser, site, pages) {
  const faults = [];
  const lines = [];
  for (const address of pages) {
    const page = await openPage(browser, WIDE);
    await page.goto(site.at(address), { waitUntil: "load" });
    await atRest(page);
    const fault = (rule, element, todo) => faults.push(finding({ check: "keyboard", page: address, rule, element, todo }));
    const seen = [];
    for (;;) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(focused);
      if (stop === null || (seen.length > 0 && stop.at === seen[0].at)) break;
      if (seen.length > 0 && stop.at === seen.at(-1).at) {
        fault("a place that the Tab key does not leave", stop.words, "let Tab move on");
        break;
      }
      if (seen.length === 0 && !stop.skips) fault("the first stop does not skip to the content", stop.words, "begin the page with a skip link");
      if (!stop.shown) fault("focus on what is not shown", stop.words, "take it out of the order, or show it while it has the focus");
      if (seen.length < LOOKED_AT && !stop.outlined && (await page.evaluate(without, stop.at)) === stop.drawn) {
        fault("a focus that cannot be seen", stop.words, "give :focus-visible an outline");
      }
      seen.push(stop);
      if (seen.length > MOST_STOPS) {
        fault(`more than ${MOST_STOPS} stops`, stop.words, "find out where Tab goes round");
        break;
      }
    }
    if (seen.length < 10) fault("fewer than ten stops", String(seen.length), "a page has more links than that: find out where Tab stops");
    lines.push(`  ${address}: ${seen.length} stops, the first "${seen[0]?.words ?? "none"}"`);
    await page.context().close();
  }
  return { faults, lines };
}
