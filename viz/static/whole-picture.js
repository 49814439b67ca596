"use strict";
// The picture of the whole network, by sigma: a point a commitment, and names over it. Lines go only from what is pointed at.
// `act` is told what is chosen (null: nothing) and when the pointer leaves; `act.kept()` says whether something is chosen.
async function wholePicture({ index, looks, sea, near, each, pause, act }) {
  const sizes = { agreement: 7, area: 5, actor: 5, topic: 4, reference: 2.5 };
  let ink = {};
  function readInk() {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(`--${name}`).trim();
    ink = { text: value("ink"), faint: value("line"), force: looks.map((look) => value(`force-${look}`)), line: value("soft"), paper: value("paper"), font: value("text"),
      thing: { agreement: value("agreement"), area: value("area-ink"), actor: value("actor-ink"), topic: value("ink"), reference: value("reference-ink") } };
  }
  readInk();

  // A high window shows the sea on its side: islands stay round, and there is room for it. An area stays over its island.
  const turned = sea.clientHeight > sea.clientWidth;
  const at = (x, y, lift = 0) => (turned ? { x: lift - y, y: x + lift } : { x, y });

  const graph = new graphology.Graph({ type: "undirected", multi: false });
  await pause();
  index.things.forEach(([kind, label, x, y, , lift], i) => graph.addNode(`t${i}`, { ...at(x, y, lift), label, size: sizes[kind], color: ink.thing[kind], kind }));
  await each(index.commitments, ([name, look, x, y], i) => graph.addNode(`c${i}`, { ...at(x, y), label: name, size: 2.2, color: ink.force[look], look }));
  await pause();

  let lit = null; // the nodes that stay clear while the others are faint
  const sigma = new Sigma(graph, sea, {
    renderLabels: false, labelFont: ink.font, defaultEdgeColor: ink.line, zIndex: true, minCameraRatio: 0.02, maxCameraRatio: 2, stagePadding: turned ? 18 : 30,
    nodeProgramClasses: { circle: Sigma.rendering.NodePointProgram }, // a point each: half the work of the discs that are its default
    defaultDrawNodeHover: (context, data) => {
      context.font = `600 13px ${ink.font}`;
      const width = context.measureText(data.label).width;
      const left = Math.min(data.x + data.size + 2, sea.clientWidth - width - 14);
      context.fillStyle = ink.paper;
      context.strokeStyle = ink.line;
      context.beginPath();
      context.roundRect(left, data.y - 11, width + 12, 22, 5);
      context.fill();
      context.stroke();
      context.fillStyle = ink.text;
      context.fillText(data.label, left + 6, data.y + 4.5);
    },
    nodeReducer: (node, data) => (!lit || lit.has(node) ? { ...data, zIndex: 1 } : { ...data, color: ink.faint, label: "", zIndex: 0 }),
  });

  // Names: agreements and areas always, the greatest first, the others as one comes nearer or chooses them.
  const order = { agreement: 0, area: 1, actor: 2, topic: 3, reference: 4 };
  const named = index.things.map(([kind, name], i) => ({ node: `t${i}`, kind, name, weight: near(`t${i}`).length }))
    .sort((a, b) => order[a.kind] - order[b.kind] || b.weight - a.weight);
  const canvas = document.createElement("canvas");
  canvas.className = "names";
  sea.append(canvas);
  function name() {
    const context = wholeNames.cleared(canvas, sea);
    const place = (node) => {
      const data = graph.getNodeAttributes(node);
      return { ...sigma.graphToViewport(data), radius: sigma.scaleSize(data.size) };
    };
    const size = { width: sea.clientWidth, height: sea.clientHeight };
    const found = wholeNames.layout(named, context, ink.font, size, place, sigma.getCamera().ratio, act.kept() ? lit : null);
    wholeNames.draw(canvas, found, ink);
    sea.dataset.named = String(found.length);
    return found;
  }
  sigma.on("afterRender", name);
  name();

  function light(nodes, from = null) {
    graph.clearEdges();
    lit = nodes;
    if (from) for (const other of nodes) if (other !== from) graph.addEdge(from, other, { size: 0.6, color: ink.line });
    sigma.refresh({ skipIndexation: true });
  }
  const beside = (node) => light(new Set([node, ...near(node)]), node);

  sigma.on("enterNode", ({ node }) => { if (!act.kept()) beside(node); sea.classList.add("over"); });
  sigma.on("leaveNode", () => { if (!act.kept()) act.left(); sea.classList.remove("over"); });

  // The dots are small: a click or a finger beside one means the nearest.
  function nearest({ x, y }) {
    let [best, least] = [null, 12 ** 2];
    graph.forEachNode((node, data) => {
      const spot = sigma.graphToViewport(data);
      const away = (spot.x - x) ** 2 + (spot.y - y) ** 2;
      if (away < least && (!lit || lit.has(node))) [best, least] = [node, away];
    });
    return best;
  }
  sigma.on("clickNode", ({ node }) => act.choose(node));
  sigma.on("clickStage", ({ event }) => act.choose(act.kept() ? null : nearest(event)));

  const camera = sigma.getCamera();
  const steps = { "zoom-in": () => camera.animatedZoom({ duration: 200 }), "zoom-out": () => camera.animatedUnzoom({ duration: 200 }), "zoom-fit": () => camera.animatedReset({ duration: 200 }) };
  for (const [id, step] of Object.entries(steps)) document.getElementById(id).addEventListener("click", step);

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readInk();
    graph.updateEachNodeAttributes((_, data) => ({ ...data, color: data.kind ? ink.thing[data.kind] : ink.force[data.look] }));
    sigma.refresh();
  });
  requestAnimationFrame(() => { performance.mark("drawn"); document.documentElement.dataset.drawn = "yes"; }); // it draws when it is made
  globalThis.whole = { sigma, graph, names: () => name().map(({ thing, box }) => ({ name: thing.name, ...box })) };
  return { light, beside };
}
