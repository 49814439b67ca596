"use strict";
(() => {
  const root = document.body.dataset.root;
  const words = JSON.parse(document.body.dataset.words);
  const word = (key) => words[key];
  const english = document.documentElement.lang === "en";
  const endpoint = new URL(root + "sparql", location.href).href;
  const element = (id) => document.getElementById(id);
  const MOST_DRAWN = 400;

  // Prefixes and terms would be fetched from other hosts; what the server knows is at hand instead.
  const Yasqe = Yasgui.Yasqe;
  for (const name of ["prefixes", "property", "class"]) delete Yasqe.Autocompleters[name];
  Yasqe.defaults.autocompleters = ["variables"];

  class Drawn {
    constructor(yasr) { this.yasr = yasr; this.priority = 5; this.label = word("graph"); this.hideFromSelection = false; }
    static short(value) { return value.replace(/^.*[#/](?=.)/, ""); }
    triples() {
      const results = this.yasr.results;
      const rows = results ? results.getBindings() || [] : [];
      return rows.filter((row) => row.subject && row.predicate && row.object);
    }
    canHandleResults() { return this.triples().length > 0; }
    getIcon() { return null; }
    draw() {
      const nodes = new Map(), edges = [];
      const node = (term) => {
        const key = term.type + " " + term.value;
        if (!nodes.has(key)) {
          const text = term.type === "uri" ? Drawn.short(term.value) : term.value;
          nodes.set(key, { id: key, label: text.length > 40 ? text.slice(0, 39) + "…" : text, shape: term.type === "uri" ? "dot" : "box", size: 8 });
        }
        return key;
      };
      const rows = this.triples();
      for (const row of rows.slice(0, MOST_DRAWN)) {
        edges.push({ from: node(row.subject), to: node(row.object), label: Drawn.short(row.predicate.value), arrows: "to" });
      }
      const box = document.createElement("div");
      box.className = "drawn";
      const note = document.createElement("p");
      note.className = "drawn-note";
      note.textContent = rows.length > MOST_DRAWN ? word("drawn-first").replace("{n}", MOST_DRAWN).replace("{m}", rows.length) : "";
      this.yasr.resultsEl.replaceChildren(note, box);
      const options = { physics: { stabilization: { iterations: 150 } }, edges: { font: { size: 10 }, color: "#8a8a99" } };
      this.network = new vis.Network(box, { nodes: [...nodes.values()], edges }, options);
      this.network.once("stabilizationIterationsDone", () => this.network.setOptions({ physics: false }));
    }
  }
  Yasgui.Yasr.registerPlugin("drawn", Drawn);

  // Values as people read them; the switch above the table brings quotes and types back.
  class Plain extends Yasgui.Yasr.plugins.table {
    constructor(yasr) {
      super(yasr);
      this.persistentConfig = { ...this.persistentConfig, compact: true };
    }
  }
  Yasgui.Yasr.registerPlugin("table", Plain);

  const given = new URLSearchParams(location.search).get("query");
  const START = "PREFIX ag: <https://w3id.org/aftalegraf/ns#>\n\nSELECT ?aftale ?nummer ?citat WHERE {\n  ?punkt ag:quote ?citat ; ag:number ?nummer ; ag:inAgreement/ag:identifier ?aftale .\n}\nORDER BY ?aftale ?nummer\nLIMIT 20\n";
  const address = (query) => endpoint + "?query=" + encodeURIComponent(query);
  const yasgui = new Yasgui(element("editor"), {
    requestConfig: { endpoint, method: "POST", acceptHeaderGraph: "application/n-triples,*/*;q=0.9" },
    copyEndpointOnNewTab: false,
    populateFromUrl: false,
    persistenceId: given === null ? "aftalegraf" : null,
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    yasqe: { value: given || START, createShareableLink: (yasqe) => address(yasqe.getValue()), pluginButtons: undefined },
    yasr: { pluginOrder: ["table", "drawn", "response", "boolean"], defaultPlugin: "table" },
  });
  const editor = () => yasgui.getTab().getYasqe();
  yasgui.getTab().setEndpoint(endpoint);
  if (given !== null) {
    yasgui.getTab().setQuery(given);
    yasgui.getTab().query().catch(() => {});
  }

  fetch(root + "api/queries").then((answer) => answer.json()).then(({ queries, base, prefixes }) => {
    // What the answer names is looked up here, at this server's own addresses.
    document.addEventListener("click", (event) => {
      const link = event.target.closest ? event.target.closest("a[href]") : null;
      if (!link) return;
      const iri = link.href;
      if (iri.startsWith(base)) link.href = root + "id/" + iri.slice(base.length);
      else if (iri.startsWith(prefixes.ag)) link.href = root + "ns#" + iri.slice(prefixes.ag.length);
    }, true);
    // A prefix that the server knows is declared as soon as it is used.
    const declare = (yasqe) => {
      const there = yasqe.getPrefixesFromQuery(), text = yasqe.getValue();
      const used = Object.keys(prefixes).filter((name) => !(name in there) && new RegExp(`(^|[\\s(){}^/|!,;.])${name}:`).test(text));
      if (used.length) yasqe.addPrefixes(Object.fromEntries(used.map((name) => [name, prefixes[name]])));
    };
    const watched = new WeakSet();
    const watch = () => {
      const yasqe = editor();
      if (!yasqe || watched.has(yasqe)) return;
      watched.add(yasqe);
      yasqe.on("change", declare);
      declare(yasqe);
    };
    element("editor").addEventListener("focusin", watch);  // whichever tab it is
    watch();
    const select = element("named");
    queries.forEach((query, place) => select.append(new Option(english ? query.title_en : query.title, String(place))));
    select.addEventListener("change", () => {
      const query = queries[Number(select.value)];
      if (select.value === "" || !query) return;
      yasgui.getTab().setQuery(query.sparql);
      element("answers").textContent = english ? "" : query.answers;
      yasgui.getTab().query().catch(() => {});
    });
  });
  element("address").addEventListener("click", () => {
    const link = address(editor().getValue());
    history.replaceState(null, "", link);
    const told = element("told");
    (navigator.clipboard ? navigator.clipboard.writeText(link) : Promise.reject()).then(
      () => { told.textContent = word("copied"); }, () => { told.textContent = word("in-address-bar"); });
  });
  // The way to the other language takes the query along.
  element("language").addEventListener("click", (event) => {
    const way = event.currentTarget;
    way.search = new URLSearchParams({ lang: way.hreflang, query: editor().getValue() });
  });
})();
