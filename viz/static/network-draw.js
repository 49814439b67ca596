"use strict";
// How each kind of thing looks: colours taken from the page's style, shapes drawn on the canvas, glyphs in the text.
aftalegraf.draw = (() => {
  const { state, data, agreements, label, word } = aftalegraf;
  const shapes = { agree: "dot", undertake: "triangle", require: "square", allocate: "diamond", note: "triangleDown", recall: "hexagon" };
  const paths = {
    dot: "M6 .8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 1 0 6 .8Z",
    triangle: "M6 .6 11.6 10.8H.4Z",
    square: "M1.2 1.2h9.6v9.6H1.2Z",
    diamond: "M6 0l6 6-6 6-6-6Z",
    triangleDown: "M.4 1.2h11.2L6 11.4Z",
    hexagon: "M3 .8h6L12 6l-3 5.2H3L0 6Z",
  };
  let ink = {};

  function readInk() {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "card", "ink", "soft", "line", "wash", "accent", "agreement", "on-agreement", "area", "area-ink", "actor", "actor-ink", "reference", "reference-ink", "text"];
    ink = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    ink.force = Object.fromEntries(data.forces.map((force) => [force.id, style.getPropertyValue(`--force-${force.id}`).trim() || ink.soft]));
  }

  function glyph(force) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    svg.setAttribute("viewBox", "0 0 12 12");
    svg.setAttribute("class", "glyph");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", paths[shapes[force] || "dot"]);
    path.style.fill = path.style.stroke = `var(--force-${data.forces.some((f) => f.id === force) ? force : "note"})`;
    if (force === "note" || force === "recall") { path.style.fill = "var(--card)"; path.style.strokeWidth = "1.8"; }
    svg.append(path);
    return svg;
  }

  // Text cut to a width, with a sign that it is cut; measured once for each text, width and font.
  const fitted = new Map();
  function fit(ctx, text, width) {
    const key = `${ctx.font}|${width}|${text}`;
    if (!fitted.has(key)) {
      let short = text;
      if (ctx.measureText(text).width > width) {
        const signs = [...text];
        while (signs.length > 1 && ctx.measureText(`${signs.join("").trimEnd()}…`).width > width) signs.pop();
        short = `${signs.join("").trimEnd()}…`;
      }
      fitted.set(key, short);
    }
    return fitted.get(key);
  }

  function box(ctx, x, y, width, height, radius) {
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - height / 2, width, height, radius);
  }

  // Agreements: a solid box where it is read, a dashed outline where it is not, a dotted one where it is not made yet.
  function agreement(ctx, x, y, node, size, lit) {
    const isRead = node.status === "read";
    box(ctx, x, y, size.width, size.height, 8);
    ctx.fillStyle = isRead ? ink.agreement : ink.paper;
    ctx.fill();
    ctx.setLineDash(isRead ? [] : node.status === "not-made" ? [1.5, 4] : [6, 4]);
    ctx.lineWidth = lit ? 2.5 : 1.5;
    ctx.strokeStyle = !isRead ? ink.soft : lit ? ink.ink : ink.agreement;
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.textAlign = "center";
    ctx.fillStyle = isRead ? ink["on-agreement"] : ink.soft;
    const narrow = size.width < 80;
    ctx.font = `600 ${narrow ? 16 : 22}px ${ink.text}`;
    if (node.twin || !node.year) ctx.font = `600 ${narrow ? 11 : 14}px ${ink.text}`;
    const name = node.year && !node.twin ? String(node.year) : fit(ctx, label(node), size.width - 8);
    ctx.fillText(name, x, y - (narrow ? 0 : 8));
    if (narrow) return;
    ctx.font = `13px ${ink.text}`;
    const short = node.shown === 1 ? word("point-one") : word("points", { n: aftalegraf.number(node.shown) });
    ctx.fillText(fit(ctx, isRead ? short : word(node.status === "not-made" ? "not-made-short" : "not-read"), size.width - 8), x, y + 14);
  }

  // Nothing shows through a thing, not where it is faint either. Areas and topics lie on a sheet of paper, under which lines
  // run, so that none runs through the words.
  function ground(ctx, x, y, node, size, below, asHeading) {
    ctx.fillStyle = ink.paper;
    if (asHeading) { box(ctx, x, y, size.width, size.height, 8); ctx.fill(); }
    else if (node.kind === "area" || node.kind === "topic") ctx.fillRect(x - size.width / 2 - 7, y - size.height / 2 - 1, size.width + 14, size.height + 1 + below);
    else { box(ctx, x, y, size.width, size.height, { agreement: 8, actor: 15 }[node.kind] || 1); ctx.fill(); }
  }

  function area(ctx, x, y, node, size, lit) {
    box(ctx, x, y, size.width, size.height, 5);
    ctx.fillStyle = ink.area;
    ctx.fill();
    if (lit) { ctx.lineWidth = 1.5; ctx.strokeStyle = ink["area-ink"]; ctx.stroke(); }
    row(ctx, x, y, node, size.width - 14, `600 14.5px ${ink.text}`, ink["area-ink"]);
  }

  function topic(ctx, x, y, node, size, lit) {
    if (lit) { box(ctx, x, y, size.width, size.height, 4); ctx.fillStyle = ink.wash; ctx.fill(); }
    row(ctx, x, y, node, size.width - 14, `14px ${ink.text}`, ink.ink);
  }

  // A name to the left and a bar for each agreement to the right: as high as it has commitments, a dot where it is not read.
  function row(ctx, x, y, node, width, font, colour) {
    const bars = agreements.length > 24 ? [] : agreements;
    const wide = bars.length > 12 ? 3 : 4.5;
    const steps = bars.map((bar) => (bar.status === "read" || node.years?.get(bar.place) ? wide + 1 : 3));
    const most = Math.max(1, ...bars.map((bar) => node.years?.get(bar.place) || 0));
    let at = x + width / 2 - steps.reduce((sum, step) => sum + step, 0);
    ctx.font = font;
    ctx.textAlign = "left";
    ctx.fillStyle = colour;
    ctx.fillText(fit(ctx, label(node), at - x + width / 2 - 6), x - width / 2, y + 0.5);
    const before = ctx.globalAlpha;
    bars.forEach((bar, i) => {
      const n = node.years?.get(bar.place) || 0;
      const height = n ? 3 + (10 * n) / most : 2;
      ctx.globalAlpha = before * (n ? 0.85 : 0.3);
      ctx.fillRect(at, y + 6 - height, n || bar.status === "read" ? wide : 1.5, height);
      at += steps[i];
    });
    ctx.globalAlpha = before;
  }

  // The thing that is looked at, large, above its commitments.
  function heading(ctx, x, y, node, size) {
    box(ctx, x, y, size.width, size.height, node.kind === "actor" ? 23 : 8);
    ctx.fillStyle = ink[node.kind] && ink[`${node.kind}-ink`] ? ink[node.kind] : ink.wash;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = ctx.fillStyle = ink[`${node.kind}-ink`] || ink.ink;
    ctx.stroke();
    ctx.font = `600 20px ${ink.text}`;
    ctx.textAlign = "center";
    ctx.fillText(fit(ctx, label(node), size.width - 28), x, y + 1);
  }

  function pill(kind, radius) {
    return (ctx, x, y, node, size, lit) => {
      box(ctx, x, y, size.width, size.height, radius);
      ctx.fillStyle = ink[kind];
      ctx.fill();
      ctx.lineWidth = lit ? 2 : 1;
      ctx.strokeStyle = ink[`${kind}-ink`];
      ctx.stroke();
      ctx.font = `${kind === "actor" ? "600 15px" : "14px"} ${ink.text}`;
      ctx.textAlign = "center";
      ctx.fillStyle = ink[`${kind}-ink`];
      ctx.fillText(fit(ctx, label(node), size.width - 16), x, y + 0.5);
    };
  }

  const looks = { agreement, area, topic, actor: pill("actor", 15), reference: pill("reference", 1) };
  const heights = { agreement: 54, area: 26, topic: 20, actor: 30, reference: 25 };

  const sized = (width, node, asHeading) => ({ width, height: asHeading ? 46 : heights[node.kind] });

  // The renderer of one node for vis-network; `lit()` says which nodes are pointed at (null: none, all are plain).
  function renderer(node, size, lit, asHeading = false) {
    return ({ ctx, x, y, state: { selected, hover } }) => ({
      drawNode() {
        const pointed = lit();
        ctx.save();
        ground(ctx, x, y, node, size, selected || hover ? 1 : 17, asHeading); // what is pointed at is drawn last: over nothing else
        ctx.globalAlpha = pointed && !pointed.has(node.place) ? 0.22 : node.shown || node.status !== "read" ? 1 : 0.4;
        ctx.textBaseline = "middle";
        (asHeading ? heading : looks[node.kind])(ctx, x, y, node, size, selected || hover || state.focus === node.key);
        ctx.restore();
      },
      nodeDimensions: size,
    });
  }

  // A commitment: the glyph of its force, with its number below where there is room.
  const outlines = Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, new Path2D(path)]));
  const dotSize = (labelled) => ({ width: labelled ? 34 : 15, height: labelled ? 36 : 15 });
  function dotRenderer(one, labelled, lit) {
    const side = labelled ? 17 : 12;
    const size = dotSize(labelled);
    const hollow = one.force === "note" || one.force === "recall";
    return ({ ctx, x, y, state: { selected, hover } }) => ({
      drawNode() {
        const pointed = lit();
        const colour = ink.force[one.force] || ink.soft;
        const open = selected || hover || state.open === one.id;
        ctx.save();
        ctx.globalAlpha = pointed && !pointed.has(one.id) ? 0.22 : 1;
        ctx.translate(x, y - (labelled ? 8 : 0));
        if (labelled) { ctx.fillStyle = ink.paper; ctx.fillRect(-12, side - 7, 24, 14); ctx.font = `12px ${ink.text}`; ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.fillStyle = ink.soft; ctx.fillText(one.number.split("-").at(-1), 0, side); }
        if (open) { ctx.beginPath(); ctx.arc(0, 0, side * 0.85, 0, 2 * Math.PI); ctx.fillStyle = ink.wash; ctx.fill(); ctx.lineWidth = 1.5; ctx.strokeStyle = ink.ink; ctx.stroke(); }
        ctx.scale(side / 12, side / 12);
        ctx.translate(-6, -6);
        ctx.lineWidth = 1.8;
        ctx.strokeStyle = colour;
        ctx.fillStyle = hollow ? ink.paper : colour;
        ctx.fill(outlines[shapes[one.force] || "dot"]);
        if (hollow) ctx.stroke(outlines[shapes[one.force]]);
        ctx.restore();
      },
      nodeDimensions: size,
    });
  }

  return { readInk, glyph, sized, renderer, dotSize, dotRenderer, ink: () => ink };
})();
