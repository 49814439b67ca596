"use strict";
// Puts text on the clipboard and says so on the button; where the browser has no clipboard for pages, by the old way.
function copyText(text, button, before, after) {
  const done = () => { button.textContent = after; setTimeout(() => { button.textContent = before; }, 1600); };
  const byHand = () => {
    const area = document.createElement("textarea");
    area.className = "unseen";
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    done();
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand); else byHand();
}
