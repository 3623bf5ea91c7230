/* What scrolls sideways can be reached and scrolled with the keyboard, and says what it is (WCAG 2.1.1, 4.1.2). */
document.addEventListener("DOMContentLoaded", () => {
  const boxes = [...document.querySelectorAll("main .table-wrapper, main pre, main .csc-formula, [role=main] .table-wrapper, [role=main] pre")];
  const name = (box) => {
    const what = box.querySelector("caption .caption-text, caption")?.textContent.trim() || (box.localName === "pre" ? "Code" : "Table");
    return `${what}, scrolls sideways`;
  };
  const mark = () => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", name(box));
      } else if (box.getAttribute("role") === "group") {
        ["tabindex", "role", "aria-label"].forEach((attribute) => box.removeAttribute(attribute));
      }
    }
  };
  mark();
  const watch = new ResizeObserver(mark);
  for (const box of boxes) [box, ...box.children].forEach((each) => watch.observe(each));
});

/* Two landmarks of one kind have names of their own. */
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("aside.sidebar-drawer")?.setAttribute("aria-label", "Site navigation");
  document.querySelector("aside.toc-drawer")?.setAttribute("aria-label", "On this page");
});
