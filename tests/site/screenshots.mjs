/** Pictures of whole pages, to be looked at: 1280 and 320 pixels wide, light and dark. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { WIDE, atRest, eachOf, openPage } from "./browser.mjs";

/** Take the pictures of pages into a folder, as page-width-scheme.png; their files. */
export async function takeScreenshots(browser, site, pages, into, atOnce) {
  mkdirSync(into, { recursive: true });
  const files = [];
  const widths = { 1280: WIDE, 320: { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 } };
  const work = pages.flatMap((address) => Object.keys(widths).flatMap((width) => ["light", "dark"].map((colorScheme) => ({ address, width, colorScheme }))));
  await eachOf(work, atOnce, async ({ address, width, colorScheme }) => {
    const page = await openPage(browser, { ...widths[width], colorScheme });
    await page.goto(site.at(address), { waitUntil: "load" });
    await atRest(page);
    const path = join(into, `${address.replace(/\.html$/, "").replaceAll("/", "-")}-${width}-${colorScheme}.png`);
    await page.screenshot({ path, fullPage: true });
    files.push(path);
    await page.context().close();
  });
  return files.sort();
}
