/** The pages of a built site, and the types they are of. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

import { finding } from "./fault.mjs";

/** Every file below a folder, by its address within the site, in the order of the alphabet. */
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .sort();
}

/** The pages of a site: its HTML files. */
export function pagesOf(folder) {
  return filesOf(folder).filter((name) => name.endsWith(".html") && !name.startsWith("_"));
}

/** Whether an address fits a pattern, in which * is anything but a slash, and ** anything at all. */
export function fits(address, pattern) {
  const expression = pattern
    .split("**")
    .map((part) => part.split("*").map((each) => each.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join("[^/]*"))
    .join(".*");
  return new RegExp(`^${expression}$`).test(address);
}

/** The page types of page-types.json. */
export function pageTypes(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * The pages that stand for each type: the first that fit, in the order of the patterns, and as many as the type asks for (one, if it does not say).
 *
 * A type without a page is a fault, unless it is optional: otherwise a check of a page that has moved would pass for ever.
 */
export function examples(pages, types) {
  const faults = [];
  const chosen = new Map();
  for (const { type, patterns, pages: wanted = 1, optional = false } of types) {
    const found = [...new Set(patterns.flatMap((pattern) => pages.filter((page) => fits(page, pattern))))];
    if (found.length === 0 && !optional) {
      const todo = "build a page of this type, or change its patterns in page-types.json";
      faults.push(finding({ check: "pages", page: "(none)", rule: `no page of the type "${type}"`, element: patterns.join(", "), todo }));
    }
    for (const page of found.slice(0, wanted)) chosen.set(page, type);
  }
  return { chosen, faults };
}

/** The address of a file, relative to a folder, as within the site. */
export function addressWithin(folder, file) {
  return relative(folder, file).split(sep).join("/");
}
