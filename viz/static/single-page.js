"use strict";
// Opens the page that the address names: unpacks it, sets in its styles and scripts, and gives its data as files.
(async () => {
  const { pages, files, parts } = JSON.parse(document.getElementById("packed").textContent);
  const own = (map, name) => (Object.hasOwn(map, name) ? map[name] : undefined);

  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  }

  const page = own(pages, new URLSearchParams(location.search).get("side")) || pages["index.html"];
  const [body, ...texts] = await Promise.all([page.body, ...[...page.styles, ...page.scripts].map((name) => parts[name])].map(unpack));
  document.documentElement.lang = page.language;
  document.title = page.title;
  for (const text of texts.slice(0, page.styles.length)) {
    const style = document.createElement("style");
    style.textContent = text;
    document.head.append(style);
  }
  document.body.innerHTML = body; // our own page, in which all text was escaped when it was made
  for (const text of texts.slice(page.styles.length)) {
    const script = document.createElement("script");
    script.textContent = text;
    document.body.append(script);
  }
  const place = location.hash.slice(1);
  try { document.getElementById(decodeURIComponent(place))?.scrollIntoView(); } catch { /* not one of our own addresses */ }

  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[download]");
    const name = link && new URLSearchParams(link.search).get("fil");
    if (!name || own(files, name) === undefined) return;
    event.preventDefault();
    const save = document.createElement("a");
    save.href = URL.createObjectURL(new Blob([await unpack(files[name])], { type: name.endsWith(".csv") ? "text/csv;charset=utf-8" : "application/json" }));
    save.download = name;
    save.click();
    setTimeout(() => URL.revokeObjectURL(save.href), 10000);
  });
})();
