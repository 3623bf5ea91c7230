/** Nothing has to be read by scrolling sideways at 320 pixels (WCAG 1.4.10), and wider spacing cuts nothing off (1.4.12). */

import { finding } from "./fault.mjs";

const SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }";

/** What is wider than the page, what is cut off, and what scrolls but has no name or no focus; run in the page. */
function measure() {
  const wide = document.documentElement.clientWidth;
  const described = (element) => {
    const classes = [...element.classList].slice(0, 3).map((name) => `.${name}`);
    const text = element.textContent.replace(/\s+/g, " ").trim().slice(0, 40);
    return `<${element.localName}${element.id ? `#${element.id}` : ""}${classes.join("")}> "${text}"`;
  };
  const scrolls = (style) => /auto|scroll/.test(style.overflowX);
  const within = (element, test) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) if (test(up)) return true;
    return false;
  };
  const found = { sideways: document.scrollingElement.scrollWidth - wide, wider: [], cut: [], scrollers: [] };
  for (const element of document.querySelectorAll("main *, [role=main] *, header, header *, footer *")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const style = getComputedStyle(element);
    // A box that scrolls holds what is in it; one with the page's heading in it is the page.
    const held = within(element, (up) => scrolls(getComputedStyle(up)) && up.querySelector("h1") === null);
    const drawn = element.ownerSVGElement !== undefined && element.ownerSVGElement !== null;
    if (!held && !drawn && box.right > wide + 1 && box.left < wide) found.wider.push(described(element));
    const cuts = /hidden|clip/.test(style.overflowX) || (/hidden|clip/.test(style.overflowY) && style.overflowX === "visible");
    const hiddenText = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if (cuts && hiddenText && !element.matches("svg, math *, input, textarea") && element.innerText?.trim()) found.cut.push(described(element));
    if (scrolls(style) && element.scrollWidth > element.clientWidth + 1) {
      const focusable = element.tabIndex >= 0;
      const named = element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby");
      const reached = focusable ? named && element.hasAttribute("role") : element.querySelector("a[href], button, input, select, summary, [tabindex='0']") !== null;
      if (!reached) found.scrollers.push([described(element), focusable]);
    }
  }
  return found;
}

/** The faults of the page that is open; with *spaced*, of the page with wider spacing too. */
export async function checkReflow(page, address, spaced) {
  const faults = faultsOf(await page.evaluate(measure), address, "at 320 pixels");
  if (!spaced) return faults;
  await page.addStyleTag({ content: SPACING });
  await page.evaluate(() => new Promise((ready) => requestAnimationFrame(() => requestAnimationFrame(ready)))); // the page's own script answers a change of size
  const before = new Set(faults.map((fault) => fault.element));
  const after = faultsOf(await page.evaluate(measure), address, "with wider text spacing");
  return [...faults, ...after.filter((fault) => !before.has(fault.element))];
}

function faultsOf({ sideways, wider, cut, scrollers }, page, when) {
  const fault = (rule, element, todo) => finding({ check: "reflow", page, rule: `${rule} ${when}`, element, todo });
  const faults = [];
  const widest = wider.slice(0, 3);
  for (const element of widest) faults.push(fault("wider than the page", element, "let it wrap, or scroll in a box of its own"));
  if (sideways > 0 && widest.length === 0) faults.push(fault("the page scrolls sideways", `${sideways} pixels too wide`, "find what is wider than the page, and let it wrap"));
  for (const element of cut.slice(0, 3)) faults.push(fault("text that is cut off", element, "let the box grow with its text"));
  for (const [element, focusable] of scrollers) {
    const todo = focusable ? "give it a role and an aria-label" : "give it tabindex=0, a role and an aria-label";
    faults.push(fault("a box that scrolls without keyboard or name", element, todo));
  }
  return faults;
}
