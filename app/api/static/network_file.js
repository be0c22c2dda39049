"use strict";
// Draws a network that does not grow: that of a page, or a saved file. Every text goes in as text: nothing here writes HTML.
(() => {
  const data = JSON.parse(document.getElementById("graph").textContent);
  const words = data.texts;
  const canvas = document.getElementById("canvas");
  const chosen = document.getElementById("chosen");
  const list = document.getElementById("list"); // a saved file has none
  const drawn = networkData.unpack(data.network);
  const nodes = new vis.DataSet(drawn.nodes);
  const edges = new vis.DataSet(drawn.edges);
  networkData.makeRoom(canvas, drawn.nodes);
  const network = new vis.Network(canvas, { nodes, edges }, { ...data.network.options, physics: false });
  const element = networkData.element;
  const tell = (...parts) => chosen.replaceChildren(...parts.filter(Boolean));
  const showNothing = (text) => tell(element("p", text || words.none, "dim"));
  // of a network that forces placed, names and boxes that lie over each other go apart
  if (data.network.physics) {
    network.redraw();
    nodes.update(networkData.apart(network, new Set()));
  }
  const middle = drawn.nodes.find((node) => node.borderWidth > 2); // after whose act others were punished
  const isPart = networkData.open(network, canvas, middle && middle.id);
  showNothing(isPart && words.larger);
  canvas.dataset.ready = "true";

  function showNode(id) {
    const facts = nodes.get(id).facts;
    tell(
      element("h2", facts.name),
      facts.what && element("p", facts.what),
      facts.invented && element("span", words.invented, "mark invented"),
      ...facts.marks.map((mark) => element("p", mark)),
      facts.address && networkData.link(facts.address, words.open));
    for (const button of list ? list.children : []) button.setAttribute("aria-pressed", String(button.dataset.key === id));
  }

  function showLine(id) {
    const facts = edges.get(id).facts;
    if (!facts.text) return showNothing();
    const evidence = facts.claims && facts.claims.length ? networkData.because(facts, words) : null;
    return tell(element("p", facts.text), evidence);
  }

  function select(id) {
    network.selectNodes([id]);
    network.focus(id, { scale: network.getScale(), animation: false });
    showNode(id);
  }

  if (list) {
    const told = nodes.get().filter((node) => node.facts.name).sort((a, b) => a.facts.name.localeCompare(b.facts.name));
    list.replaceChildren(...told.map((node) => {
      const button = networkData.pick(node, words, false);
      button.addEventListener("click", () => select(node.id));
      return button;
    }));
    networkData.zoom(network, document.querySelector(".zoom"));
  }
  network.on("select", (event) => {
    if (event.nodes.length) showNode(event.nodes[0]);
    else if (event.edges.length === 1) showLine(event.edges[0]);
    else showNothing();
  });
})();
