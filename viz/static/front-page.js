"use strict";
// Search over all commitments as one types. They lie packed in the page itself, so that it is light and asks for nothing.
(async () => {
  const { words } = JSON.parse(document.getElementById("data").textContent);
  const field = document.getElementById("search");
  const results = document.getElementById("results");
  const front = document.getElementById("front");
  const status = document.getElementById("status");
  const lede = document.getElementById("told");
  const atFirst = lede.textContent;
  const number = (n) => new Intl.NumberFormat(words.locale).format(n);
  const word = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  const STEP = 40;

  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  const index = await readIndex();
  const things = index.things.map(([kind, label, page, names]) => ({ kind, label, page, names }));
  const commitments = unpackedRows();
  const search = searching.over(commitments, things);

  // The columns of the index as one object a commitment.
  function unpackedRows() {
    const { tail, force, section, quote, page, things: known, sums } = index.commitments;
    let [place, said, heading, sheet] = [0, 0, 0, 0];
    const all = [];
    for (const agreement of index.agreements) {
      for (let i = 0; i < agreement.count; i += 1, place += 1) {
        said += quote[place];
        heading += section[place];
        sheet += page[place];
        all.push({ name: agreement.head + tail[place], agreement, year: agreement.year, force: index.forces[force[place]], section: index.sections[heading], page: sheet, quote: index.quotes[said], things: known[place], sums: sums[place] });
      }
    }
    return all;
  }

  function glyph(force) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const use = document.createElementNS(space, "use");
    svg.setAttribute("class", `glyph g-${force.look}`);
    svg.setAttribute("viewBox", "0 0 12 12");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `#g-${force.look}`);
    svg.append(use);
    return svg;
  }

  // Text with the hits in it marked.
  function marked(element, text, forms) {
    let at = 0;
    for (const [start, end] of search.marks(text, forms)) {
      element.append(text.slice(at, start), el("mark", {}, text.slice(start, end)));
      at = end;
    }
    element.append(text.slice(at));
    return element;
  }

  // The things whose names brought a hit that does not say the word itself.
  function through(one, forms) {
    const named = forms.flatMap(({ named: all }) => one.things.filter((thing) => all.has(thing)));
    return [...new Set(named)].slice(0, 2).map((thing) => chip(things[thing]));
  }
  const chip = (thing) => el("a", { class: `node ${thing.kind}`, href: thing.page }, el("bdi", {}, thing.label));

  function item(one, forms) {
    const quote = marked(el("p", { class: "quote", dir: "auto", lang: "da" }), one.quote, forms);
    const page = one.page ? word("page", { n: one.page }) : null;
    const place = [one.agreement.label, ...one.section, page, one.name].filter(Boolean).join(", ");
    const copy = el("button", { type: "button", class: "copy" }, words.copy);
    copy.addEventListener("click", () => copyText(`»${one.quote}« (${place})`, copy, words.copy, words.copied));
    return el("article", { class: "item" }, glyph(one.force), quote,
      el("div", { class: "meta" },
        el("a", { class: "number", href: `${one.agreement.page}#${encodeURIComponent(one.name)}`, title: words["to-words"] }, one.name),
        el("span", {}, one.force.label),
        one.section.length ? el("span", { class: "place" }, marked(el("bdi"), one.section.join(" › "), forms)) : null,
        page ? el("span", {}, page) : null,
        ...(quote.querySelector("mark") ? [] : through(one, forms)), copy));
  }

  // The tiers one after another, each under its agreements, a step at a time.
  function list({ tiers, forms }) {
    const box = el("div", { class: "list" });
    const more = el("button", { type: "button", class: "more" });
    const found = tiers.flatMap((tier, place) => tier.map((one) => ({ one, place, key: `${place} ${one.agreement.page}` })));
    const counts = new Map();
    for (const { key } of found) counts.set(key, (counts.get(key) || 0) + 1);
    let [from, tier, group] = [0, found[0]?.place, null];
    function extend() {
      for (const { one, place, key } of found.slice(from, from + STEP)) {
        if (place !== tier) box.append(el("p", { class: "tier" }, words[place === 1 ? "also-within" : "also-around"], " ", el("span", { class: "number" }, number(tiers[place].length))));
        tier = place;
        if (key !== group) box.append(el("h2", { class: "under" }, el("a", { href: one.agreement.page }, el("bdi", {}, one.agreement.label)), " ", el("span", { class: "number" }, number(counts.get(key)))));
        group = key;
        box.append(item(one, forms));
      }
      from += STEP;
      more.textContent = word("more", { n: number(Math.min(STEP, found.length - from)) });
      if (from < found.length) box.append(more); else more.remove();
    }
    more.addEventListener("click", () => {
      const next = box.querySelectorAll(".item").length;
      extend();
      box.querySelectorAll(".item")[next]?.querySelector("a").focus({ preventScroll: true }); // the button may be gone
    });
    extend();
    return box;
  }

  // How many there are, and how the words were understood where they were not found as they were typed.
  function tell(query, { tiers, forms, partial }) {
    const found = tiers.flat();
    if (!found.length) return word("none-found", { q: query });
    const m = new Set(found.map((one) => one.agreement)).size;
    const key = m !== 1 ? "commitments-in" : found.length !== 1 ? "commitments-in-one" : "commitment-in-one";
    const nearest = forms.filter((one) => one.near).map((one) => word("nearest-word", { q: one.token.text, w: one.near }));
    const stemmed = forms.some((one) => one.stemmed) ? [word("stemmed", { q: query })] : [];
    return [`${word(key, { n: number(found.length), m: number(m) })}.`, ...(partial ? [words.partial] : []), ...nearest, ...stemmed].join(" ");
  }

  function show() {
    const query = field.value.trim();
    results.hidden = !query;
    front.hidden = Boolean(query);
    history.replaceState(null, "", query ? `#q=${encodeURIComponent(query)}` : location.hash.startsWith("#q=") ? "#" : location.hash || "#");
    document.body.classList.toggle("searching", Boolean(query));
    if (!query) { results.replaceChildren(); status.textContent = ""; lede.textContent = atFirst; return; }
    const found = search.find(query);
    const told = tell(query, found);
    status.textContent = told;
    lede.textContent = `${told} ${words.missing}`;
    results.replaceChildren(
      ...(found.named.length ? [el("p", { class: "chips" }, el("span", { class: "kind" }, words.also), ...found.named.slice(0, 12).map(chip))] : []),
      list(found));
  }

  function fromAddress() {
    if (!location.hash.startsWith("#q=")) { if (field.value) { field.value = ""; show(); } return; }
    try { field.value = decodeURIComponent(location.hash.slice(3)); } catch { return; }
    show();
  }

  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => { // a number and Enter lead straight to the words
    const hits = results.querySelectorAll(".item");
    if (event.key === "Enter" && hits.length === 1) hits[0].querySelector("a.number").click();
    if (event.key === "Escape" && field.value) { event.preventDefault(); field.value = ""; show(); }
  });
  addEventListener("hashchange", () => {
    const target = location.hash.startsWith("#q=") ? null : document.getElementById(location.hash.slice(1));
    fromAddress();
    target?.scrollIntoView();
  });
  fromAddress();
  if (field.value) show();
  performance.mark("ready");
  document.documentElement.dataset.ready = "yes";
})();
