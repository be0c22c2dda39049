"use strict";
// Small comforts; every page works without them.
(() => {
  const typing = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
  const field = document.getElementById("find");
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !typing(event.target) && field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
    if (event.key === "Escape" && event.target === field) field.blur();
  });
  for (const button of document.querySelectorAll("[data-copy-link]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(window.location.href);
      button.textContent = button.dataset.done;
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
