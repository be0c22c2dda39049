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
  const given = networkData.unpack(start.network, words.invented);
  const nodes = new vis.DataSet(given.nodes);
  // one line of a kind between two records, also after more was read
  const keyed = (edge) => ({ ...edge, id: `${edge.from} ${edge.facts.kind} ${edge.to}` });
  const edges = new vis.DataSet(given.edges.map(keyed));
  const asked = new URLSearchParams(window.location.search);
  const listed = (name) => (asked.get(name) || "").split(",").filter(Boolean);
  const off = new Set(listed("off"));
  const hidden = new Set(listed("hide"));
  const history = [];
  let opened = start.opened;
  let selected = start.focus;
  const shown = new vis.DataView(nodes, { filter: (node) => !hidden.has(node.id) });
  const drawn = new vis.DataView(edges, {
    filter: (edge) => !off.has(edge.facts.kind) && !hidden.has(edge.from) && !hidden.has(edge.to),
  });
  const options = structuredClone(start.network.options);
  options.autoResize = true;
  const network = new vis.Network(canvas, { nodes: shown, edges: drawn }, options);

  const settle = () => {
    network.setOptions({ physics: false });
    canvas.dataset.ready = "true";
    network.fit({ animation: false });
  };
  if (start.network.physics) network.once("stabilizationIterationsDone", settle);
  else settle();

  const element = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (name) made.className = name;
    return made;
  };
  const say = (text) => { message.textContent = text; };
  const fill = (text, n) => text.replace("%(n)s", String(n));

  const ties = (key) => {
    let count = 0;
    drawn.forEach((edge) => { if (edge.from === key || edge.to === key) count += edge.facts.ties; });
    return count;
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
    chosen.append(element("p", `${words.links} ${ties(node.id)} / ${node.facts.total}`, "dim"));
    const link = element("a", words.open);
    link.href = node.facts.address;
    chosen.append(link);
  }

  function showList() {
    const rows = shown.get().sort((a, b) => ties(b.id) - ties(a.id) || a.facts.name.localeCompare(b.facts.name));
    document.getElementById("count").textContent = `${words.picture} (${rows.length})`;
    list.replaceChildren(...rows.map((node) => {
      const button = element("button", undefined, "pick");
      button.type = "button";
      button.dataset.key = node.id;
      button.setAttribute("aria-pressed", String(node.id === selected));
      const name = element("span", node.facts.name);
      if (node.facts.invented) name.append(" ", element("span", words.invented, "mark invented"));
      if (node.facts.what) name.append(element("span", node.facts.what, "what"));
      button.append(name, element("span", `${ties(node.id)}/${node.facts.total}`, "count"));
      button.addEventListener("click", () => select(node.id, true));
      button.addEventListener("dblclick", expand);
      return button;
    }));
  }

  function cell(row, text, name) {
    const made = element("td", text, name);
    row.append(made);
    return made;
  }

  // what a line rests on: its first claims, how many ties it stands for, and whether all are weak or invented
  function tellEvidence(place, facts) {
    facts.claims.forEach((id, at) => {
      const link = element("a", String(at + 1), "ref");
      link.href = `/${document.documentElement.lang}/evidence/${id}`;
      link.title = fill(words.claim, id);
      place.append(link, " ");
    });
    if (facts.ties > facts.claims.length) place.append(`… ${facts.ties} `);
    if (facts.weak) place.append(element("span", words.weak, "mark weak"), " ");
    if (facts.invented) place.append(element("span", words.invented, "mark invented"));
  }

  function showLine(id) {
    const edge = edges.get(id);
    const ends = [edge.from, edge.to].map((key) => nodes.get(key).facts.name);
    const evidence = element("p", `${words.evidence}: `);
    tellEvidence(evidence, edge.facts);
    chosen.replaceChildren(
      element("h2", start.kinds[edge.facts.kind]), element("p", ends.join(" → ")), element("p", edge.facts.text), evidence);
  }

  function showTable() {
    const body = document.querySelector("#table tbody");
    body.replaceChildren(...drawn.get().map((edge) => {
      const row = element("tr");
      const side = (key) => {
        const facts = nodes.get(key).facts;
        const link = element("a", facts.name);
        link.href = facts.address;
        const made = cell(row);
        made.append(link);
        if (facts.invented) made.append(" ", element("span", words.invented, "mark invented"));
      };
      side(edge.from);
      const red = edge.facts.kind === "punished" || edge.facts.kind === "handover";
      cell(row).append(element("span", start.kinds[edge.facts.kind], red ? "red" : ""));
      side(edge.to);
      cell(row, edge.facts.text);
      tellEvidence(cell(row), edge.facts);
      return row;
    }));
  }

  function refresh() {
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

  function address() {
    const query = new URLSearchParams({ focus: start.focus });
    if (opened.length) query.set("open", opened.join(","));
    if (asked.get("names")) query.set("names", asked.get("names"));
    return query;
  }

  // What a copied link, a reload and the saved file have to show again.
  function keepState() {
    const query = address();
    if (off.size) query.set("off", [...off].join(","));
    if (hidden.size) query.set("hide", [...hidden].join(","));
    window.history.replaceState(null, "", `?${query}`);
    for (const link of document.querySelectorAll("a[data-file]")) link.href = `${location.pathname}.${link.dataset.file}?${query}`;
  }

  async function expand() {
    if (!selected || opened.includes(selected)) return;
    say(words.expanding);
    const before = opened;
    opened = [...opened, selected];
    const answer = await fetch(`${location.pathname}.json?${address()}`).catch(() => null);
    if (!answer || !answer.ok) {
      opened = before;
      say(words.failed);
      return;
    }
    const fresh = await answer.json();
    merge({
      ...fresh,
      nodes: fresh.nodes.map((row) => networkData.node(row, fresh.styles, words.invented)),
      edges: fresh.edges.map((row) => keyed(networkData.edge(row, fresh.styles))),
    }, before);
  }

  function merge(fresh, before) {
    const known = new Set(nodes.getIds());
    const added = fresh.nodes.filter((node) => !known.has(node.id));
    const origin = network.getPosition(selected);
    added.forEach((node, index) => {
      const angle = (2 * Math.PI * index) / added.length;
      const radius = 150 + 40 * (index % 3);
      node.x = origin.x + radius * Math.cos(angle);
      node.y = origin.y + radius * Math.sin(angle);
    });
    history.push({ opened: before, added: added.map((node) => node.id), edges: fresh.edges.map((edge) => edge.id).filter((id) => !edges.get(id)) });
    nodes.add(added);
    nodes.update(fresh.nodes.filter((node) => known.has(node.id)).map(({ id, facts }) => ({ id, facts })));
    edges.update(fresh.edges);
    keepState();
    const parts = [added.length ? fill(words.added, added.length) : words.nothing];
    if (fresh.beyond) parts.push(fill(words.beyond, fresh.beyond));
    if (fresh.full) parts.push(words.full);
    say(parts.join(" "));
    if (added.length && fresh.physics) {
      network.setOptions({ physics: { ...options.physics, stabilization: false } });
      window.setTimeout(() => network.setOptions({ physics: false }), 1500);
    }
    refresh();
  }

  function hide() {
    if (!selected) return;
    hidden.add(selected);
    history.push({ hidden: selected });
    selected = null;
    keepState();
    shown.refresh();
    drawn.refresh();
    refresh();
  }

  function undo() {
    const last = history.pop();
    if (!last) return;
    if (last.hidden) hidden.delete(last.hidden);
    else {
      edges.remove(last.edges);
      nodes.remove(last.added);
      opened = last.opened;
    }
    keepState();
    shown.refresh();
    drawn.refresh();
    refresh();
  }

  function pin() {
    const node = selected && nodes.get(selected);
    if (node) nodes.update({ id: node.id, fixed: !node.fixed, ...network.getPosition(node.id) });
  }

  function png() {
    const link = element("a");
    link.href = canvas.querySelector("canvas").toDataURL("image/png");
    link.download = "kintrace.png";
    link.click();
  }

  const actions = { expand, hide, undo, pin, png, fit: () => network.fit({ animation: false }) };
  const keys = { e: "expand", h: "hide", z: "undo", p: "pin", f: "fit" };
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
      keepState();
      drawn.refresh();
      refresh();
    });
  }
  network.on("selectEdge", (event) => { if (!event.nodes.length && event.edges.length === 1) showLine(event.edges[0]); });
  network.on("selectNode", (event) => select(event.nodes[0], false));
  network.on("doubleClick", (event) => { if (event.nodes.length) { select(event.nodes[0], false); expand(); } });
  document.getElementById("tools").hidden = false;
  refresh();
  select(selected, false);
})();
