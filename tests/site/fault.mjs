/** What a check finds: a fault turns the check red, a note is only printed. */

/** The longest an element is written in a line of the summary. */
const LONGEST = 140;

/**
 * One finding: which check, on which page, which rule, which element, and what to do about it.
 *
 * @param {{check: string, page: string, rule: string, element?: string, todo: string}} found
 */
export function finding({ check, page, rule, element = "", todo }) {
  return { check, page, rule, element: short(element), todo };
}

/** Text on one line, cut at its end. */
export function short(text, longest = LONGEST) {
  const line = String(text).replace(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** The same finding on many pages as one line, with the pages counted and the first few of them named. */
export function together(findings) {
  const groups = new Map();
  for (const each of findings) {
    const key = [each.check, each.rule, each.element, each.todo].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map((same) => ({ ...same[0], pages: [...new Set(same.map((each) => each.page))] }));
}

/** A finding in one line: page, rule, element, what to do. */
export function line({ check, pages, rule, element, todo }) {
  const where = pages.length > 3 ? `${pages.slice(0, 2).join(", ")} and ${pages.length - 2} more` : pages.join(", ");
  return [`[${check}] ${where}`, rule, element, todo].filter(Boolean).join(" | ");
}
