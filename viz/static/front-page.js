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
  const commitments = index.commitments.map(([name, agreement, force, section, page, quote]) =>
    ({ name, agreement: index.agreements[agreement], force: index.forces[force], section: index.sections[section], page, quote }));
  const haystack = (one) => (one.folded ??= finding.fold(`${one.quote}\n${one.name}\n${one.section.join("\n")}`));
  const things = index.things.map(([kind, label, page]) => ({ kind, label, page, folded: finding.fold(label) }));

  function find(query) {
    const typed = finding.tokens(query);
    const numbered = commitments.find((one) => finding.fold(one.name) === typed.join(" "));
    if (numbered) return { typed, used: typed, stemmed: false, found: [numbered], named: [] };
    const holding = (used) => commitments.filter((one) => used.every((token) => haystack(one).includes(token)));
    const exact = holding(typed);
    const used = exact.length ? typed : typed.map(finding.stem);
    const stemmed = !exact.length && used.some((token, i) => token !== typed[i]);
    return { typed, used, stemmed, found: stemmed ? holding(used) : exact, named: things.filter((thing) => used.every((token) => thing.folded.includes(token))) };
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
  function marked(element, text, used) {
    let at = 0;
    for (const [start, end] of finding.marks(text, used)) {
      element.append(text.slice(at, start), el("mark", {}, text.slice(start, end)));
      at = end;
    }
    element.append(text.slice(at));
    return element;
  }

  function item(one, used) {
    const quote = marked(el("p", { class: "quote", dir: "auto", lang: "da" }), one.quote, used);
    const page = one.page ? word("page", { n: one.page }) : null;
    const place = [one.agreement.label, ...one.section, page, one.name].filter(Boolean).join(", ");
    const copy = el("button", { type: "button", class: "copy" }, words.copy);
    copy.addEventListener("click", () => copyText(`»${one.quote}« (${place})`, copy, words.copy, words.copied));
    return el("article", { class: "item" }, glyph(one.force), quote,
      el("div", { class: "meta" },
        el("a", { class: "number", href: `${one.agreement.page}#${encodeURIComponent(one.name)}`, title: words["to-words"] }, one.name),
        el("span", {}, one.force.label),
        one.section.length ? el("span", { class: "place" }, marked(el("bdi"), one.section.join(" › "), used)) : null,
        page ? el("span", {}, page) : null, copy));
  }

  function list({ found, used }) {
    const box = el("div", { class: "list" });
    const more = el("button", { type: "button", class: "more" });
    let from = 0;
    let group = null;
    function extend() {
      for (const one of found.slice(from, from + STEP)) {
        if (one.agreement !== group) {
          group = one.agreement;
          const count = found.filter((other) => other.agreement === group).length;
          box.append(el("h2", { class: "under" }, el("a", { href: group.page }, el("bdi", {}, group.label)), " ", el("span", { class: "number" }, number(count))));
        }
        box.append(item(one, used));
      }
      from += STEP;
      more.textContent = word("more", { n: number(Math.min(STEP, found.length - from)) });
      if (from < found.length) box.append(more); else more.remove();
    }
    more.addEventListener("click", extend);
    extend();
    return box;
  }

  function show() {
    const query = field.value.trim();
    results.hidden = !query;
    front.hidden = Boolean(query);
    history.replaceState(null, "", query ? `#q=${encodeURIComponent(query)}` : location.hash.startsWith("#q=") ? "#" : location.hash || "#");
    document.body.classList.toggle("searching", Boolean(query));
    if (!query) { results.replaceChildren(); status.textContent = ""; lede.textContent = atFirst; return; }
    const search = find(query);
    const { found, named, stemmed } = search;
    const told = found.length ? word("commitments-in", { n: number(found.length), m: new Set(found.map((one) => one.agreement)).size }) : word("none-found", { q: query });
    status.textContent = told;
    const more = stemmed && found.length ? ` ${word("stemmed", { q: query })}` : "";
    lede.textContent = `${told.replace(/\.?$/, ".")}${more} ${words.missing}`;
    results.replaceChildren(
      ...(named.length ? [el("p", { class: "chips" }, el("span", { class: "kind" }, words.also), ...named.slice(0, 16).map((thing) => el("a", { class: `node ${thing.kind}`, href: thing.page }, el("bdi", {}, thing.label))))] : []),
      list(search));
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
