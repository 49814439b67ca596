"use strict";
// The ledger: two tabs, filters over both, and an address that keeps what is chosen.
(() => {
  const { words } = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const rows = [...document.querySelectorAll(".promise")];
  const picks = { status: byId("status-pick"), aar: byId("year"), aktoer: byId("actor"), omraade: byId("area") };
  const lists = { aar: "years", aktoer: "actors", omraade: "areas" };
  const number = (n) => new Intl.NumberFormat(words.locale).format(n);
  for (const row of rows) for (const [name, list] of Object.entries(lists)) row[name] = new Set(row.dataset[list].split(" ").filter(Boolean));

  const kindOf = (tab) => tab.id.replace("tab-", "");
  const chosenTab = () => tabs.find((tab) => tab.getAttribute("aria-selected") === "true");

  function passes(row) {
    return (!picks.status.value || row.dataset.status === picks.status.value)
      && Object.keys(lists).every((name) => !picks[name].value || row[name].has(picks[name].value));
  }

  function show() {
    for (const row of rows) row.hidden = !passes(row);
    const panel = byId(`panel-${kindOf(chosenTab())}`);
    const own = rows.filter((row) => panel.contains(row));
    byId("told").textContent = words["rows-shown"].replace("{n}", number(own.filter((row) => !row.hidden).length)).replace("{m}", number(own.length));
    byId("reset").hidden = !Object.values(picks).some((pick) => pick.value);
  }

  function select(tab) {
    for (const one of tabs) {
      const chosen = one === tab;
      one.setAttribute("aria-selected", String(chosen));
      one.tabIndex = chosen ? 0 : -1;
      byId(`panel-${kindOf(one)}`).hidden = !chosen;
    }
    show();
  }

  function toAddress() {
    const parts = new URLSearchParams({ slags: kindOf(chosenTab()) });
    for (const [name, pick] of Object.entries(picks)) if (pick.value) parts.set(name, pick.value);
    history.replaceState(null, "", `#${parts}`);
  }

  function fromAddress() {
    const parts = new URLSearchParams(location.hash.slice(1));
    for (const [name, pick] of Object.entries(picks)) {
      pick.value = parts.get(name) || "";
      if (pick.selectedIndex < 0) pick.value = "";
    }
    select(tabs.find((tab) => kindOf(tab) === parts.get("slags")) || tabs[0]);
  }

  for (const tab of tabs) tab.addEventListener("click", () => { select(tab); toAddress(); });
  tabs[0].parentElement.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(chosenTab()) + step + tabs.length) % tabs.length];
    select(next);
    toAddress();
    next.focus();
  });
  for (const pick of Object.values(picks)) pick.addEventListener("change", () => { show(); toAddress(); });
  byId("reset").addEventListener("click", () => { for (const pick of Object.values(picks)) pick.value = ""; show(); toAddress(); picks.status.focus(); });
  addEventListener("hashchange", fromAddress);
  fromAddress();
  performance.mark("ready");
  document.documentElement.dataset.ready = "yes";
})();
