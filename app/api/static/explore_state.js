"use strict";
// What the address of an explored network says, and has to say again so that a copied link, a reload and a saved file
// show the same: what is off, hidden, pinned and opened, the years, how the table is sorted.
const exploreState = (start) => {
  const asked = new URLSearchParams(window.location.search);
  const listed = (name) => (asked.get(name) || "").split(",").filter(Boolean);
  const placed = (text) => {
    const [key, x, y] = text.split("!");
    return [key, { x: Number(x) || 0, y: Number(y) || 0 }];
  };
  const boxes = ["from", "to"].map((name) => document.getElementById(`year-${name}`));
  const state = {
    boxes,
    opened: start.opened,
    off: new Set(listed("off")),
    hidden: new Set(listed("hide")),
    pinned: new Map(listed("pin").map(placed)), // each stands where it was left
    sort: Number(asked.get("sort")) || 0,
    colour: asked.get("colour") || "",
    years: () => boxes.map((box) => Number(box.value) || 0),
  };

  // lines between two years; one without a date is never left out
  state.within = ({ first, last }) => {
    const [from, to] = state.years();
    return !(from && last && last < from) && !(to && first && first > to);
  };

  // what the server has to know to read the same records
  state.asked = () => {
    const query = new URLSearchParams({ focus: start.focus });
    if (state.opened.length) query.set("open", state.opened.join(","));
    for (const name of ["names", "colour"]) if (asked.get(name)) query.set(name, asked.get(name));
    return query;
  };

  state.whole = () => {
    const query = state.asked();
    if (state.off.size) query.set("off", [...state.off].join(","));
    if (state.hidden.size) query.set("hide", [...state.hidden].join(","));
    if (state.sort) query.set("sort", String(state.sort));
    for (const box of boxes) if (box.value) query.set(box.name, box.value);
    if (state.pinned.size) query.set("pin", [...state.pinned].map(([key, at]) => `${key}!${at.x}!${at.y}`).join(","));
    return query;
  };

  // the files and the other colours show what the picture shows
  state.link = () => {
    const query = state.whole();
    for (const link of document.querySelectorAll("a[data-file]")) link.href = `${location.pathname}.${link.dataset.file}?${query}`;
    for (const link of document.querySelectorAll("a[data-colour]")) {
      const other = new URLSearchParams(query);
      if (link.dataset.colour) other.set("colour", link.dataset.colour);
      else other.delete("colour");
      link.href = `?${other}`;
    }
  };

  state.keep = () => {
    window.history.replaceState(null, "", `?${state.whole()}`);
    state.link();
  };
  return state;
};
