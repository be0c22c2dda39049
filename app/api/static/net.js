"use strict";
// The explore page: draws the network that the server made, expands it on request, keeps list, table and address in step.
// Every text goes in as text: nothing here writes HTML.
(() => {
  const start = JSON.parse(document.getElementById("graph").textContent);
  const words = start.texts;
  const canvas = document.getElementById("canvas");
  const message = document.getElementById("message");
  const chosen = document.getElementById("chosen");
  const list = document.getElementById("list");
  const given = networkData.unpack(start.network);
  const state = exploreState(start);
  const { off, hidden, pinned } = state;
  const placed = (node) => (pinned.has(node.id) ? { ...node, ...pinned.get(node.id), fixed: true } : node);
  const nodes = new vis.DataSet(given.nodes.map(placed));
  // one line of a kind between two records, also after more was read
  const keyed = (edge) => ({ ...edge, id: `${edge.from} ${edge.facts.kind} ${edge.to}` });
  const edges = new vis.DataSet(given.edges.map(keyed));
  const done = [];
  const undone = [];
  let whole = start.whole;
  let selected = hidden.has(start.focus) ? null : start.focus;
  const shown = new vis.DataView(nodes, { filter: (node) => !hidden.has(node.id) });
  const drawn = new vis.DataView(edges, {
    filter: (edge) => !off.has(edge.facts.kind) && !hidden.has(edge.from) && !hidden.has(edge.to) && state.within(edge.facts),
  });
  // where all stand comes from the server; forces act when more is read
  const options = { ...start.network.options, physics: false, autoResize: true };
  const network = new vis.Network(canvas, { nodes: shown, edges: drawn }, options);

  const fit = () => networkData.fit(network);
  const spread = () => {
    const places = networkData.apart(network, pinned);
    nodes.update(places);
    return places;
  };
  const { element, fill } = networkData;
  const say = (text) => { message.textContent = text; };

  // how many ties of each record are drawn
  const tiesDrawn = () => {
    const counts = new Map();
    const add = (key, ties) => counts.set(key, (counts.get(key) || 0) + ties);
    drawn.forEach((edge) => { add(edge.from, edge.facts.ties); add(edge.to, edge.facts.ties); });
    return (key) => counts.get(key) || 0;
  };

  function showChosen() {
    chosen.replaceChildren();
    const node = selected && nodes.get(selected);
    if (!node || hidden.has(node.id)) {
      chosen.append(element("p", words.none, "dim"));
      return;
    }
    chosen.append(element("h2", node.facts.name));
    if (node.facts.what) chosen.append(element("p", node.facts.what, "small dim"));
    if (node.facts.invented) chosen.append(element("span", words.invented, "mark invented"));
    for (const mark of node.facts.marks) chosen.append(element("p", mark, "small"));
    if (pinned.has(node.id)) chosen.append(element("p", words.pinned, "small"));
    chosen.append(element("p", `${words.links} ${tiesDrawn()(node.id)} / ${node.facts.total}`, "dim"));
    chosen.append(networkData.link(node.facts.address, words.open));
  }

  function showList() {
    const ties = tiesDrawn();
    const rows = shown.get().sort((a, b) => ties(b.id) - ties(a.id) || a.facts.name.localeCompare(b.facts.name));
    document.getElementById("count").textContent = `${words.picture} (${rows.length})`;
    list.replaceChildren(...rows.map((node) => {
      const button = networkData.pick(node, words, node.id === selected);
      button.append(element("span", `${ties(node.id)}/${node.facts.total}`, "count"));
      button.addEventListener("click", () => select(node.id, true));
      button.addEventListener("dblclick", expand);
      return button;
    }));
  }

  function showLine(id) {
    const edge = edges.get(id);
    const ends = [edge.from, edge.to].map((key) => nodes.get(key).facts.name);
    chosen.replaceChildren(
      element("h2", start.kinds[edge.facts.kind]), element("p", ends.join(" → ")), element("p", edge.facts.text),
      networkData.because(edge.facts, words));
  }

  const showTable = exploreTable(start, state, nodes, drawn);

  // what is shown, and how much of it: below the picture, in print and in its file
  function caption() {
    const left = [...off].map((kind) => start.kinds[kind]).join(", ");
    const years = state.years();
    const said = years.some(Boolean) && fill(words.years, years.map((year) => year || "…").join("–"));
    const counted = fill(words.caption, shown.length).replace("%(whole)s", whole);
    return [counted, left && fill(words.without, left), said].filter(Boolean).join(" · ");
  }

  function refresh() {
    document.querySelector(".caption").textContent = caption();
    document.getElementById("finding").textContent = fill(words.finding, shown.length).replace("%(b)s", drawn.length);
    showChosen();
    showList();
    showTable();
  }

  function select(key, move) {
    selected = key;
    network.selectNodes([key]);
    if (move) network.focus(key, { scale: network.getScale(), animation: false });
    showChosen();
    for (const button of list.children) button.setAttribute("aria-pressed", String(button.dataset.key === key));
  }

  async function expand() {
    if (!selected || state.opened.includes(selected)) return;
    if (state.opened.length >= start.most_opened) {
      say(fill(words.opened, state.opened.length));
      return;
    }
    say(words.expanding);
    const key = selected; // another may be chosen, or this one hidden, until the answer is here
    const without = () => { state.opened = state.opened.filter((each) => each !== key); };
    state.opened = [...state.opened, key];
    // the letters of colours are those of the whole picture
    if (state.colour) {
      window.location.assign(`?${state.whole()}`);
      return;
    }
    const answer = await fetch(`${location.pathname}.json?${state.asked()}`).catch(() => null);
    if (!answer || !answer.ok) {
      without();
      say(words.failed);
      return;
    }
    const fresh = await answer.json();
    merge({
      ...fresh,
      nodes: fresh.nodes.map((row) => networkData.node(row, fresh.styles)),
      edges: fresh.edges.map((row) => keyed(networkData.edge(row, fresh.styles))),
    }, key, without);
  }

  function merge(fresh, key, without) {
    const known = new Set(nodes.getIds());
    const added = fresh.nodes.filter((node) => !known.has(node.id));
    const origin = hidden.has(key) ? network.getViewPosition() : network.getPosition(key);
    added.forEach((node, index) => {
      const angle = (2 * Math.PI * index) / added.length;
      const radius = 150 + 40 * (index % 3);
      node.x = origin.x + radius * Math.cos(angle);
      node.y = origin.y + radius * Math.sin(angle);
    });
    const lines = fresh.edges.filter((edge) => !edges.get(edge.id));
    const [fewer, more] = [whole, fresh.whole];
    whole = more;
    did({
      undo: () => {
        whole = fewer;
        edges.remove(lines.map((edge) => edge.id));
        nodes.remove(added.map((node) => node.id));
        without();
      },
      redo: () => {
        whole = more;
        nodes.add(added);
        edges.add(lines);
        state.opened = [...state.opened, key];
      },
    });
    nodes.add(added);
    nodes.update(fresh.nodes.filter((node) => known.has(node.id)).map(({ id, facts }) => ({ id, facts })));
    edges.update(fresh.edges);
    state.keep();
    const parts = [added.length ? fill(words.added, added.length) : words.nothing];
    if (fresh.beyond) parts.push(fill(words.beyond, fresh.beyond));
    if (fresh.full) parts.push(words.full);
    say(parts.join(" "));
    if (added.length && fresh.physics) {
      network.setOptions({ physics: fresh.options.physics });
      window.setTimeout(() => {
        network.setOptions({ physics: false });
        spread();
      }, 1500);
    }
    refresh();
  }

  function did(step) {
    done.push(step);
    undone.length = 0;
  }

  function changed() {
    state.keep();
    shown.refresh();
    drawn.refresh();
    refresh();
  }

  // what is chosen: one record, or all of a kind
  const chosenKeys = () => network.getSelectedNodes().map(String);

  function chooseAll(kind) {
    const keys = shown.getIds({ filter: (node) => node.facts.kind === kind });
    network.selectNodes(keys);
    say(fill(words.chosen, keys.length));
  }

  function hide() {
    const keys = chosenKeys();
    if (!keys.length) return;
    const step = { undo: () => keys.forEach((key) => hidden.delete(key)), redo: () => keys.forEach((key) => hidden.add(key)) };
    did(step);
    step.redo();
    selected = null;
    changed();
  }

  // the last step back, or the last one that was taken back again
  function step(from, to, how) {
    const last = from.pop();
    if (!last) return;
    last[how]();
    to.push(last);
    changed();
  }

  function pinOne(id) {
    const { x, y } = network.getPosition(id);
    if (pinned.delete(id)) nodes.update({ id, fixed: false });
    else {
      pinned.set(id, { x: Math.round(x), y: Math.round(y) });
      nodes.update(placed({ id }));
    }
  }

  function pin() {
    chosenKeys().forEach(pinOne);
    state.keep();
    showChosen();
  }

  const actions = {
    expand, hide, pin,
    png: () => networkData.save(canvas, words.title, caption()),
    undo: () => step(done, undone, "undo"),
    redo: () => step(undone, done, "redo"),
    fit,
  };
  const keys = { e: "expand", h: "hide", z: "undo", y: "redo", p: "pin", f: "fit" };
  for (const button of document.querySelectorAll("[data-do]")) {
    button.addEventListener("click", () => actions[button.dataset.do]());
  }
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key.toLowerCase()]) return;
    event.preventDefault();
    actions[keys[event.key.toLowerCase()]]();
  });
  for (const box of document.querySelectorAll("#kinds input")) {
    box.disabled = false;
    box.checked = !off.has(box.value);
    box.addEventListener("change", () => {
      if (box.checked) off.delete(box.value);
      else off.add(box.value);
      state.keep();
      drawn.refresh();
      refresh();
    });
  }
  const all = document.getElementById("all-of");
  all.addEventListener("change", () => chooseAll(all.value));
  for (const box of state.boxes) box.addEventListener("change", changed);
  network.on("dragEnd", (event) => {
    for (const key of event.nodes) if (pinned.has(key)) pinned.set(key, network.getPosition(key));
    if (event.nodes.length) state.keep();
  });
  network.on("selectEdge", (event) => { if (!event.nodes.length && event.edges.length === 1) showLine(event.edges[0]); });
  network.on("selectNode", (event) => select(event.nodes[0], false));
  network.on("doubleClick", (event) => { if (event.nodes.length) { select(event.nodes[0], false); expand(); } });
  document.getElementById("tools").hidden = false;
  networkData.zoom(network, document.querySelector(".zoom"));
  refresh();
  state.link();
  if (selected) select(selected, false);
  network.redraw(); // now the names have a size
  networkData.makeRoom(canvas, spread(), 1000);
  network.redraw();
  if (networkData.open(network, canvas, selected || undefined) && !message.textContent) message.textContent = words.larger;
  canvas.dataset.ready = "true";
})();
