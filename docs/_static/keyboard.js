/* What scrolls sideways can be reached and scrolled with the keyboard (WCAG 2.1.1). */
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".table-wrapper, pre").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
});
