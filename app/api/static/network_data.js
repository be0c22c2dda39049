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

  // the sign stands behind the name of what is invented
  function node(row, styles) {
    const { id, name, x, y } = row;
    const { sign, ...style } = styles.nodes[row.group];
    const shown = row.label || (row.invented && name ? `${name}\u00a0※` : name) || " ";
    const label = sign ? `${sign} ${shown}` : shown;
    const facts = told(row, ["name", "what", "marks", "invented", "address", "shown", "total"]);
    facts.kind = row.group.split(" ")[0];
    return { ...style, id, label, title: name.replace("\n", " ") || " ", x, y, facts };
  }

  function edge(row, styles) {
    const smooth = row.bow ? { enabled: true, type: row.bow > 0 ? "curvedCW" : "curvedCCW", roundness: 0.12 * Math.abs(row.bow) } : false;
    const { from, to, kind } = row;
    const facts = told(row, ["kind", "text", "ties", "weak", "invented", "claims", "first", "last"]);
    const made = { ...styles.lines[kind], from, to, smooth, facts };
    if (row.weak) made.dashes = [3, 4];
    if (row.text) made.title = row.text;
    return made;
  }

  // what `pack_network` wrote
  function unpack(packed) {
    const nodes = rows(packed.nodes).map((row) => node(row, packed.styles));
    const ends = (row) => ({ ...row, from: nodes[row.from].id, to: nodes[row.to].id });
    return { nodes, edges: rows(packed.edges).map((row) => edge(ends(row), packed.styles)) };
  }

  const element = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  const link = (address, text, name) => {
    const made = element("a", text, name);
    made.href = address;
    return made;
  };

  const fill = (text, n) => text.replace("%(n)s", String(n));

  // what a line rests on: its first claims, how many ties it stands for, and whether all are weak or invented
  function evidence(facts, words, place = element("p", `${words.evidence}: `)) {
    facts.claims.forEach((id, at) => {
      const made = link(`/${document.documentElement.lang}/evidence/${id}`, String(at + 1), "ref");
      made.title = fill(words.claim, at + 1);
      place.append(made, " ");
    });
    if (facts.ties > facts.claims.length) place.append(`… ${facts.ties} `);
    if (facts.weak) place.append(element("span", words.weak, "mark weak"), " ");
    if (facts.invented) place.append(element("span", words.invented, "mark invented"));
    return place;
  }

  // the same, and below it what each claim rests on, which the server tells: source, where in it, day, grade
  function because(facts, words) {
    const place = element("div");
    place.append(evidence(facts, words));
    const told = async () => {
      const answer = await fetch(`/${document.documentElement.lang}/explore/told?claims=${facts.claims.join(",")}`).catch(() => null);
      if (!answer || !answer.ok) return;
      const list = element("ol", undefined, "small told");
      list.append(...(await answer.json()).claims.map((text) => element("li", text)));
      place.append(list);
    };
    if (facts.claims.length) told();
    return place;
  }

  // a record in the list beside the picture
  function pick(record, words, pressed) {
    const button = element("button", undefined, "pick");
    button.type = "button";
    button.dataset.key = record.id;
    button.setAttribute("aria-pressed", String(pressed));
    const name = element("span", record.facts.name);
    if (record.facts.invented) name.append(" ", element("span", words.invented, "mark invented"));
    if (record.facts.what) name.append(element("span", record.facts.what, "what"));
    button.append(name);
    return button;
  }

  // headings that sort: by a column from 1, with a minus the other way round; 0 is the order of the data
  function sorter(heads, sort, changed) {
    [...heads].forEach((head, at) => {
      const button = element("button", head.textContent, "sort");
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const column = at + 1;
        if (sort === column) sort = -column;
        else sort = sort === -column ? 0 : column;
        changed(sort);
      });
    });
    function rows(given) {
      const text = (row) => row.cells[Math.abs(sort) - 1].textContent;
      [...heads].forEach((head, at) => {
        head.ariaSort = Math.abs(sort) === at + 1 ? (sort > 0 ? "ascending" : "descending") : null;
      });
      if (!sort || Math.abs(sort) > heads.length) return given;
      return given.sort((a, b) => Math.sign(sort) * text(a).localeCompare(text(b), undefined, { numeric: true }));
    }
    return { rows };
  }

  // the frame of a picture whose records stand still is as high as the picture needs at the width of the page
  function makeRoom(canvas, nodes, most = 1800) {
    if (!nodes.length) return;
    const size = (side) => nodes.reduce((most, node) => Math.max(most, node[side]), -Infinity)
      - nodes.reduce((least, node) => Math.min(least, node[side]), Infinity) + 150;
    const high = Math.min(most, Math.round(size("y") * Math.min(1, canvas.clientWidth / size("x"))));
    if (high > canvas.clientHeight) canvas.style.height = `${high}px`;
  }

  // names and boxes that lie over each other when the forces have settled go apart, each pair by its nearer side
  function apart(network, still) {
    const boxes = Object.entries(network.getPositions()).map(([id, at]) => {
      const { left, right, top, bottom } = network.getBoundingBox(id);
      const low = bottom + 12; // the library draws a name lower than it says
      const [x, y] = [(left + right) / 2, (top + low) / 2];
      return { id, x, y, wide: (right - left) / 2 + 4, high: (low - top) / 2, dx: at.x - x, dy: at.y - y, fixed: still.has(id) };
    });
    const push = (a, b, side, by) => {
      const way = a[side] < b[side] ? -by : by;
      if (!a.fixed) a[side] += b.fixed ? way : way / 2;
      if (!b.fixed) b[side] -= a.fixed ? way : way / 2;
    };
    const part = (a, b) => {
      const across = a.wide + b.wide - Math.abs(a.x - b.x);
      const down = a.high + b.high - Math.abs(a.y - b.y);
      if (across <= 0.5 || down <= 0.5) return 0;
      push(a, b, across < down ? "x" : "y", Math.min(across, down));
      return 1;
    };
    for (let round = 0; round < 100; round += 1) {
      let met = 0;
      boxes.forEach((a, at) => { for (const b of boxes.slice(at + 1)) met += part(a, b); });
      if (!met) break;
    }
    return boxes.map(({ id, x, y, dx, dy }) => ({ id, x: x + dx, y: y + dy }));
  }

  // without most of the margin that the library leaves: it costs a tenth of the size of all letters
  function fit(network) {
    network.fit({ animation: false });
    network.moveTo({ scale: network.getScale() * 1.08, animation: false });
  }

  // the first view: all of it; where letters of 13 would be under 11 on a narrow screen, or under 8 on a wide one and the
  // records few enough to look around, the part around one record. Says whether a part is left out.
  function open(network, canvas, key) {
    fit(network);
    const wide = canvas.clientWidth >= 500;
    const many = network.body.data.nodes.length > 150;
    if ((wide && many) || network.getScale() >= (wide ? 8 : 11) / 13) return false;
    network.moveTo({ position: key === undefined ? undefined : network.getPosition(key), scale: 11 / 13, animation: false });
    return true;
  }

  // paper shows the whole of it, wherever one looks at the moment
  function printWhole(network) {
    let before = null;
    window.addEventListener("beforeprint", () => {
      before = { position: network.getViewPosition(), scale: network.getScale(), animation: false };
      fit(network);
      network.redraw();
    });
    window.addEventListener("afterprint", () => { if (before) network.moveTo(before); });
  }

  // larger, smaller, the whole: by the buttons of a bar and by + - 0
  function zoom(network, bar) {
    printWhole(network);
    const by = { in: 1.25, out: 0.8 };
    const act = (how) => {
      if (how === "fit") fit(network);
      else network.moveTo({ scale: network.getScale() * by[how], animation: false });
    };
    bar.hidden = false;
    for (const button of bar.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => act(button.dataset.zoom));
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
      const how = { "+": "in", "=": "in", "-": "out", 0: "fit" }[event.key];
      if (how && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) act(how);
    });
  }

  // the picture as it stands on the screen, with its title above and what is shown below
  function save(canvas, title, caption) {
    const shown = canvas.querySelector("canvas");
    const ratio = shown.width / shown.clientWidth;
    const made = document.createElement("canvas");
    const pen = made.getContext("2d");
    const face = getComputedStyle(document.body).fontFamily;
    const small = `${13 * ratio}px ${face}`;
    pen.font = small;
    const lines = [""];
    for (const word of caption.split(" ")) {
      const longer = `${lines[lines.length - 1]} ${word}`.trim();
      if (pen.measureText(longer).width > shown.width - 20 * ratio) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    made.width = shown.width;
    made.height = shown.height + (56 + 20 * lines.length) * ratio;
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, made.width, made.height);
    pen.drawImage(shown, 0, 40 * ratio);
    pen.fillStyle = "#1b1f24";
    pen.font = `700 ${18 * ratio}px ${face}`;
    pen.fillText(title, 10 * ratio, 27 * ratio);
    pen.font = small;
    lines.forEach((line, at) => pen.fillText(line, 10 * ratio, shown.height + (60 + 20 * at) * ratio));
    const file = link(made.toDataURL("image/png"));
    file.download = "kintrace.png";
    file.click();
  }

  return { node, edge, unpack, element, link, fill, evidence, because, pick, sorter, makeRoom, apart, fit, open, zoom, save };
})();
