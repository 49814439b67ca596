"use strict";
// An agreement as a document: a click on a marked sentence shows what is known of it, the legend shows and hides marks.
(() => {
  const { data, byId, state, forceLabel, word, number, el, draw, panel } = aftalegraf;
  const content = document.getElementById("content");
  const points = [...document.querySelectorAll(".point")];

  let arriving = true;

  function show() {
    const open = byId.get(state.open);
    for (const point of points) point.toggleAttribute("aria-current", point.dataset.id === state.open);
    content.replaceChildren(open ? panel.item(open, []) : el("p", { class: "lede" }, word("click-point")));
    document.getElementById("status").textContent = open ? `${word("commitment")} ${open.number}` : "";
  }

  // The address is a commitment's number (#ØA24-117), or its id (#punkt=...), which does not change with the number.
  function opened() {
    const hash = location.hash.slice(1);
    if (hash.startsWith("punkt=")) return new URLSearchParams(hash).get("punkt") || "";
    let number = hash;
    try { number = decodeURIComponent(hash); } catch { /* not one of our own addresses */ }
    return data.commitments.find((one) => one.number === number)?.id || "";
  }

  function choose(key) {
    const open = byId.get(state.open);
    const page = Object.hasOwn(data.pages, key) ? data.pages[key] : "";
    location.href = page ? `${page}#${open && !key.startsWith("agreement:") ? encodeURIComponent(open.number) : ""}` : `${data.network}${encodeURIComponent(key)}`;
  }

  function fromAddress() {
    state.open = opened();
    show();
    points.find((point) => point.dataset.id === state.open)?.scrollIntoView({ block: arriving ? "center" : "nearest" });
    arriving = false;
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
    choose,
    open: (id) => { location.hash = id ? encodeURIComponent(byId.get(id).number) : ""; },
  });
  // By keys one goes from a sentence to its details, which stand at the end of the page, and back with Escape.
  const details = document.getElementById("panel");
  let came = null;
  document.getElementById("text").addEventListener("click", (event) => {
    const point = event.target.closest(".point");
    if (!point || event.detail) return; // a mouse clicks once or more; Enter does not
    came = point;
    addEventListener("hashchange", () => details.focus({ preventScroll: true }), { once: true });
    if (location.hash === point.hash) details.focus({ preventScroll: true });
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !state.open) return;
    const point = came || points.find((one) => one.dataset.id === state.open);
    history.replaceState(null, "", location.href.replace(/#.*$/, "#"));
    fromAddress();
    point?.focus();
    came = null;
  });
  for (const point of points) point.prepend(draw.glyph(point.dataset.force));
  for (const cell of document.querySelectorAll("td[data-value]")) cell.textContent = number(Number(cell.dataset.value) / 1e6);
  legend();
  document.getElementById("legend").addEventListener("focusin", (event) => event.target.scrollIntoView({ block: "nearest", inline: "center" })); // on a phone it is wider than the screen
  addEventListener("hashchange", fromAddress);
  fromAddress();
  performance.mark("ready");
  document.documentElement.dataset.ready = "yes";
})();
