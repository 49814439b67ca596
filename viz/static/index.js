"use strict";
// What a page searches in or draws lies in the page itself, packed; in a file that is packed as a whole it lies there as it is.
async function readIndex() {
  const text = document.getElementById("index").textContent.trim();
  if (text.startsWith("{")) return JSON.parse(text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}
