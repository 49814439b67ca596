"use strict";
// An agreement as a document: a click on a marked sentence shows what is known of it, the legend shows and hides marks.
(() => {
  const { data, byId, state, forceLabel, word, number, el, draw, panel } = aftalegraf;
  const content = document.getElementById("content");
  const points = [...document.querySelectorAll(".point")];

  function show() {
    const open = byId.get(state.open);
    for (const point of points) point.toggleAttribute("aria-current", point.dataset.id === state.open);
    content.replaceChildren(open ? panel.item(open, []) : el("p", { class: "lede" }, word("click-point")));
    document.getElementById("status").textContent = open ? `${word("commitment")} ${open.number}` : "";
  }

  function fromAddress() {
    state.open = new URLSearchParams(location.hash.slice(1)).get("punkt") || "";
    show();
    points.find((point) => point.dataset.id === state.open)?.scrollIntoView({ block: "nearest" });
  }

  function legend() {
    const present = new Set(points.map((point) => point.dataset.force));
    const button = (force) => el("button", { type: "button", class: "force", "aria-pressed": "true", onclick: (event) => {
      const shown = event.currentTarget.getAttribute("aria-pressed") !== "true";
      event.currentTarget.setAttribute("aria-pressed", String(shown));
      for (const point of points) if (point.dataset.force === force.id) point.classList.toggle("without", !shown);
    } }, draw.glyph(force.id), forceLabel(force.id));
    document.getElementById("legend").replaceChildren(...data.forces.filter((force) => present.has(force.id)).map(button));
  }

  panel.start({
    choose: (key) => { location.href = `${data.network}#vis=${encodeURIComponent(key)}`; },
    open: (id) => { location.hash = id ? `punkt=${encodeURIComponent(id)}` : ""; },
  });
  for (const point of points) point.prepend(draw.glyph(point.dataset.force));
  for (const cell of document.querySelectorAll("td[data-value]")) cell.textContent = number(Number(cell.dataset.value) / 1e6);
  legend();
  addEventListener("hashchange", fromAddress);
  fromAddress();
  performance.mark("ready");
  document.documentElement.dataset.ready = "yes";
})();
