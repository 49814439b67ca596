"use strict";
// The whole network: sigma draws the nodes; lines are drawn only from what is pointed at or chosen, so that it stays fluent.
(async () => {
  const { words, looks } = JSON.parse(document.getElementById("data").textContent);
  const sea = document.getElementById("sea");
  const told = document.getElementById("told");
  const chosenBox = document.getElementById("chosen");
  const field = document.getElementById("search");
  const atFirst = told.textContent;
  const ready = () => { performance.mark("ready"); document.documentElement.dataset.ready = "yes"; };
  const word = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  const number = (n) => new Intl.NumberFormat(words.locale).format(n);

  if (!document.createElement("canvas").getContext("webgl2")) {
    sea.textContent = words["no-webgl"];
    sea.classList.add("none");
    ready();
    return;
  }

  const index = await readIndex();
  let ink = {};
  function readInk() {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(`--${name}`).trim();
    ink = { text: value("ink"), faint: value("line"), force: looks.map((look) => value(`force-${look}`)), line: value("soft"), paper: value("paper"), font: value("text"),
      thing: { agreement: value("agreement"), area: value("area-ink"), actor: value("actor-ink"), topic: value("ink"), reference: value("reference-ink") } };
  }
  readInk();

  const graph = new graphology.Graph({ type: "undirected", multi: false });
  const sizes = { agreement: 7, area: 5, actor: 5, topic: 4, reference: 2.5 };
  // What takes long is done in slices, so that a key or a click is answered in between.
  const pause = () => globalThis.scheduler?.yield?.() ?? new Promise((done) => { setTimeout(done); });
  async function each(list, act) {
    let begun = performance.now();
    for (let i = 0; i < list.length; i += 1) {
      act(list[i], i);
      if (i % 64 === 63 && performance.now() - begun > 40) { await pause(); begun = performance.now(); }
    }
  }

  await pause();
  index.things.forEach(([kind, label, x, y], i) => graph.addNode(`t${i}`, { x, y, label, size: sizes[kind], color: ink.thing[kind], kind, forceLabel: kind === "area" || kind === "agreement" }));
  await each(index.commitments, ([name, look, x, y], i) => graph.addNode(`c${i}`, { x, y, label: name, size: 2.2, color: ink.force[look], look }));
  const around = new Map(index.things.map((_, i) => [`t${i}`, []]));
  await each(index.commitments, (one, i) => { for (const t of one[6]) around.get(`t${t}`).push(`c${i}`); });
  await pause();
  const near = (node) => (node.startsWith("t") ? around.get(node) : index.commitments[Number(node.slice(1))][6].map((t) => `t${t}`));

  let lit = null; // the nodes that stay clear while the others are faint
  const sigma = new Sigma(graph, sea, {
    labelFont: ink.font, labelSize: 13, labelColor: { color: ink.text }, labelRenderedSizeThreshold: 9, labelDensity: 0.6, defaultEdgeColor: ink.line, zIndex: true, minCameraRatio: 0.02, maxCameraRatio: 2,
    nodeProgramClasses: { circle: Sigma.rendering.NodePointProgram }, // a point each: half the work of the discs that are its default
    defaultDrawNodeLabel: (context, data) => {
      if (!data.label) return;
      const above = data.kind === "area" || data.kind === "agreement";
      const label = data.label.length > 28 ? `${data.label.slice(0, 27)}…` : data.label;
      context.font = `${data.kind === "agreement" ? "600 15px" : "13px"} ${ink.font}`;
      const x = above ? data.x - context.measureText(label).width / 2 : data.x + data.size + 4;
      const y = above ? data.y - data.size - 5 : data.y + 4.5;
      context.strokeStyle = ink.paper;
      context.lineWidth = 4;
      context.lineJoin = "round";
      context.strokeText(label, x, y);
      context.fillStyle = ink.text;
      context.fillText(label, x, y);
    },
    defaultDrawNodeHover: (context, data) => {
      context.font = `600 13px ${ink.font}`;
      const width = context.measureText(data.label).width;
      context.fillStyle = ink.paper;
      context.strokeStyle = ink.line;
      context.beginPath();
      context.roundRect(data.x + data.size + 2, data.y - 11, width + 12, 22, 5);
      context.fill();
      context.stroke();
      context.fillStyle = ink.text;
      context.fillText(data.label, data.x + data.size + 8, data.y + 4.5);
    },
    nodeReducer: (node, data) => (!lit || lit.has(node) ? { ...data, zIndex: 1 } : { ...data, color: ink.faint, label: "", forceLabel: false, zIndex: 0 }),
  });

  function light(nodes, from = null) {
    graph.clearEdges();
    lit = nodes;
    if (from) for (const other of nodes) if (other !== from) graph.addEdge(from, other, { size: 0.6, color: ink.line });
    sigma.refresh({ skipIndexation: true });
  }

  const beside = (node) => light(new Set([node, ...near(node)]), node);
  let kept = null;

  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.append(...children);
    return element;
  }

  function tell(node) {
    if (!node) { chosenBox.replaceChildren(); return; }
    const place = Number(node.slice(1));
    if (node.startsWith("c")) {
      const [name, , , , quote, page] = index.commitments[place];
      const link = page ? el("a", { href: `${page}#${encodeURIComponent(name)}`, title: words["to-words"] }, name) : el("b", {}, name);
      chosenBox.replaceChildren(el("p", { class: "quote", lang: "da", dir: "auto" }, quote), el("p", {}, link));
    } else {
      const [, label, , , page] = index.things[place];
      const n = near(node).length;
      const name = el("bdi", {}, label);
      chosenBox.replaceChildren(el("p", {}, page ? el("a", { href: page }, name) : name, ` · ${n === 1 ? words["commitment-one"] : word("commitments-short", { n: number(n) })}`));
    }
  }

  sigma.on("enterNode", ({ node }) => { if (!kept) beside(node); sea.classList.add("over"); });
  sigma.on("leaveNode", () => { if (!kept) find(); sea.classList.remove("over"); });
  const choose = (node) => { kept = node; beside(node); tell(node); };

  // The dots are small: a click or a finger beside one means the nearest.
  function nearest({ x, y }) {
    let [best, least] = [null, 12 ** 2];
    graph.forEachNode((node, data) => {
      const at = sigma.graphToViewport(data);
      const away = (at.x - x) ** 2 + (at.y - y) ** 2;
      if (away < least && (!lit || lit.has(node))) [best, least] = [node, away];
    });
    return best;
  }

  sigma.on("clickNode", ({ node }) => choose(node));
  sigma.on("clickStage", ({ event }) => {
    const node = nearest(event);
    if (node && !kept) { choose(node); return; }
    kept = null;
    tell(null);
    find();
  });

  const folded = index.commitments.map(() => null);
  function find() {
    const tokens = finding.tokens(field.value.trim());
    if (!tokens.length) { told.textContent = atFirst; light(null); return; }
    const hits = index.commitments.flatMap((one, i) => {
      folded[i] ??= finding.fold(`${one[4]}\n${one[0]}`);
      return tokens.every((token) => folded[i].includes(token)) ? [`c${i}`] : [];
    });
    told.textContent = hits.length ? (hits.length === 1 ? words["commitment-one"] : word("commitments-short", { n: number(hits.length) })) : words.none;
    light(new Set(hits));
  }
  let waiting = 0;
  field.addEventListener("input", () => { kept = null; clearTimeout(waiting); waiting = setTimeout(find, 100); });

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readInk();
    graph.updateEachNodeAttributes((_, data) => ({ ...data, color: data.kind ? ink.thing[data.kind] : ink.force[data.look] }));
    sigma.setSetting("labelColor", { color: ink.text });
    sigma.refresh();
  });
  requestAnimationFrame(() => { performance.mark("drawn"); document.documentElement.dataset.drawn = "yes"; }); // it draws when it is made
  globalThis.whole = { sigma, graph, choose };
  ready();
})();
