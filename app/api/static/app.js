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
  // What is found while a name is typed: arrows walk along it, Enter opens it. Without arrows Enter lists all of it.
  const hits = document.getElementById("hits");
  if (field && hits && new URLSearchParams(window.location.search).get("names") !== "hidden") {
    const folders = { Person: "persons", Agency: "agencies", Place: "places" };
    const language = document.documentElement.lang;
    const status = document.getElementById("hits-told");
    let asked = new AbortController();
    let waiting = 0;
    const line = (hit) => {
      const forms = [hit.name, ...((hit.name_script !== "label" && hit.names) || [])].filter(Boolean);
      const korean = forms.find((form) => /[가-힣]/.test(form));
      const latin = forms.find((form) => /[a-z]/i.test(form));
      const order = language === "en" && hit.label !== "Person" ? [latin, korean] : [korean, latin];
      const [first, second] = [...order, forms[0] || hit.id].filter((form, at, all) => form && all.indexOf(form) === at);
      const link = document.createElement("a");
      link.href = `/${language}/${folders[hit.label]}/${hit.id}`;
      link.append(first);
      const more = document.createElement("small");
      const year = (/^\d{4}/.exec(hit.birth) || [])[0];
      const told = [second, hits.dataset[hit.label.toLowerCase()], year, hit.invented && hits.dataset.invented];
      more.textContent = told.filter(Boolean).join(" · ");
      link.append(more);
      const item = document.createElement("li");
      item.append(link);
      return item;
    };
    const show = (found) => {
      hits.removeAttribute("aria-busy");
      hits.replaceChildren(...found.map(line));
      hits.hidden = !found.length || !field.form.contains(document.activeElement); // who went on is not called back
      status.textContent = found.length ? `${hits.getAttribute("aria-label")}: ${found.length}` : "";
    };
    const ask = async () => {
      asked = new AbortController();
      const { signal } = asked;
      const text = field.value.trim();
      if (!text || (text.length < 2 && text < "\u0080")) return show([]);
      try {
        const body = JSON.stringify({ text, limit: 8 });
        const headers = { "content-type": "application/json" };
        const answer = await fetch("/api/v1/search", { method: "POST", headers, body, signal });
        return show(answer.ok ? (await answer.json()).hits : []);
      } catch {
        return signal.aborted ? undefined : show([]); // asked anew, or out of reach
      }
    };
    // Until the answer to what stands in the field is here, the list is of an earlier text: seen, not walked along.
    field.addEventListener("input", () => {
      window.clearTimeout(waiting);
      asked.abort();
      hits.setAttribute("aria-busy", "true");
      waiting = window.setTimeout(ask, 180);
    });
    field.addEventListener("focus", () => { hits.hidden = !hits.children.length; });
    field.form.addEventListener("focusout", (event) => { if (!field.form.contains(event.relatedTarget)) hits.hidden = true; });
    hits.addEventListener("pointerdown", (event) => event.preventDefault());
    field.form.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") { field.focus(); hits.hidden = true; }
      if (!step || hits.hidden || hits.hasAttribute("aria-busy") || event.isComposing) return;
      event.preventDefault();
      const stops = [field, ...hits.querySelectorAll("a")];
      (stops[stops.indexOf(document.activeElement) + step] || field).focus();
    });
  }
  // What was searched stands in no address. Whoever comes back to what was found gets it, not a question to send a form again.
  const search = document.getElementById("search");
  if (search) {
    const { text, type } = search.elements;
    const before = window.history.state;
    if (text.defaultValue) window.history.replaceState({ text: text.defaultValue, type: type.value }, "");
    else if (before && before.text) {
      text.value = before.text;
      type.value = before.type;
      search.submit();
    }
  }
  // From a view one comes back to its empty form, not to which of several records was meant for it.
  if (document.getElementById("meant")) window.history.replaceState(null, "");
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
  // The file of the picture, drawn by the browser at twice its size, or as large as a browser can.
  const MOST_PIXELS = 12000;
  for (const button of document.querySelectorAll("[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = await (await fetch(button.dataset.png)).text();
      const picture = new Image();
      picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
      await picture.decode();
      const canvas = document.createElement("canvas");
      const scale = Math.min(2, MOST_PIXELS / picture.width, MOST_PIXELS / picture.height);
      canvas.width = picture.width * scale;
      canvas.height = picture.height * scale;
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const link = document.createElement("a");
      link.href = canvas.toDataURL("image/png");
      link.download = `${button.dataset.png.split("?")[0].split("/").filter((part) => /^[a-z_.-]+$/.test(part)).pop().replace(".svg", "")}.png`;
      link.click();
    });
  }
  // Which keys there are.
  const keys = document.getElementById("keys");
  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => keys.showModal());
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && keys && !keys.open && !typing(event.target)) keys.showModal();
  });
  // The address is the view: empty fields are not in it, and after going back the fields say what it says, not what was typed.
  for (const form of document.querySelectorAll("form[method=get]")) {
    form.addEventListener("formdata", (event) => {
      for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
    });
    window.addEventListener("pageshow", (event) => {
      const [came] = performance.getEntriesByType("navigation");
      if (event.persisted || came?.type === "back_forward") form.reset();
    });
  }
  // Two sliders stand for the two number boxes beside them, which say and send the years.
  for (const slider of document.querySelectorAll("input[type=range][data-for]")) {
    const box = document.getElementById(slider.dataset.for);
    const show = () => { slider.value = box.value.slice(0, 4) || slider.defaultValue; };
    slider.hidden = false;
    slider.addEventListener("input", () => { box.value = slider.value; });
    slider.addEventListener("change", () => box.dispatchEvent(new Event("change", { bubbles: true })));
    box.addEventListener("input", show);
    window.addEventListener("pageshow", show);
    show();
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
