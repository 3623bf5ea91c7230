/* Narrows a list of indicators to those with every word that is typed, and to one stage. Without this script the whole list stands there. */
document.addEventListener("DOMContentLoaded", () => {
  const lists = [...document.querySelectorAll("dl.csc-list")];
  if (lists.length < 2) return;
  const parts = lists.map((list) => list.closest("section"));
  const entries = lists.flatMap((list) =>
    [...list.querySelectorAll(":scope > dt")].map((term) => {
      const rows = [term];
      while (rows.at(-1).nextElementSibling?.tagName === "DD") rows.push(rows.at(-1).nextElementSibling);
      return { rows, part: list.closest("section"), words: rows.map((row) => row.textContent).join(" ").toLowerCase() };
    })
  );
  const form = document.createElement("form");
  form.className = "csc-filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Narrow the list");
  form.innerHTML =
    '<div><label for="csc-words">With these words</label><input id="csc-words" type="search" autocomplete="off"></div>' +
    '<div><label for="csc-stage">Stage</label><select id="csc-stage"><option value="">every stage</option></select></div>' +
    '<output for="csc-words csc-stage" aria-live="polite"></output>';
  const [words, stage, said] = [form.querySelector("input"), form.querySelector("select"), form.querySelector("output")];
  parts.forEach((part, at) => {
    const heading = part.querySelector("h2").cloneNode(true);
    heading.querySelectorAll("a.headerlink").forEach((link) => link.remove());
    stage.add(new Option(heading.textContent.trim(), String(at)));
  });
  const narrow = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    entries.forEach(({ rows, part, words: has }) => {
      const fits = wanted.every((word) => has.includes(word)) && (stage.value === "" || parts[Number(stage.value)] === part);
      rows.forEach((row) => { row.hidden = !fits; });
      shown += fits;
    });
    parts.forEach((part) => { part.hidden = !part.querySelector("dt:not([hidden])"); });
    said.textContent = shown === entries.length ? `All ${shown} indicators.` : `${shown} of ${entries.length} indicators.`;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", narrow);
  parts[0].before(form);
  narrow();
});
