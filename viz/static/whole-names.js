"use strict";
// Names over the picture of the whole network, on a canvas of their own: none over another, the weightiest first.
const wholeNames = (() => {
  const SIZES = { agreement: "600 15px", area: "600 13px", other: "12px" };
  const HEIGHT = 15;
  const GAP = 3;

  // A name of many words in two lines of about the same length; a very long one is cut.
  function lines(name) {
    const words = name.length > 44 ? `${name.slice(0, 43).trimEnd()}…`.split(" ") : name.split(" ");
    if (name.length <= 18 || words.length < 2) return [words.join(" ")];
    let best = 1;
    const longer = (cut) => Math.max(words.slice(0, cut).join(" ").length, words.slice(cut).join(" ").length);
    for (let cut = 2; cut < words.length; cut += 1) if (longer(cut) < longer(best)) best = cut;
    return [words.slice(0, best).join(" "), words.slice(best).join(" ")];
  }

  const meets = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  // `things` are { node, kind, name, weight }; `size` is that of the picture in pixels, `at` gives a node's place in them.
  function layout(things, context, font, size, at, ratio, lit) {
    const placed = [];
    const found = [];
    for (const thing of things) {
      if (lit && !lit.has(thing.node)) continue;
      const great = thing.kind === "area" || thing.kind === "agreement";
      if (!great && ratio > 0.5 && !lit) continue; // there are hundreds; they are named when one comes nearer or chooses
      const { x, y, radius } = at(thing.node);
      if (x < -80 || y < -20 || x > size.width + 80 || y > size.height + 40) continue;
      context.font = `${SIZES[thing.kind] || SIZES.other} ${font}`;
      thing.lines ??= lines(thing.name);
      thing.width ??= Math.max(...thing.lines.map((line) => context.measureText(line).width));
      const height = HEIGHT * thing.lines.length;
      const across = (top) => ({ left: x - thing.width / 2 - GAP, right: x + thing.width / 2 + GAP, top, bottom: top + height });
      const level = (left) => ({ left, right: left + thing.width + GAP, top: y - height / 2, bottom: y + height / 2 });
      const boxes = [across(y - radius - GAP - height), level(x + radius + GAP), level(x - radius - thing.width - 2 * GAP)];
      if (thing.kind !== "area") boxes.splice(1, 0, across(y + radius + GAP)); // below an area is its island
      const free = boxes.find((box) => box.top > 0 && box.bottom < size.height && box.left > 0 && box.right < size.width && !placed.some((other) => meets(box, other)));
      if (!free) continue;
      placed.push(free);
      found.push({ thing, box: free });
    }
    return found;
  }

  function draw(canvas, found, ink) {
    const context = canvas.getContext("2d");
    context.textBaseline = "middle";
    context.textAlign = "center";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = ink.paper;
    context.fillStyle = ink.text;
    for (const { thing, box } of found) {
      context.font = `${SIZES[thing.kind] || SIZES.other} ${ink.font}`;
      thing.lines.forEach((line, i) => {
        const [x, y] = [(box.left + box.right) / 2, box.top + HEIGHT * (i + 0.5)];
        context.strokeText(line, x, y);
        context.fillText(line, x, y);
      });
    }
  }

  // A canvas as large as `box`, sharp on screens of many dots.
  function cleared(canvas, box) {
    const dots = globalThis.devicePixelRatio || 1;
    const [width, height] = [Math.round(box.clientWidth * dots), Math.round(box.clientHeight * dots)];
    if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
    const context = canvas.getContext("2d");
    context.setTransform(dots, 0, 0, dots, 0, 0);
    context.clearRect(0, 0, box.clientWidth, box.clientHeight);
    return context;
  }

  return { layout, draw, cleared };
})();
