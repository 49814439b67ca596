"use strict";
// Search in words: the same letters for what is searched and for the search, stems, and where the hits stand.
const finding = (() => {
  const special = { æ: "ae", ø: "oe", å: "aa", ß: "ss" };
  const plain = (character) => special[character] || (character < "\u0080" ? character : character.normalize("NFD").replace(/[\u0300-\u036f]/g, ""));

  // Lower case, no accents, æøå as ae, oe, aa: the same for what is searched and for the search.
  function fold(text) {
    return text.toLowerCase().replace(/[^\0-\x7f]/g, plain);
  }
  // The same, one character at a time, with the place in `text` of each folded one, so that hits can be marked.
  function foldWithPlaces(text) {
    let folded = "";
    const places = [];
    for (let i = 0; i < text.length; i += 1) {
      const piece = fold(text[i]);
      folded += piece;
      for (let j = 0; j < piece.length; j += 1) places.push(i);
    }
    places.push(text.length);
    return { folded, places };
  }
  const tokens = (query) => fold(query).split(/\s+/).filter(Boolean);
  const ending = /(?:erne|ene|ers|ets|ens|er|en|et|es|e|s)$/;
  const stem = (token) => { const short = token.replace(ending, ""); return short.length >= 4 ? short.replace(/(.)\1$/, "$1") : token; };

  function marks(text, used) {
    const { folded: flat, places } = foldWithPlaces(text);
    const spans = [];
    for (const token of used) {
      for (let at = flat.indexOf(token); at >= 0; at = flat.indexOf(token, at + token.length)) spans.push([places[at], places[at + token.length]]);
    }
    return spans.sort((a, b) => a[0] - b[0]).reduce((kept, span) => {
      const last = kept.at(-1);
      if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]); else kept.push([...span]);
      return kept;
    }, []);
  }

  return { fold, foldWithPlaces, tokens, stem, marks };
})();
