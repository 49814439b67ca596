"use strict";
// The list beside the picture: it says what the picture says, in words, and can be read and used by keyboard alone.
aftalegraf.panel = (() => {
  const { nodes, agreements, read, commitments, state, word, label, forceLabel, count, number, money, when, marks, el, draw, data } = aftalegraf;
  const content = document.getElementById("content");
  const status = document.getElementById("status");
  const STEP = 40;
  const kinds = [["topic", "topics"], ["area", "areas"], ["actor", "actors"], ["reference", "references"], ["agreement", "agreements"]];
  const single = { topic: "topic", area: "area", actor: "actor-one", reference: "reference", agreement: "agreement" };
  let handlers = {};

  const nodeButton = (place) => {
    const node = nodes[place];
    return el("button", { type: "button", class: `node ${node.kind}`, onclick: () => handlers.choose(node.key) }, el("bdi", {}, label(node)));
  };

  // The overview: tables of all things, with a bar for each agreement ---------------------------------------------------
  function bars(node) {
    const most = Math.max(1, ...node.years.values());
    const years = agreements.filter((one) => node.years.get(one.place)).map((one) => one.year).join(", ");
    const strip = el("span", { class: "bars", role: "img", "aria-label": years });
    for (const one of agreements.length > 24 ? [] : agreements) {
      const n = node.years.get(one.place) || 0;
      const bar = el("span", { class: n ? "" : one.status === "read" ? "empty" : "unread" });
      bar.style.setProperty("--share", 15 + (85 * n) / most);
      strip.append(bar);
    }
    return strip;
  }

  function indexTable(kind, heading, open) {
    const listed = nodes.filter((node) => node.kind === kind && (node.shown || kind === "agreement"));
    if (kind !== "agreement") listed.sort((a, b) => b.shown - a.shown || label(a).localeCompare(label(b), "da"));
    if (!listed.length) return null;
    const rows = (some) => some.map((node) => el("tr", {},
      el("td", {}, el("button", { type: "button", onclick: () => handlers.choose(node.key) }, el("bdi", {}, label(node)))),
      el("td", {}, kind === "agreement" ? word(node.status || "not-read") : bars(node)),
      el("td", {}, number(node.shown))));
    const body = el("tbody", {}, ...rows(listed.slice(0, 200)));
    const box = el("details", { class: "index", open },
      el("summary", {}, word(heading), el("span", { class: "number" }, number(listed.length))),
      el("table", {},
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, word("name")), el("th", { scope: "col" }, word("year")), el("th", { scope: "col" }, word("count")))),
        body));
    if (listed.length > 200) {
      const more = el("button", { type: "button", class: "more", onclick: () => { body.append(...rows(listed.slice(200))); more.remove(); } }, word("more", { n: number(listed.length - 200) }));
      box.append(more);
    }
    return box;
  }

  function overview(choice) {
    const years = read.map((node) => node.year).filter(Boolean);
    const missing = (status) => agreements.filter((node) => node.status === status).map((node) => node.year || label(node)).join(", ");
    const gaps = [["missing", missing("not-read")], ["not-made-list", missing("not-made")]].filter(([, list]) => list);
    return [
      el("h2", {}, word(choice.anyFilter ? "filtered" : "welcome")),
      el("p", { class: "lede" }, choice.anyFilter ? count(choice.found.length)
        : word("welcome-text", { n: number(commitments.length), m: read.length, from: Math.min(...years), to: Math.max(...years) })),
      ...gaps.map(([key, list]) => el("p", { class: "lede" }, word(key, { years: list }))),
      choice.anyFilter ? list(choice, choice.found) : null,
      ...kinds.map(([kind, heading]) => indexTable(kind, heading, kind === "topic" && !choice.anyFilter)),
    ];
  }

  // One commitment: the sentence first, the machinery last -----------------------------------------------------------
  function quoted(text, used) {
    const quote = el("p", { class: "quote", dir: "auto", lang: "da" });
    let at = 0;
    for (const [start, end] of used.length ? marks(text, used) : []) {
      quote.append(text.slice(at, start), el("mark", {}, text.slice(start, end)));
      at = end;
    }
    quote.append(text.slice(at));
    return quote;
  }

  function place(one) {
    const parts = [label(one.own), ...(one.section || [])];
    if (one.page) parts.push(word("page", { n: one.page }));
    return parts;
  }

  function citation(one) {
    return `»${one.quote}« (${[...place(one), one.number].join(", ")})`;
  }

  const copy = (one, button) => copyText(citation(one), button, word("copy"), word("copied"));

  // For reference managers.
  function references(one) {
    const cited = { title: label(one.own), year: one.own.year, parties: (one.parties || []).map((n) => label(nodes[n])), section: one.section || [], page: one.page, number: one.number, quote: one.quote };
    const name = citing.key(one.number);
    const button = (text, written, type, suffix) => el("button", { type: "button", onclick: () => citing.save(written(cited), `${name}.${suffix}`, type) }, text);
    return [button("RIS", citing.ris, "application/x-research-info-systems", "ris"), button("BibTeX", citing.bibtex, "application/x-bibtex", "bib")];
  }

  function reference(item) {
    const shown = item.node !== undefined ? nodeButton(item.node) : el("span", {}, item.kind === "internal" ? word("internal") : word("unresolved"));
    return el("div", {}, "»", el("bdi", {}, item.text), "« ", shown);
  }

  function followUp(one) {
    const parts = [one.followUp.target !== undefined ? nodeButton(one.followUp.target) : null, one.followUp.year ? String(one.followUp.year) : null];
    return parts.some(Boolean) ? parts.filter(Boolean) : [word("not-said")];
  }

  // What other agreements say of the same, before and after; only an agreement's own page knows it.
  function beside(one, key) {
    const around = data.around && Object.hasOwn(data.around, one.id) ? data.around[one.id] : {};
    const found = (around[key] || []).map(([name, href, quote, sure]) => el("div", {},
      href ? el("a", { href }, name) : name, " »", el("bdi", { lang: "da" }, quote), "« ", el("span", { class: "sure" }, sure)));
    return found.length > 3 ? [...found.slice(0, 3), el("details", { class: "machinery" }, el("summary", {}, word("more", { n: number(found.length - 3) })), ...found.slice(3))] : found;
  }

  function fields(one) {
    const rows = [
      ["force", [forceLabel(one.force)]],
      ["parties", (one.parties || []).map(nodeButton)],
      ["obliged", (one.obliged || []).map(nodeButton)],
      ["amounts", (one.amounts || []).map((amount) => el("div", {}, money(amount)))],
      ["deadline", one.deadline ? [when(one.deadline)] : []],
      ["years", one.years ? [one.years.join(", ")] : []],
      ["references", (one.references || []).map(reference)],
      ["follow-up", one.followUp ? followUp(one) : []],
      ["came-before", beside(one, "came-before")],
      ["came-after", beside(one, "came-after")],
      ["area", (one.areas || []).map(nodeButton)],
      ["topic", (one.topics || []).map(nodeButton)],
      ["section", [el("bdi", {}, place(one).slice(1).join(" › ") || label(one.own))]],
    ];
    return el("dl", { class: "fields" }, ...rows.filter(([, values]) => values.length).flatMap(([key, values]) => [el("dt", {}, word(key)), el("dd", {}, ...values)]));
  }

  function machinery(one) {
    const sure = one.confidence === undefined ? null : word(one.confidence >= 0.9 ? "sure" : one.confidence >= 0.7 ? "likely" : "check");
    if (!sure && !(one.evidence || []).length) return null;
    return el("details", { class: "machinery" }, el("summary", {}, word("evidence")),
      sure && el("p", {}, `${word("confidence")}: ${sure} (${number(one.confidence)})`),
      el("ul", {}, ...(one.evidence || []).map(([field, words, rule]) =>
        el("li", {}, word(`field-${field}`).replace(/^field-/, ""), ...(words ? [": »", el("bdi", {}, words), "« "] : [" "]), rule ? el("code", {}, rule) : null))));
  }

  function item(one, used) {
    const open = state.open === one.id;
    const summary = [forceLabel(one.force), ...(one.areas || []).slice(0, 1).map((n) => label(nodes[n])), ...(one.amounts || []).slice(0, 2).map(money)];
    const toggle = el("button", { type: "button", "aria-expanded": String(open), "aria-label": `${word("commitment")} ${one.number}, ${word("details")}`, onclick: () => handlers.open(open ? "" : one.id) }, one.number);
    const article = el("article", { class: `item ${open ? "open" : ""}`, "data-id": one.id, "data-force": one.force },
      draw.glyph(one.force), quoted(one.quote, used),
      el("div", { class: "meta" }, toggle, ...summary.map((text) => el("span", {}, text))));
    if (open) {
      const button = el("button", { type: "button", onclick: () => copy(one, button) }, word("copy"));
      article.append(fields(one), el("div", { class: "actions" }, button, ...references(one)), machinery(one) || "");
    }
    article.addEventListener("click", (event) => {
      if (!open && !event.target.closest("button, summary, a") && !String(getSelection())) handlers.open(one.id);
    });
    return article;
  }

  // A list of commitments under the agreements that they stand in, a step at a time ---------------------------------
  function list(choice, found) {
    const box = el("div", { class: "list" });
    const ordered = [...found].sort((a, b) => (a.year || 0) - (b.year || 0));
    const at = ordered.findIndex((one) => one.id === state.open);
    let from = 0;
    let group = null;
    const more = el("button", { type: "button", class: "more", onclick: () => extend(STEP) });
    function extend(by) {
      for (const one of ordered.slice(from, from + by)) {
        if (one.own !== group) {
          group = one.own;
          box.append(el("h3", { class: "group" }, el("bdi", {}, label(group)), el("span", { class: "number" }, number(ordered.filter((other) => other.own === group).length))));
        }
        box.append(item(one, choice.search.used));
      }
      from += by;
      more.textContent = word("more", { n: number(Math.min(STEP, ordered.length - from)) });
      if (from < ordered.length) box.append(more); else more.remove();
    }
    extend(Math.max(STEP, at + 1));
    return box;
  }

  function chosen(choice) {
    const { focus, found, search } = choice;
    const own = focus && focus.kind === "agreement" ? found.filter((one) => one.own === focus) : found;
    const cited = focus && focus.kind === "agreement" ? found.filter((one) => one.own !== focus) : [];
    const title = focus ? label(focus) : word("results-for", { q: state.query.trim() });
    const head = focus ? [el("p", { class: "kind" }, word(single[focus.kind]) + (focus.status ? ` · ${word(focus.status)}` : ""))] : [];
    head.push(el("h2", {}, el("bdi", {}, title)));
    if (focus && state.query.trim()) head.push(el("p", { class: "lede" }, word("results-for", { q: state.query.trim() })));
    if (own.length && own.length < found.length) head.push(el("p", { class: "lede" }, `${count(own.length)} · ${word("cited-elsewhere")}: ${number(cited.length)}`));
    else head.push(el("p", { class: "lede" }, found.length ? word("commitments-in", { n: number(found.length), m: new Set(found.map((one) => one.own)).size }) : word("none")));
    if (!found.length) head.push(el("p", { class: "lede" }, word("none-hint")));
    if (search.stemmed && found.length) head.push(el("p", { class: "lede" }, word("stemmed", { q: state.query.trim() })));
    const also = choice.named.filter((node) => node !== focus).slice(0, 12);
    if (also.length) head.push(el("div", { class: "chips" }, el("span", { class: "kind" }, word("also")), ...also.map((node) => nodeButton(node.place))));
    return [...head, own.length ? list(choice, own) : null,
      cited.length ? el("h2", { class: "elsewhere" }, word("cited-elsewhere")) : null, cited.length ? list(choice, cited) : null];
  }

  function show(choice, { scroll }) {
    const before = document.activeElement?.closest?.("[data-id]")?.dataset.id;
    const within = content.contains(document.activeElement);
    const panel = content.parentElement;
    const top = panel.scrollTop;
    content.replaceChildren(...(choice.overview ? overview(choice) : chosen(choice)).filter(Boolean));
    status.textContent = choice.found.length ? count(choice.found.length) : word("none");
    if (before) content.querySelector(`[data-id="${CSS.escape(before)}"] .meta button`)?.focus({ preventScroll: true });
    if (within && !content.contains(document.activeElement)) panel.focus({ preventScroll: true }); // what was pressed is gone: the next Tab goes on from here
    if (scroll === "item") content.querySelector(".item.open")?.scrollIntoView({ block: "nearest" });
    else panel.scrollTop = scroll === "top" ? 0 : top;
  }

  return { start: (on) => { handlers = on; }, show, item, citation };
})();
