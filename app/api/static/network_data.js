"use strict";
// The data of a network as rows again, and each row with the style of its kind. Nothing here writes HTML.
const networkData = (() => {
  const value = (column, row) => {
    if (Array.isArray(column)) return column[row];
    return "all" in column ? column.all : column.of[column.at[row]];
  };

  function rows(table) {
    const { count, ...columns } = table;
    const made = (row) => Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, value(column, row)]));
    return Array.from({ length: count }, (_, row) => made(row));
  }

  // what the page tells of a row
  const told = (row, names) => Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]));

  function node(row, styles, invented) {
    const { id, name, x, y } = row;
    const label = row.label || (row.invented && name ? `${name}\n(${invented})` : name) || " ";
    const facts = told(row, ["name", "what", "marks", "invented", "address", "shown", "total"]);
    return { ...styles.nodes[row.group], id, label, title: name.replace("\n", " ") || " ", x, y, facts };
  }

  function edge(row, styles) {
    const smooth = row.bow ? { enabled: true, type: row.bow > 0 ? "curvedCW" : "curvedCCW", roundness: 0.12 * Math.abs(row.bow) } : false;
    const { from, to, kind } = row;
    const facts = told(row, ["kind", "text", "ties", "weak", "invented", "claims"]);
    const made = { ...styles.lines[kind], from, to, smooth, facts };
    if (row.weak) made.dashes = [3, 4];
    if (row.text) made.title = row.text;
    return made;
  }

  // what `pack_network` wrote
  function unpack(packed, invented) {
    const nodes = rows(packed.nodes).map((row) => node(row, packed.styles, invented));
    const ends = (row) => ({ ...row, from: nodes[row.from].id, to: nodes[row.to].id });
    return { nodes, edges: rows(packed.edges).map((row) => edge(ends(row), packed.styles)) };
  }

  return { node, edge, unpack };
})();
