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
  // A picture larger or smaller inside its frame.
  const frame = document.querySelector(".picture");
  const drawn = frame && frame.querySelector("svg");
  const bar = document.querySelector(".zoom");
  if (bar && drawn) {
    let scale = 1;
    const zoom = (how) => {
      scale = how === "fit" ? 1 : Math.min(6, Math.max(0.4, scale * (how === "in" ? 1.25 : 0.8)));
      drawn.style.width = scale === 1 ? "" : `${Math.round(scale * 100)}%`;
      drawn.style.minWidth = scale === 1 ? "" : "0";
    };
    bar.hidden = false;
    for (const button of bar.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => zoom(button.dataset.zoom));
    document.addEventListener("keydown", (event) => {
      if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const how = { "+": "in", "=": "in", "-": "out", 0: "fit" }[event.key];
      if (how) zoom(how);
    });
  }
  // The file of the picture, drawn by the browser at twice its size.
  for (const button of document.querySelectorAll("[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = await (await fetch(button.dataset.png)).text();
      const picture = new Image();
      picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
      await picture.decode();
      const canvas = document.createElement("canvas");
      canvas.width = picture.width * 2;
      canvas.height = picture.height * 2;
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const link = document.createElement("a");
      link.href = canvas.toDataURL("image/png");
      link.download = `${button.dataset.png.split("?")[0].split("/").filter((part) => /^[a-z_.-]+$/.test(part)).pop().replace(".svg", "")}.png`;
      link.click();
    });
  }
  // One thing's lines stand out while it has the focus or the pointer: marks carry data-of with the ids they belong to.
  if (drawn) {
    const show = (id) => {
      for (const mark of drawn.querySelectorAll("[data-of]")) {
        mark.classList.toggle("faded", Boolean(id) && !mark.dataset.of.split(" ").includes(id));
      }
    };
    const idOf = (target) => target instanceof Element && target.closest("[data-id]") && target.closest("[data-id]").dataset.id;
    for (const kind of ["pointerover", "focusin"]) drawn.addEventListener(kind, (event) => show(idOf(event.target)));
    for (const kind of ["pointerleave", "focusout"]) drawn.addEventListener(kind, () => show(null));
  }
})();
