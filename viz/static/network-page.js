"use strict";
// Joins search, filters, legend, picture and list: whatever is chosen goes through `change`, and all is shown again.
(() => {
  const { data, nodes, read, byKey, byId, state, word, label, forceLabel, chosen, toAddress, fromAddress, el, draw, picture, panel } = aftalegraf;
  const byElementId = (id) => document.getElementById(id);
  let shown = "";

  function change(values, { keep = false } = {}) {
    Object.assign(state, values);
    const address = toAddress();
    if (address === (location.hash || "#")) return;
    history[keep ? "replaceState" : "pushState"](null, "", address);
    show();
  }

  function show() {
    const choice = chosen();
    const pressed = document.activeElement?.closest("#reset, #crumbs button");
    const view = JSON.stringify([state.focus, state.query, state.area, state.actor, [...state.years], [...state.without]]);
    controls();
    crumbs(choice);
    picture.show(choice);
    panel.show(choice, { scroll: state.open ? "item" : view === shown ? "keep" : "top" });
    if (pressed && !pressed.checkVisibility()) byElementId("search").focus(); // "Nulstil" and "Overblik" go when they have been pressed
    shown = view;
  }

  const handlers = {
    choose: (key) => (key.startsWith("commitment:") ? change({ open: key.slice("commitment:".length) }) : change({ focus: key, open: "", query: "" })),
    open: (id) => change({ open: id }),
  };

  // Words in the page itself follow the language; so do the names in the selects.
  function words() {
    document.documentElement.lang = state.language;
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
    for (const element of document.querySelectorAll("[data-word-label]")) element.setAttribute("aria-label", word(element.dataset.wordLabel));
    byElementId("search").placeholder = word("search-hint");
    if (byElementId("home")) byElementId("home").href = data.homes[state.language];
    byElementId("language").lang = state.language === "da" ? "en" : "da";
    fillSelect("area", "all-areas");
    fillSelect("actor", "all-actors");
    legend();
    about();
  }

  // What the page says of itself: its data, when and from what it was made, and the SPARQL behind it.
  function about() {
    if (!data.about) return;
    const { made, sources, sparql, links } = data.about;
    const ways = links[state.language] || {};
    const link = (href, text, attributes = {}) => el("a", { href, ...attributes }, text);
    const row = (...parts) => el("p", {}, ...parts.flatMap((part, i) => (i ? [" · ", part] : [part])));
    byElementId("about").replaceChildren(...[
      ways.whole ? row(link(ways.whole, word("whole-open"))) : null,
      ways.csv ? row(el("span", {}, `${word("data")}: `, link(ways.csv, "CSV", { download: "" })), link(ways.json, "JSON", { download: "" })) : null,
      ways.api ? row(link(ways.editor.replace(/query=.*/, ""), word("sparql")), link(ways.api, word("api"))) : null,
      row(made[state.language]),
      sources.length ? el("details", {}, el("summary", {}, word("made-from")), el("ul", {}, ...sources.map(([title, file, hash]) => el("li", {}, el("bdi", {}, title), ": ", el("bdi", {}, file), `, ${word("fingerprint")} `, el("code", {}, hash))))) : null,
      el("details", {}, el("summary", {}, word("sparql")), el("pre", { tabindex: "0" }, el("code", {}, sparql)), ways.editor ? row(link(ways.editor, word("open-editor"))) : null),
      row(word("says-not")),
    ].filter(Boolean));
  }

  function fillSelect(kind, all) {
    const listed = nodes.filter((node) => node.kind === kind && node.total);
    listed.sort((a, b) => label(a).localeCompare(label(b), state.language));
    byElementId(kind).replaceChildren(el("option", { value: "" }, word(all)), ...listed.map((node) => el("option", { value: node.key }, label(node))));
  }

  function controls() {
    if (document.documentElement.lang !== state.language || !byElementId("area").options.length) words();
    if (byElementId("search").value.trim() !== state.query) byElementId("search").value = state.query;
    byElementId("area").value = state.area;
    byElementId("actor").value = state.actor;
    for (const chip of document.querySelectorAll("#years .chip")) chip.setAttribute("aria-pressed", String(state.years.has(Number(chip.dataset.year))));
    for (const force of document.querySelectorAll("#legend .force")) force.setAttribute("aria-pressed", String(!state.without.has(force.dataset.force)));
    byElementId("reset").hidden = !(state.years.size || state.area || state.actor || state.without.size || state.query || state.focus);
  }

  function crumbs(choice) {
    const home = el("button", { type: "button", onclick: () => change({ focus: "", query: "", open: "" }) }, `← ${word("overview")}`);
    byElementId("crumbs").replaceChildren(...(choice.overview ? [] : [home]));
  }

  const toggled = (set, value) => { const copy = new Set(set); if (!copy.delete(value)) copy.add(value); return copy; };

  function years() {
    const all = [...new Set(read.map((node) => node.year).filter(Boolean))];
    byElementId("years").classList.toggle("many", all.length > 9);
    byElementId("years").replaceChildren(...all.map((year) => el("button", { type: "button", class: "chip", "data-year": year, "aria-pressed": "false", onclick: () => change({ years: toggled(state.years, year) }) }, String(year))));
  }

  function legend() {
    const thing = (look, key) => el("span", { class: "legend-thing" }, look === "topic" ? bars() : el("span", { class: `swatch ${look}` }), word(key));
    const present = new Set(nodes.map((node) => node.status || node.kind));
    const things = [["read", "read"], ["not-read", "not-read"], ["not-made", "not-made-short"], ["area", "area"], ["topic", "legend-years"], ["actor", "actor-one"], ["reference", "reference"]].filter(([look]) => present.has(look));
    const forces = data.forces.map((force) => el("button", { type: "button", class: "force", "data-force": force.id, "aria-pressed": String(!state.without.has(force.id)), onclick: () => change({ without: toggled(state.without, force.id) }) }, draw.glyph(force.id), forceLabel(force.id)));
    byElementId("legend").replaceChildren(
      el("div", { class: "legend-group" }, ...things.map(([look, key]) => thing(look, key))),
      el("div", { class: "legend-group", role: "group", "aria-label": word("force") }, ...forces));
  }

  function bars() {
    const strip = el("span", { class: "bars", "aria-hidden": "true" });
    for (const share of [40, 100, 65]) {
      const bar = el("span");
      bar.style.setProperty("--share", share);
      strip.append(bar);
    }
    return strip;
  }

  draw.readInk();
  picture.start(handlers);
  panel.start(handlers);
  years();
  let waiting = 0;
  byElementId("search").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change({ query: event.target.value.trim(), open: "" }, { keep: true }), 120);
  });
  for (const kind of ["area", "actor"]) byElementId(kind).addEventListener("change", (event) => change({ [kind]: event.target.value, open: "" }));
  byElementId("reset").addEventListener("click", () => change({ years: new Set(), without: new Set(), area: "", actor: "", focus: "", query: "", open: "" }));
  byElementId("legend").addEventListener("focusin", (event) => event.target.scrollIntoView({ block: "nearest", inline: "center" })); // on a phone it is wider than the screen
  byElementId("language").addEventListener("click", () => change({ language: state.language === "da" ? "en" : "da" }));
  byElementId("zoom-in").addEventListener("click", () => picture.zoom(1.3));
  byElementId("zoom-out").addEventListener("click", () => picture.zoom(1 / 1.3));
  byElementId("zoom-fit").addEventListener("click", () => picture.camera(true));
  addEventListener("popstate", () => { fromAddress(location.hash); show(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => picture.redraw());
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); byElementId("search").focus(); }
    if (event.key === "Escape" && (state.open || state.focus)) change(state.open ? { open: "" } : { focus: "" });
  });
  fromAddress(location.hash);
  show();
  performance.mark("ready");
  document.documentElement.dataset.ready = "yes";
})();
