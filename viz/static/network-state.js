"use strict";
// What the page knows and what the reader has chosen: data, words, search, filters, and the address that keeps them.
const aftalegraf = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const nodes = data.nodes;
  const commitments = data.commitments;
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const byId = new Map(commitments.map((commitment) => [commitment.id, commitment]));
  const none = [];

  nodes.forEach((node, place) => { node.place = place; node.total = 0; });
  for (const one of commitments) {
    one.own = nodes[one.agreement];
    one.year = one.own.year;
    const cited = (one.references || none).filter((r) => r.node !== undefined).map((r) => r.node);
    if (one.followUp && one.followUp.target !== undefined) cited.push(one.followUp.target);
    one.actors = new Set([...(one.parties || none), ...(one.obliged || none)]);
    one.things = new Set([one.agreement, ...(one.areas || none), ...(one.topics || none), ...one.actors, ...cited]);
    for (const place of one.things) nodes[place].total += 1;
  }
  const agreements = nodes.filter((node) => node.kind === "agreement").sort((a, b) => (a.year || 0) - (b.year || 0));
  for (const node of agreements) node.twin = agreements.some((other) => other !== node && other.year === node.year);
  const read = agreements.filter((node) => node.status === "read");

  const state = { query: "", years: new Set(), area: "", actor: "", without: new Set(), focus: "", open: "", language: document.documentElement.lang };

  // Words -------------------------------------------------------------------------------------------------------------
  function word(key, values = {}) {
    const text = data.words[state.language][key];
    return typeof text !== "string" ? key : text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  }
  const label = (node) => (state.language === "en" && node.en) || node.da;
  const forceLabel = (id) => { const force = data.forces.find((f) => f.id === id); return force ? force[state.language] : id; };
  const count = (n) => (n === 1 ? word("commitment-one") : word("commitments-short", { n: number(n) }));
  const number = (n, digits = 2) => new Intl.NumberFormat(state.language === "da" ? "da-DK" : "en-GB", { maximumFractionDigits: digits }).format(n);

  // Years, three or more that follow one another put together: "2020, 2022–2024".
  function spans(years) {
    const runs = [];
    for (const year of years) {
      if (runs.length && runs.at(-1).at(-1) === year - 1) runs.at(-1).push(year);
      else runs.push([year]);
    }
    return runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(", "))).join(", ");
  }

  function money(amount) {
    const size = Math.abs(amount.value);
    const text = amount.unit === "percent" ? word("percent", { n: number(amount.value) })
      : size >= 1e9 ? word("billion", { n: number(amount.value / 1e9, 6) })
      : size >= 1e6 ? word("million", { n: number(amount.value / 1e6, 6) })
      : word("kroner", { n: number(amount.value) });
    const span = spans(amount.years || none);
    return text + (amount.perYear ? ` ${word("per-year")}` : "") + (span ? ` (${span})` : "");
  }

  // An EDTF date (level 1) in words: days, months, seasons 21-24, quarters 33-36, halves 40-41, "~" for about.
  function when(edtf) {
    const about = edtf.endsWith("~");
    const [year, part, day] = edtf.replace(/[~?%]$/, "").split("-");
    let text = edtf;
    if (/^\d{4}$/.test(year) && /^\d*$/.test(part || "")) {
      const n = Number(part);
      const locale = state.language === "da" ? "da-DK" : "en-GB";
      if (!part) text = year;
      else if (n <= 12) text = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", ...(day && { day: "numeric" }), timeZone: "UTC" }).format(new Date(Date.UTC(Number(year), n - 1, Number(day) || 1)));
      else if (n >= 21 && n <= 24) text = word(`season-${n}`, { year });
      else if (n >= 33 && n <= 36) text = word("quarter", { n: n - 32, year });
      else if (n === 40 || n === 41) text = word(`half-${n - 39}`, { year });
    }
    return about ? word("about", { when: text }) : text;
  }

  // Search ------------------------------------------------------------------------------------------------------------
  const { fold, tokens, stem, marks } = finding;
  const folded = new Map();
  const haystack = (one) => {
    if (!folded.has(one.id)) folded.set(one.id, fold(`${one.quote}\n${one.number}\n${(one.section || none).join("\n")}`));
    return folded.get(one.id);
  };

  // The tokens that the search rests on: as typed, or their stems where nothing holds them as typed.
  function effectiveTokens(pool) {
    const typed = tokens(state.query);
    if (!typed.length || pool.some((one) => typed.every((token) => haystack(one).includes(token)))) return { typed, used: typed, stemmed: false };
    const used = typed.map(stem);
    return { typed, used, stemmed: used.some((token, i) => token !== typed[i]) };
  }

  // What is chosen ----------------------------------------------------------------------------------------------------
  const passes = (one) =>
    (!state.years.size || state.years.has(one.year)) &&
    (!state.area || one.things.has(byKey.get(state.area).place)) &&
    (!state.actor || one.actors.has(byKey.get(state.actor).place)) &&
    !state.without.has(one.force);

  function chosen() {
    const filtered = commitments.filter(passes);
    const focus = byKey.get(state.focus);
    let found = focus ? filtered.filter((one) => one.things.has(focus.place)) : filtered;
    const search = effectiveTokens(found);
    if (search.used.length) found = found.filter((one) => search.used.every((token) => haystack(one).includes(token)));
    const named = search.typed.length ? nodes.filter((node) => node.total && search.used.every((token) => fold(label(node)).includes(token))) : none;
    const anyFilter = state.years.size || state.area || state.actor || state.without.size;
    return { filtered, found, focus, search, named, anyFilter: Boolean(anyFilter), overview: !focus && !search.used.length };
  }

  // The address: what is chosen stands behind #, so that back, forward and links work, also from disk ----------------
  const fields = { query: "q", area: "omraade", actor: "aktoer", focus: "vis", open: "punkt" };
  function toAddress() {
    const parts = new URLSearchParams();
    for (const [name, short] of Object.entries(fields)) if (state[name]) parts.set(short, state[name]);
    if (state.years.size) parts.set("aar", [...state.years].sort().join("."));
    if (state.without.size) parts.set("uden", [...state.without].sort().join("."));
    if (state.language !== "da") parts.set("sprog", state.language);
    return `#${parts}`;
  }
  function fromAddress(hash) {
    const parts = new URLSearchParams(hash.replace(/^#/, ""));
    for (const [name, short] of Object.entries(fields)) state[name] = parts.get(short) || "";
    const list = (name) => (parts.get(name) || "").split(".").filter(Boolean);
    state.years = new Set(list("aar").map(Number));
    state.without = new Set(list("uden"));
    state.language = parts.get("sprog") === "en" ? "en" : "da";
    for (const name of ["area", "actor", "focus"]) if (!byKey.has(state[name])) state[name] = "";
    if (!byId.has(state.open)) state.open = "";
  }

  // A new element; text is always set as text, never as markup.
  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  return { data, nodes, commitments, agreements, read, byKey, byId, state, word, label, forceLabel, count, number, money, when, fold, marks, chosen, toAddress, fromAddress, el };
})();
