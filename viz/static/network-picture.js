"use strict";
// The picture: an overview whose places were computed beforehand, and a view of chosen commitments, year by year.
aftalegraf.picture = (() => {
  const { data, nodes, agreements, byKey, state, label, draw } = aftalegraf;
  const host = document.getElementById("canvas");
  const LABELLED = 36; // up to so many commitments carry their number
  const ROWS = 26; // so many rows of commitments at most stand under one heading
  const NEIGHBOURS = 6; // of each kind, below the commitments
  let network = null;
  let pointed = null;
  let bounds = null;
  let shownIn = "";
  let current = null;
  let handlers = {};

  const lit = () => pointed;
  const isNarrow = () => host.clientWidth < 640;
  const frame = () => data.picture.frames[isNarrow() ? "narrow" : "wide"];

  // Counts for the chosen commitments: of each thing, and of each thing year by year.
  function tally(found) {
    for (const node of nodes) { node.shown = 0; node.years = new Map(); }
    for (const one of found) {
      for (const place of one.things) {
        const node = nodes[place];
        node.shown += node.kind === "agreement" && place !== one.agreement ? 0 : 1;
        node.years.set(one.agreement, (node.years.get(one.agreement) || 0) + 1);
      }
    }
  }

  function thing(node, x, y, width, asHeading = false) {
    const size = draw.sized(width, node, asHeading);
    return { id: node.key, x, y, size, shape: "custom", title: node.shown ? `${label(node)} · ${aftalegraf.count(node.shown)}` : label(node), label: " ", ctxRenderer: draw.renderer(node, size, lit, asHeading) };
  }

  // A line has the colour of what it leads to; `firm` says how plainly it is drawn.
  function line(from, to, count, firm) {
    const ink = draw.ink();
    const colour = ink[`${byKey.get(to).kind}-ink`] || ink.agreement;
    return { from, to, width: Math.min(0.5 + Math.sqrt(count) * (isNarrow() ? 0.15 : 0.25), 4), color: { color: colour, hover: ink.ink, highlight: ink.ink, opacity: firm } };
  }

  // The overview ------------------------------------------------------------------------------------------------------
  function overview(choice) {
    const { width, columns, beside } = frame();
    const across = { area: width / columns - 10, topic: width / columns - 10, actor: (width * (beside ? 0.48 : 1)) / frame().actors - 14, reference: (width * (beside ? 0.52 : 1)) / frame().references - 14 };
    const years = agreements.map((node) => node.year).filter(Boolean);
    const inLine = Math.min(frame().years, Math.max(1, Math.max(...years) - Math.min(...years) + 1));
    across.agreement = Math.min(width / inLine - (isNarrow() ? 4 : 14), 150);
    const shown = data.picture.nodes.filter((one) => byKey.get(one.id).shown || byKey.get(one.id).kind === "agreement");
    const here = new Set(shown.map((one) => one.id));
    const places = (one) => (isNarrow() ? data.picture.narrow[one.id] : [one.x, one.y]);
    const pairs = new Map();
    for (const one of choice.found) {
      const own = [...one.things];
      for (const a of own) for (const b of own) pairs.set(a * nodes.length + b, (pairs.get(a * nodes.length + b) || 0) + 1);
    }
    const between = (edge) => pairs.get(byKey.get(edge.from).place * nodes.length + byKey.get(edge.to).place) || 0;
    return {
      things: shown.map((one) => thing(byKey.get(one.id), ...places(one), across[byKey.get(one.id).kind])),
      lines: data.picture.edges.filter((edge) => here.has(edge.from) && here.has(edge.to) && between(edge)).map((edge) => line(edge.from, edge.to, between(edge), 0.2)),
    };
  }

  // Chosen commitments ------------------------------------------------------------------------------------------------
  function dot(one, x, y, labelled) {
    return { id: `commitment:${one.id}`, x, y, size: draw.dotSize(labelled), shape: "custom", label: " ", title: `${one.number}  ${one.quote.length > 220 ? `${one.quote.slice(0, 220)}…` : one.quote}`, ctxRenderer: draw.dotRenderer(one, labelled, lit) };
  }

  // Sets commitments in rows under a heading; gives the depth they need. What there is no room for is counted.
  function stack(into, list, x, y, width, labelled, rowsAtMost = ROWS) {
    const pitch = labelled ? { across: 36, down: 42 } : { across: 17, down: 17 };
    const perRow = Math.max(1, Math.floor(width / pitch.across));
    const room = perRow * rowsAtMost;
    const kept = list.length > room ? list.slice(0, room - perRow) : list;
    kept.forEach((one, i) => {
      const inRow = Math.min(perRow, kept.length - Math.floor(i / perRow) * perRow, kept.length);
      const used = Math.min(perRow, kept.length);
      into.push(dot(one, x + ((i % perRow) - ((labelled ? inRow : used) - 1) / 2) * pitch.across, y + (Math.floor(i / perRow) + 0.5) * pitch.down, labelled));
    });
    const rows = Math.ceil(kept.length / perRow);
    if (kept.length < list.length) {
      const font = { color: draw.ink().soft, size: 13 };
      into.push({ id: `rest:${x}:${y}`, x, y: y + (rows + 0.8) * pitch.down, shape: "text", label: `+${list.length - kept.length}`, font });
    }
    return (rows + (kept.length < list.length ? 1.5 : 0)) * pitch.down;
  }

  // A column for each agreement; where there are more than fit in a line, those with commitments, line below line.
  function byYear(choice, things, lines, top) {
    const { width, years } = frame();
    const labelled = choice.found.length <= LABELLED;
    const columns = agreements.length <= years ? agreements : agreements.filter((node) => choice.found.some((one) => one.own === node));
    const step = width / Math.max(Math.min(columns.length, years), 1);
    let y = top;
    for (let start = 0; start < columns.length; start += years) {
      let depth = 0;
      columns.slice(start, start + years).forEach((node, i) => {
        const x = step * (i + 0.5);
        const list = choice.found.filter((one) => one.own === node);
        things.push(thing(node, x, y + 27, Math.min(step - (isNarrow() ? 4 : 14), 150)));
        if (choice.focus && list.length && choice.focus !== node) lines.push(line(choice.focus.key, node.key, list.length, 0.6));
        depth = Math.max(depth, stack(things, list, x, y + 66, step - 8, labelled, columns.length > years ? 8 : ROWS));
      });
      y += 66 + depth + (start + years < columns.length ? 30 : 0);
    }
    return y;
  }

  function byArea(choice, things, lines, top) {
    const { width, columns } = frame();
    const step = width / columns;
    const own = choice.found.filter((one) => one.own === choice.focus);
    const groups = new Map();
    for (const one of own) {
      const place = (one.areas || [])[0];
      if (!groups.has(place)) groups.set(place, []);
      groups.get(place).push(one);
    }
    const perRow = Math.floor((step - 30) / 17);
    const height = (list) => 34 + Math.ceil(list.length / perRow) * 17 + 26;
    const cards = [...groups].sort((a, b) => (a[0] ?? 1e9) - (b[0] ?? 1e9));
    const share = cards.reduce((sum, [, list]) => sum + height(list), 0) / columns;
    let column = 0, y = top, done = 0, depth = top;
    for (const [place, list] of cards) {
      if (column < columns - 1 && done + height(list) / 2 > share * (column + 1)) { column += 1; y = top; }
      const x = step * (column + 0.5);
      if (place !== undefined) {
        things.push(thing(nodes[place], x, y + 13, step - 12));
        if (y === top) lines.push(line(choice.focus.key, nodes[place].key, list.length, 0.4)); // the others stand below these
      }
      stack(things, list, x, y + 34, step - 30, false);
      y += height(list);
      done += height(list);
      depth = Math.max(depth, y);
    }
    return depth;
  }

  // The things that the chosen commitments also lead to: the most used of each kind, a row a kind.
  function neighbours(choice, things, top, kinds) {
    const { width, columns } = frame();
    let y = top;
    for (const kind of kinds) {
      const most = nodes.filter((node) => node.kind === kind && node.shown && node !== choice.focus).sort((a, b) => b.shown - a.shown).slice(0, NEIGHBOURS);
      most.forEach((node, i) => {
        const row = Math.floor(i / columns);
        const inRow = Math.min(columns, most.length - row * columns);
        const step = width / columns;
        things.push(thing(node, width / 2 + ((i % columns) - (inRow - 1) / 2) * step, y + row * 36 + 15, step - 12));
      });
      if (most.length) y += Math.ceil(most.length / columns) * 36 + 12;
    }
    return y;
  }

  function chosenView(choice) {
    const { width } = frame();
    const things = [];
    const lines = [];
    const isAgreement = choice.focus && choice.focus.kind === "agreement" && choice.focus.status === "read";
    let top = 0;
    if (choice.focus && (isAgreement || choice.focus.kind !== "agreement")) {
      things.push(thing(choice.focus, width / 2, 22, isAgreement ? 150 : Math.min(420, width * 0.8), !isAgreement));
      top = isAgreement ? 84 : 104;
    }
    const depth = (isAgreement ? byArea : byYear)(choice, things, lines, top);
    const kinds = isAgreement ? ["topic", "actor", "reference"] : ["area", "topic", "actor", "reference"];
    const spare = (width * host.clientHeight) / host.clientWidth - depth - kinds.length * 48 - 80;
    neighbours(choice, things, depth + (isAgreement ? 44 : Math.max(44, Math.min(spare, 150))), kinds);
    const here = new Set(things.map((one) => one.id));
    const many = choice.found.length > LABELLED;
    for (const one of choice.found) {
      const open = one.id === state.open;
      if (!here.has(`commitment:${one.id}`) || (many && !open)) continue;
      for (const place of one.things) {
        const node = nodes[place];
        if (node === choice.focus || node === one.own || !here.has(node.key)) continue;
        lines.push(line(`commitment:${one.id}`, node.key, 1, open ? 0.9 : 0.35));
      }
    }
    return { things, lines };
  }

  // Drawing -----------------------------------------------------------------------------------------------------------
  function options() {
    return { ...data.picture.options, autoResize: true, nodes: { labelHighlightBold: false, chosen: false }, height: "100%", width: "100%" };
  }

  function point(id) {
    if (!id) { pointed = null; return; }
    const key = String(id);
    const isDot = key.startsWith("commitment:");
    const place = isDot ? null : byKey.get(key)?.place;
    const about = isDot ? [aftalegraf.byId.get(key.slice(11))] : current.found.filter((one) => one.things.has(place));
    pointed = new Set(about.flatMap((one) => [...one.things, one.id]));
    if (place !== null) pointed.add(place);
  }

  function start(on) {
    handlers = on;
    network = new vis.Network(host, { nodes: [], edges: [] }, options());
    host.querySelector(".vis-network").tabIndex = -1; // keys do nothing on it: the list beside it says the same
    network.on("click", ({ nodes: [id] }) => { if (id !== undefined && !String(id).startsWith("rest:")) handlers.choose(String(id)); });
    network.on("hoverNode", ({ node }) => { host.style.cursor = "pointer"; point(node); network.redraw(); });
    network.once("afterDrawing", () => performance.mark("drawn"));
    network.on("blurNode", () => { host.style.cursor = ""; point(null); network.redraw(); });
    let width = host.clientWidth;
    new ResizeObserver(() => {
      const crossed = (width < 640) !== isNarrow();
      width = host.clientWidth;
      if (crossed && current) show(current); else camera();
    }).observe(host);
    host.querySelector("canvas").setAttribute("aria-hidden", "true");
  }

  // All of it where letters stay readable, otherwise its full width from the top.
  function camera(animate) {
    if (!bounds || !network) return;
    const { clientWidth, clientHeight } = host;
    const across = clientWidth / (bounds.right - bounds.left);
    const down = clientHeight / (bounds.bottom - bounds.top);
    const whole = Math.min(across, down, 1.2);
    const scale = whole * 14 < 9 ? Math.min(across, 1.2) : whole;
    const y = whole * 14 < 9 ? bounds.top + clientHeight / scale / 2 : (bounds.top + bounds.bottom) / 2;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || !animate;
    network.moveTo({ position: { x: (bounds.left + bounds.right) / 2, y }, scale, animation: calm ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
  }

  function show(choice) {
    current = choice;
    pointed = null;
    tally(choice.overview ? choice.found : choice.found);
    draw.readInk();
    const { things, lines } = choice.overview ? overview(choice) : chosenView(choice);
    const view = JSON.stringify([choice.overview, state.focus, choice.search.used, isNarrow()]);
    network.setOptions(options());
    network.setData({ nodes: new vis.DataSet(things.map(({ size, ...one }) => one)), edges: new vis.DataSet(lines) });
    for (const { id, size } of things) { // else it takes every shape for a square until it is pointed at
      const shape = network.body.nodes[id]?.shape;
      if (size && shape) Object.assign(shape, { ...size, customSizeWidth: size.width, customSizeHeight: size.height });
    }
    const { width } = frame();
    const ys = things.map((one) => one.y);
    const margin = isNarrow() ? 10 : 30;
    bounds = { left: -margin, right: width + margin, top: Math.min(0, ...ys) - (choice.overview ? 20 : 60), bottom: Math.max(0, ...ys) + 40 };
    if (view !== shownIn || !choice.overview) camera();
    shownIn = view;
    if (state.open && things.some((one) => one.id === `commitment:${state.open}`)) network.selectNodes([`commitment:${state.open}`], false);
    document.documentElement.dataset.nodes = String(things.length);
  }

  const zoom = (by) => network.moveTo({ scale: network.getScale() * by });
  const scale = () => network.getScale();
  return { start, show, zoom, scale, camera, redraw: () => current && show(current), places: () => network.getPositions(), onScreen: (id) => network.canvasToDOM(network.getPositions([id])[id]) };
})();
