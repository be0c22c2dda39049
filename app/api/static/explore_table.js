"use strict";
// The table below an explored network: a row for each line that is drawn, sorted as its address says. Of very many the
// first are shown; the file has all.
const exploreTable = (start, state, nodes, drawn) => {
  const most = 200;
  const cut = document.getElementById("cut");
  const { element, link, evidence, fill } = networkData;
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
    const lines = drawn.get();
    const rows = sorter.rows((state.sort ? lines : lines.slice(0, most)).map(line));
    document.querySelector("#table tbody").replaceChildren(...rows.slice(0, most));
    cut.hidden = lines.length <= most;
    cut.textContent = fill(start.texts.cut, most).replace("%(b)s", lines.length);
  }
  return show;
};
