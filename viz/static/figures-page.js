"use strict";
// Charts of the tables' figures and of who is to act, drawn by Observable Plot as SVG: they print, and follow the page's colours.
(() => {
  const { lines, who, locale } = JSON.parse(document.getElementById("data").textContent);
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const look = { className: "chart", style: { fontSize: "12px", fontFamily: "inherit", background: "none", color: "var(--ink)" } };

  function overYears(points) {
    const first = Math.min(...lines.flat().map(([year]) => year));
    const last = Math.max(...lines.flat().map(([year]) => year));
    const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const rows = points.map(([year, value, price]) => ({ year, value, price }));
    const steps = rows.slice(1).map((row, i) => ({ from: rows[i], to: row, gap: row.year - rows[i].year > 1 }));
    const segments = (gap) => steps.filter((step) => step.gap === gap);
    const link = (gap) => Plot.link(segments(gap), { x1: (s) => s.from.year, x2: (s) => s.to.year, y1: (s) => s.from.value, y2: (s) => s.to.value, stroke: "var(--accent)", strokeWidth: 2, ...(gap && { strokeDasharray: "3 4", strokeWidth: 1.5 }) });
    return Plot.plot({
      ...look, width: 460, height: 220, marginTop: 26, marginLeft: 42, marginRight: 22,
      x: { type: "linear", domain: [first - 0.4, last + 0.2], ticks: years, tickFormat: String, label: null, tickSize: 0 },
      y: { domain: [0, Math.max(...rows.map((row) => row.value)) * 1.1], ticks: 4, label: null, tickFormat: (n) => number.format(n), grid: true, tickSize: 0 },
      marks: [Plot.ruleY([0], { stroke: "var(--soft)" }), link(false), link(true),
        Plot.dot(rows, { x: "year", y: "value", fill: "var(--accent)", r: 3.5 }),
        Plot.text(rows, { x: "year", y: "value", text: (row) => number.format(row.value), dy: -11, fill: "var(--ink)", fontWeight: 600 })],
    });
  }

  function grid() {
    const cells = who.areas.flatMap((area, row) => who.actors.map((actor, column) => ({ area, actor, n: who.counts[row][column] }))).filter((cell) => cell.n);
    const most = Math.max(...cells.map((cell) => cell.n));
    const cut = (name, longest) => (name.length > longest ? `${name.slice(0, longest - 1).trimEnd()}…` : name);
    const longest = Math.max(...who.actors.map((name) => cut(name, 34).length));
    return Plot.plot({
      ...look, width: 940, height: 40 + longest * 4 + who.areas.length * 26, marginLeft: 250, marginTop: 32 + longest * 4, marginRight: 136, marginBottom: 4,
      x: { domain: who.actors, axis: null },
      y: { domain: who.areas, label: null, tickSize: 0, tickFormat: (name) => cut(name, 38) },
      marks: [Plot.axisX({ anchor: "top", label: null, tickSize: 0, tickRotate: -38, tickFormat: (name) => cut(name, 34) }), Plot.cell(cells, { x: "actor", y: "area", fill: "var(--accent)", fillOpacity: (cell) => 0.12 + (0.45 * cell.n) / most, inset: 1, rx: 3 }),
        Plot.text(cells, { x: "actor", y: "area", text: (cell) => number.format(cell.n), fill: "var(--ink)" })],
    });
  }

  for (const place of document.querySelectorAll("[data-line]")) place.append(overYears(lines[Number(place.dataset.line)]));
  const place = document.getElementById("who");
  if (place && who.areas.length) place.append(grid());
  performance.mark("ready");
  document.documentElement.dataset.ready = "yes";
})();
