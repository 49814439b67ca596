"use strict";
// Opens the page that the address names: unpacks it, sets in its styles and scripts, and gives its data as files.
(async () => {
  const { index, parts, said, data } = JSON.parse(document.getElementById("packed").textContent);
  const own = (map, name) => (Object.hasOwn(map, name) ? map[name] : undefined);

  async function bytes(text) {
    const raw = atob(text);
    const zipped = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i += 1) zipped[i] = raw.charCodeAt(i);
    const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }
  const unpack = async (text) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(await bytes(text));

  // A page is a list of pieces that are kept once; viz/single.py says how the list is written.
  async function joined({ pieces, lists }, [begin, length]) {
    const [known, numbers] = await Promise.all([unpack(pieces).then((all) => all.split("\0")), bytes(lists).then((all) => all.subarray(begin, begin + length))]);
    const found = [];
    let [place, rest, bits] = [-1, 0, 0];
    for (const byte of numbers) {
      rest |= (byte & 127) << bits;
      bits += 7;
      if (byte > 127) continue;
      place += (rest & 1 ? -(rest + 1) / 2 : rest / 2) + 1;
      found.push(known[place]);
      [rest, bits] = [0, 0];
    }
    return found.join("");
  }

  const { pages, files } = JSON.parse(await unpack(index));
  const page = own(pages, new URLSearchParams(location.search).get("side")) || pages["index.html"];
  const [body, ...texts] = await Promise.all([joined(said, page.body), ...[...page.styles, ...page.scripts].map((name) => unpack(parts[name]))]);
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
    save.href = URL.createObjectURL(new Blob([await joined(data, files[name])], { type: name.endsWith(".csv") ? "text/csv;charset=utf-8" : "application/json" }));
    save.download = name;
    save.click();
    setTimeout(() => URL.revokeObjectURL(save.href), 10000);
  });
})();
