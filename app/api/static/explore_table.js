"use strict";
// The table below an explored network: a row for each line that is drawn, sorted as its address says.
const exploreTable = (start, state, nodes, drawn) => {
  const { element, link, evidence } = networkData;
  const sorter = networkData.sorter(document.querySelectorAll("#table thead th"), state.sort, (sort) => {
    state.sort = sort;
    state.keep();
    show();
  });

  function cell(row, text, name) {
    const made = element("td", text, name);
    row.append(made);
    return made;
  }

  function side(row, key) {
    const facts = nodes.get(key).facts;
    const made = cell(row);
    made.append(link(facts.address, facts.name));
    if (facts.invented) made.append(" ", element("span", start.texts.invented, "mark invented"));
  }

  function line(edge) {
    const row = element("tr");
    const red = edge.facts.kind === "punished" || edge.facts.kind === "handover";
    side(row, edge.from);
    cell(row).append(element("span", start.kinds[edge.facts.kind], red ? "red" : ""));
    side(row, edge.to);
    cell(row, edge.facts.text);
    evidence(edge.facts, start.texts, cell(row));
    return row;
  }

  function show() {
    document.querySelector("#table tbody").replaceChildren(...sorter.rows(drawn.get().map(line)));
  }
  return show;
};
