/** Valid HTML, by the Nu validator of the W3C. */

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { finding, short } from "./fault.mjs";
import { addressWithin } from "./pages.mjs";

const JAR = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/** What the validator says of every page: its errors, of which those with a filter are left out, and its warnings as notes. */
export async function checkValidity(folder, filtersFile) {
  const filters = JSON.parse(readFileSync(filtersFile, "utf8"));
  const used = new Set();
  const faults = [];
  const notes = [];
  for (const { type, subType, url, message, lastLine, extract = "" } of await messagesOf(folder)) {
    if (type === "info" && subType !== "warning") continue;
    const page = addressWithin(folder, fileURLToPath(url));
    const filter = filters.find((each) => new RegExp(each.message).test(message) && new RegExp(each.extract ?? "").test(extract));
    if (filter) used.add(filter);
    else {
      const found = { check: "validity", page, rule: short(message), element: extract, todo: "mend the HTML" };
      if (type === "info") notes.push(finding(found));
      else faults.push(finding({ ...found, element: `line ${lastLine}: ${short(extract, 80)}` }));
    }
  }
  for (const filter of filters.filter((each) => !used.has(each))) {
    faults.push(finding({ check: "validity", page: "(filters)", rule: "a filter of nothing", element: filter.message, todo: "take it out of validity-filters.json" }));
  }
  return { faults, notes };
}

async function messagesOf(folder) {
  const run = ["-Xss1m", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", folder];
  try {
    const { stdout } = await promisify(execFile)("java", run, { maxBuffer: 2 ** 28 });
    return JSON.parse(stdout).messages;
  } catch (error) {
    if (error.code === "ENOENT") throw new Error("no java: the HTML validator needs Java 17 or later (apt-get install default-jre-headless)");
    throw error;
  }
}
