"use strict";
// A topic's, an area's or an actor's page: the quotes can be copied with their place.
(() => {
  const { words } = JSON.parse(document.getElementById("data").textContent);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.copy");
    const item = button?.closest(".item");
    if (item) copyText(`»${item.querySelector(".quote").textContent}« (${item.dataset.place})`, button, words.copy, words.copied);
  });
  // A commitment under the address opens where it stands, also when its number holds signs that addresses spell out.
  function toAddress() {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* not one of our own addresses */ }
    for (const one of document.querySelectorAll(".item[aria-current]")) one.removeAttribute("aria-current");
    const item = document.getElementById(id);
    if (item?.matches(".item")) { item.setAttribute("aria-current", "true"); item.scrollIntoView({ block: "center" }); }
  }
  addEventListener("hashchange", toAddress);
  toAddress();
  performance.mark("ready");
  document.documentElement.dataset.ready = "yes";
})();
