/** Chromium, as it is installed on this machine. */

import { existsSync } from "node:fs";

import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** 1280 pixels at 400% zoom are 320 by 256 pixels of the page, four dots each. */
export const NARROW = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };
export const WIDE = { viewport: { width: 1280, height: 900 } };

/** Where Chromium is: the environment's CHROMIUM, or where systems install it. */
export function chromiumPath() {
  const found = [process.env.CHROMIUM, ...PLACES].find((place) => place && existsSync(place));
  if (!found) throw new Error(`no Chromium: install it (apt-get install chromium), or say where it is: CHROMIUM=/path/to/chromium`);
  return found;
}

export async function launch() {
  return chromium.launch({ executablePath: chromiumPath(), args: ARGUMENTS });
}

/** A page of its own, without transitions: what is measured is where things come to rest. Close it by its context. */
export async function openPage(browser, options) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

/** Stop every transition of the page that is open. */
export async function atRest(page) {
  await page.addStyleTag({ content: "*, *::before, *::after { transition: none !important; animation: none !important; }" });
}

/** Do something with each of many, a few at a time. */
export async function eachOf(many, atOnce, work) {
  const left = [...many];
  await Promise.all(
    Array.from({ length: atOnce }, async (_, worker) => {
      while (left.length > 0) await work(left.shift(), worker);
    }),
  );
}
