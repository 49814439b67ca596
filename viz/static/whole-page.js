"use strict";
// The whole network: sigma draws the nodes; lines are drawn only from what is pointed at or chosen, so that it stays fluent.
(async () => {
  const { words, looks } = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const [sea, told, chosenBox, field] = ["sea", "told", "chosen", "search"].map(byId);
  const atFirst = told.textContent;
  const SHOWN = 20; // hits that are told in words
  const ready = () => { performance.mark("ready"); document.documentElement.dataset.ready = "yes"; };
  const word = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  const number = (n) => new Intl.NumberFormat(words.locale).format(n);
  const points = (n) => (n === 1 ? words["commitment-one"] : word("commitments-short", { n: number(n) }));

  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.append(...children);
    return element;
  }

  // What takes long is done in slices, so that a key or a click is answered in between.
  const pause = () => globalThis.scheduler?.yield?.() ?? new Promise((done) => { setTimeout(done); });
  async function each(list, act) {
    let begun = performance.now();
    for (let i = 0; i < list.length; i += 1) {
      act(list[i], i);
      if (i % 64 === 63 && performance.now() - begun > 40) { await pause(); begun = performance.now(); }
    }
  }

  const index = await readIndex();
  const around = new Map(index.things.map((_, i) => [`t${i}`, []]));
  await each(index.commitments, (one, i) => { for (const t of one[6]) around.get(`t${t}`).push(`c${i}`); });
  const near = (node) => (node.startsWith("t") ? around.get(node) : index.commitments[Number(node.slice(1))][6].map((t) => `t${t}`));

  // In words: a commitment's quote, a thing's name, or the first of what a search finds.
  function quoted(place) {
    const [name, , , , quote, page] = index.commitments[place];
    const link = page ? el("a", { href: `${page}#${encodeURIComponent(name)}`, title: words["to-words"] }, name) : el("b", {}, name);
    return [el("p", { class: "quote", lang: "da", dir: "auto" }, quote), el("p", {}, link)];
  }

  function tell(node) {
    const place = node && Number(node.slice(1));
    if (!node) chosenBox.replaceChildren();
    else if (node.startsWith("c")) chosenBox.replaceChildren(...quoted(place));
    else {
      const [, label, , , page] = index.things[place];
      const name = el("bdi", {}, label);
      chosenBox.replaceChildren(el("p", {}, page ? el("a", { href: page }, name) : name, ` · ${points(near(node).length)}`));
    }
  }

  const list = (hits) => chosenBox.replaceChildren(el("ul", { class: "hits" }, ...hits.slice(0, SHOWN).map((node) => el("li", {}, ...quoted(Number(node.slice(1)))))));

  let kept = null;
  function choose(node) {
    kept = node;
    if (!node) { find(); return; }
    picture?.beside(node);
    tell(node);
  }
  let picture = null;
  if (document.createElement("canvas").getContext("webgl2")) {
    picture = await wholePicture({ index, looks, sea, near, each, pause, act: { choose, left: () => find(), kept: () => kept } });
    globalThis.whole.choose = choose;
  } else {
    sea.textContent = words["no-webgl"];
    sea.classList.add("none");
    byId("zoom").hidden = true;
  }

  const folded = index.commitments.map(() => null);
  const without = new Set(); // looks that the legend has switched off
  let timer = 0;
  async function find() {
    const turn = (timer = {});
    const tokens = finding.tokens(field.value.trim());
    const shown = (one) => !without.has(one[1]);
    if (!tokens.length && !without.size) { told.textContent = atFirst; tell(null); picture?.light(null); return; }
    const hits = [];
    await each(index.commitments, (one, i) => {
      folded[i] ??= finding.fold(`${one[4]}\n${one[0]}`);
      if (shown(one) && tokens.every((token) => folded[i].includes(token))) hits.push(`c${i}`);
    });
    if (turn !== timer) return; // something else is asked by now
    told.textContent = hits.length ? points(hits.length) : words.none;
    if (tokens.length) list(hits); else tell(null);
    picture?.light(new Set(hits));
  }
  let waiting = 0;
  field.addEventListener("input", () => { kept = null; clearTimeout(waiting); waiting = setTimeout(find, 100); });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || (!kept && !field.value)) return;
    if (chosenBox.contains(document.activeElement)) field.focus();
    field.value = "";
    choose(null);
  });
  for (const button of document.querySelectorAll("#legend button")) {
    button.addEventListener("click", () => {
      const look = looks.indexOf(button.dataset.force);
      if (!without.delete(look)) without.add(look);
      button.setAttribute("aria-pressed", String(!without.has(look)));
      kept = null;
      find();
    });
  }
  ready();
})();
