"use strict";
// Draws the network of a saved file. Every text goes in as text: nothing here writes HTML.
(() => {
  const data = JSON.parse(document.getElementById("graph").textContent);
  const canvas = document.getElementById("canvas");
  const chosen = document.getElementById("chosen");
  const drawn = networkData.unpack(data.network, data.texts.invented);
  const nodes = new vis.DataSet(drawn.nodes);
  const options = structuredClone(data.network.options);
  const network = new vis.Network(canvas, { nodes, edges: new vis.DataSet(drawn.edges) }, options);
  const settle = () => {
    network.setOptions({ physics: false });
    network.fit({ animation: false });
    canvas.dataset.ready = "true";
  };
  if (data.network.physics) network.once("stabilizationIterationsDone", settle);
  else settle();
  network.on("select", (event) => {
    const facts = event.nodes.length ? nodes.get(event.nodes[0]).facts : null;
    const parts = facts ? [facts.name, facts.what, facts.invented ? data.texts.invented : "", ...facts.marks] : [data.texts.none];
    chosen.textContent = parts.filter(Boolean).join(" · ");
  });
})();
