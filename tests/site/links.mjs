/** What the HTML says by itself: links, ids, alternatives of images, and addresses outside the site. */

import { readFileSync } from "node:fs";
import { extname, join } from "node:path";

import { parse } from "parse5";

import { finding, short } from "./fault.mjs";
import { filesOf, pagesOf } from "./pages.mjs";
import { fileAt } from "./server.mjs";

const ADDRESSES = ["href", "src", "action", "data", "poster", "xlink:href"];
/** Elements whose address the browser fetches, or sends to, without being asked; a link only by these relations. */
const FETCHES = new Set(["audio", "embed", "form", "frame", "iframe", "image", "img", "input", "object", "script", "source", "track", "use", "video"]);
const RELATIONS = /\b(stylesheet|icon|preload|prefetch|modulepreload|preconnect|dns-prefetch|manifest)\b/;
const OUTSIDE = /^\s*(https?:)?\/\//i;
const OUTSIDE_IN_CSS = /(?:url\(\s*["']?|@import\s+["'])\s*((?:https?:)?\/\/[^"')\s]+)/gi;

/** Every element below a node, in the order of the page; what is in a template too. */
function* elementsOf(node) {
  for (const child of [...(node.childNodes ?? []), ...(node.content?.childNodes ?? [])]) {
    if (child.tagName) yield child;
    yield* elementsOf(child);
  }
}

function attributesOf(element) {
  return Object.fromEntries(element.attrs.map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value]));
}

function textOf(element) {
  return element.childNodes.map((child) => (child.nodeName === "#text" ? child.value : "")).join("");
}

/** A page as it is read here: its ids with how often each occurs, its elements with their attributes and lines. */
function readPage(folder, page) {
  const ids = new Map();
  const elements = [];
  for (const element of elementsOf(parse(readFileSync(join(folder, page), "utf8"), { sourceCodeLocationInfo: true }))) {
    const attributes = attributesOf(element);
    const line = element.sourceCodeLocation?.startLine ?? 0;
    elements.push({ name: element.tagName, attributes, line, text: textOf(element) });
    if ("id" in attributes) ids.set(attributes.id, (ids.get(attributes.id) ?? 0) + 1);
    if (element.tagName === "a" && attributes.name) ids.set(attributes.name, ids.get(attributes.name) ?? 1);
  }
  return { page, ids, elements };
}

/** An element as it may be written in a line of the summary. */
function shown({ name, attributes, line }) {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
  return `line ${line}: ${short(`<${name}${written.join("")}>`, 110)}`;
}

function* addressesOf({ name, attributes }) {
  for (const key of ADDRESSES) if (key in attributes && !(key === "data" && name !== "object")) yield attributes[key];
  for (const part of (attributes.srcset ?? "").split(",")) if (part.trim()) yield part.trim().split(/\s+/)[0];
}

/** What is wrong with an address within the site, or null: no file there, no such id in it, or from the root of the server. */
function faultOf(folder, page, address, idsOf) {
  if (address.startsWith("javascript:")) return ["a script as an address", "use a button, or a link to a page"];
  if (/^[a-z][a-z0-9+.-]*:/i.test(address) || OUTSIDE.test(address)) return null;
  if (address.startsWith("/") && page !== "404.html") return ["an address from the server's root", "write it relative to the page: the site may stand in a folder"];
  const url = new URL(address, `http://site/${page}`);
  const file = fileAt(folder, url.pathname);
  if (file === null) return ["a link to nothing", `there is no ${url.pathname.slice(1)} in the site: mend the address`];
  const fragment = decodeURIComponent(url.hash.slice(1)).split(":~:")[0];
  if (!fragment || fragment === "top" || extname(file) !== ".html") return null;
  if (idsOf(file).has(fragment)) return null;
  return ["a link to no such place", `no id "${fragment}" in ${url.pathname.slice(1)}: mend the fragment`];
}

/** Every address within the site leads to a file and, in a page, to an id; no id occurs twice; every image has an alternative. */
export function checkLinks(folder) {
  const read = pagesOf(folder).map((page) => readPage(folder, page));
  const ids = new Map(read.map((each) => [join(folder, each.page), each.ids]));
  const faults = [];
  let links = 0;
  for (const each of read) {
    const fault = (rule, element, todo) => faults.push(finding({ check: "links", page: each.page, rule, element, todo }));
    for (const [id, times] of each.ids) if (times > 1) fault("an id more than once", `id="${id}", ${times} times`, "give each element an id of its own");
    for (const element of each.elements) {
      if (element.name === "img" && !("alt" in element.attributes)) {
        fault("an image without an alternative", shown(element), 'write what it shows in alt, or alt="" where it shows nothing new');
      }
      for (const address of addressesOf(element)) {
        links += 1;
        const wrong = faultOf(folder, each.page, address, (file) => ids.get(file) ?? new Set());
        if (wrong) fault(wrong[0], shown(element), wrong[1]);
      }
    }
  }
  return { faults, facts: `${links} addresses of ${read.length} pages` };
}

/** No page, style sheet or drawing names an outside address that a browser fetches by itself. */
export function checkOutsideAddresses(folder) {
  const faults = [];
  const fault = (page, element) => {
    const todo = "bring the file into the site, or leave it out: no request may leave it";
    faults.push(finding({ check: "outside", page, rule: "an outside address that is fetched", element, todo }));
  };
  const inCss = (page, css) => [...css.matchAll(OUTSIDE_IN_CSS)].forEach((found) => fault(page, found[1]));
  for (const page of pagesOf(folder)) {
    for (const element of readPage(folder, page).elements) {
      const { name, attributes, text } = element;
      const fetches = FETCHES.has(name) || (name === "link" && RELATIONS.test(attributes.rel ?? ""));
      if (fetches && [...addressesOf(element)].some((address) => OUTSIDE.test(address))) fault(page, shown(element));
      if (name === "meta" && /refresh/i.test(attributes["http-equiv"] ?? "") && /url=\s*(https?:)?\/\//i.test(attributes.content ?? "")) fault(page, shown(element));
      if (name === "style") inCss(page, text);
      if (attributes.style) inCss(page, attributes.style);
    }
  }
  for (const file of filesOf(folder).filter((name) => /\.(css|svg)$/.test(name))) inCss(file, readFileSync(join(folder, file), "utf8"));
  return { faults };
}
