"use strict";
// The way to the other language keeps the place: what stands behind # is the same there.
document.getElementById("language")?.addEventListener("click", (event) => {
  event.currentTarget.href = event.currentTarget.getAttribute("href").replace(/#.*$/, "") + location.hash;
});
