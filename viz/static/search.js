"use strict";
// Search over the commitments of the front page: which are meant by what is typed, the likeliest first.
// First come those that say each word, or a word that begins with it; then those where it stands inside another word or in
// another form; last those that have it in a heading, or in the name of their topic, area or actor. A word that stands
// nowhere is read as the nearest one that does; where no commitment has all words, those with the most of them are given.
const searching = (() => {
  const LETTER = /[\p{L}\p{N}]/u;
  const letter = (sign) => sign !== undefined && LETTER.test(sign);
  const digit = (sign) => sign >= "0" && sign <= "9";
  const LESSER = new Set("i paa og om for af til med en et den det de der som er at the of in and on to a an".split(" "));
  const UNITS = { mio: 1, million: 1, millioner: 1, mia: 1000, mill: 1, milliard: 1000, milliarder: 1000, billion: 1000 };
  const SUM = /(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?\s*(mio|mill|millioner|million|mia|milliarder|milliard|billion)(?![\p{L}])\.?(?:\s*(?:kr(?:oner)?|dkk)(?![\p{L}])\.?)?/gu;
  const bare = (text) => text.replace(/oe/g, "o").replace(/[^\p{L}\p{N}]/gu, "");
  const [AROUND, WITHIN, BEGINS, WHOLE] = [1, 2, 3, 4];

  // How a token stands at a place: as a word, at its beginning, within it; 0 where it is not meant there.
  function standing(text, at, token) {
    const [before, after] = [text[at - 1], text[at + token.length]];
    if (digit(token[0])) { // 1,5 is not in 351,5, nor 500 in 1.500
      if (letter(before) || ((before === "," || before === ".") && digit(text[at - 2]))) return 0;
      if (digit(token.at(-1)) && digit(after)) return 0;
      return (after === "," || after === ".") && digit(text[at + token.length + 1]) ? BEGINS : WHOLE;
    }
    if (!letter(before)) return letter(after) ? BEGINS : WHOLE;
    if (token.length < 3 || (token.length === 3 && letter(after))) return 0;
    return WITHIN;
  }

  function* spots(text, token) {
    for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) {
      const how = standing(text, at, token);
      if (how) yield [at, how];
    }
  }

  function best(text, token) {
    let found = 0;
    for (const [, how] of spots(text, token)) { if (how > found) found = how; if (found === WHOLE) break; }
    return found;
  }

  const millions = (whole, part = "", unit) => Math.round(Number(whole.replace(/\./g, "") + part.replace(",", ".")) * UNITS[unit] * 1e4) / 1e4;

  // What is typed as tokens: sums are one each ("1,5 mia. kr."), small words count only where there is nothing else.
  function read(query) {
    const folded = finding.fold(query);
    const sums = [];
    const rest = folded.replace(SUM, (all, whole, part = "", unit) => {
      sums.push({ text: all.trim(), value: millions(whole, part, unit) });
      return " ";
    });
    const words = rest.split(/\s+/).map((word) => word.replace(/^[^\p{L}\p{N}§]+|[^\p{L}\p{N}%]+$/gu, "")).filter(Boolean);
    const weighty = words.filter((word) => !LESSER.has(word));
    return [...sums, ...(weighty.length || sums.length ? weighty : words).map((text) => ({ text, year: /^(?:19|20)\d\d$/.test(text) ? Number(text) : 0 }))];
  }

  // How far two words are from each other: letters put in, left out, exchanged or turned round; `most` and one where farther.
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let [older, last] = [[], Array.from({ length: other.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1];
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, older[j - 2] + 1);
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      [older, last] = [last, row];
    }
    return last[other.length];
  }

  // `commitments`: { name, quote, section (headings), year, things (places in `things`), sums (millions) };
  // `things`: { label, names }.
  function over(commitments, things) {
    const quote = (one) => (one.folded ??= finding.fold(one.quote));
    const heading = (one) => (one.headed ??= finding.fold(one.section.join("\n")));
    const name = (one) => (one.called ??= finding.fold(one.name));
    for (const thing of things) thing.folded = [thing.label, ...thing.names].map((name) => finding.fold(name));
    let known = null; // every word, with how often it stands

    function words() {
      if (known) return known;
      known = new Map();
      const count = (text) => { for (const word of text.match(/[\p{L}][\p{L}\p{N}-]*/gu) || []) known.set(word, (known.get(word) || 0) + 1); };
      for (const one of commitments) count(`${quote(one)}\n${heading(one)}`);
      for (const thing of things) thing.folded.forEach(count);
      return known;
    }

    function nearest(token) {
      if (token.length < 4 || digit(token[0])) return "";
      const far = token.length < 8 ? 1 : 2;
      let [chosen, least, often] = ["", far + 1, 0];
      for (const [word, count] of words()) {
        const away = distance(token, word, Math.min(far, least));
        if (away < least || (away === least && away <= far && count > often)) [chosen, least, often] = [word, away, count];
      }
      return least <= far ? chosen : "";
    }

    // For one token how each commitment has it (WHOLE, BEGINS, WITHIN, or 0), and the things that it names.
    function hits(token, form = token.text) {
      const named = new Set();
      things.forEach((thing, i) => { if (!token.value && thing.folded.some((name) => best(name, form) >= (form.length < 3 ? WHOLE : BEGINS))) named.add(i); });
      const how = commitments.map((one) => {
        if (token.value) return one.sums.includes(token.value) || sumsIn(quote(one), token.value).length ? WHOLE : 0;
        const here = best(quote(one), form);
        if (here >= BEGINS || (token.year && one.year === token.year) || name(one).startsWith(form)) return Math.max(here, BEGINS);
        return here || (best(heading(one), form) || one.things.some((thing) => named.has(thing)) ? AROUND : 0);
      });
      if (form.length < 3 && how.includes(WHOLE)) how.forEach((found, i) => { if (found === BEGINS) how[i] = 0; });
      return { form, how, named, any: how.some(Boolean) || named.size > 0 };
    }

    // Whether a stem ends a word but for its ending: "skol" in "folkeskolerne", not "minist" in "administration".
    function inflected(text, stem) {
      for (const [at] of spots(text, stem)) if (text.slice(at + stem.length).search(/[^\p{L}]|$/u) < 5) return true;
      return false;
    }

    // Where a text names just that sum: 500 mio. kr. is 0,5 mia. kr.
    function sumsIn(text, value) {
      return [...text.matchAll(SUM)].filter(([, whole, part, unit]) => millions(whole, part, unit) === value).map((found) => [found.index, found[0].length]);
    }

    // The same for a word in any of its forms: its own first, then its stem, and where neither stands, the nearest word.
    function understood(token) {
      const own = hits(token);
      const stem = token.value ? token.text : finding.stem(token.text);
      if (stem !== token.text) {
        const kin = hits(token, stem);
        if (!own.any) { if (kin.any) return { ...kin, token, stemmed: true }; } else {
          const formed = (one, i) => (kin.how[i] >= BEGINS || (kin.how[i] === WITHIN && inflected(quote(one), stem)) ? WITHIN : Math.min(kin.how[i], AROUND));
          return { ...own, token, also: stem, named: new Set([...own.named, ...kin.named]), how: own.how.map((how, i) => Math.max(how, formed(commitments[i], i))) };
        }
      }
      if (own.any || token.value) return { ...own, token };
      const near = nearest(token.text);
      return near ? { ...hits(token, near), token, near } : { ...own, token };
    }

    function find(query) {
      const key = bare(finding.fold(query));
      const numbered = commitments.filter((one) => (one.key ??= bare(name(one))) === key);
      if (numbered.length) return { forms: [], tiers: [numbered], named: [], partial: false };
      const asked = read(query).map(understood);
      const has = commitments.map((_, i) => asked.filter((one) => one.how[i]).length);
      const most = has.reduce((high, count) => Math.max(high, count), 0);
      const tiers = [[], [], []];
      commitments.forEach((one, i) => {
        if (!most || has[i] < most) return;
        const least = Math.min(...asked.map((each) => each.how[i] || WHOLE));
        tiers[least >= BEGINS ? 0 : least === WITHIN ? 1 : 2].push(one);
      });
      const meant = (one) => asked.some(({ token, form }) => token.year === one.year || name(one).startsWith(form));
      for (const tier of tiers) tier.sort((one, other) => meant(other) - meant(one)); // else as they stand
      return { forms: asked, tiers, named: things.length ? called(asked) : [], partial: most > 0 && most < asked.length };
    }

    // The things whose names have every token, those with just that name first.
    function called(asked) {
      if (!asked.length) return [];
      const all = asked.map((one) => one.form).join(" ");
      const rank = (thing) => Math.min(...thing.folded.map((label) => (label === all ? 0 : label.startsWith(all) ? 1 : 2)));
      return things.filter((_, i) => asked.every((one) => one.named.has(i))).map((thing) => [rank(thing), thing]).sort((a, b) => a[0] - b[0]).map(([, thing]) => thing);
    }

    // Where in a text the words that were found stand.
    function marks(text, forms) {
      const { folded, places } = finding.foldWithPlaces(text);
      const spans = forms.flatMap(({ token, form, also }) => {
        if (token.value) return sumsIn(folded, token.value).map(([at, length]) => [places[at], places[at + length]]);
        return (also ? [form, also] : [form]).flatMap((part) => [...spots(folded, part)].map(([at]) => [places[at], places[at + part.length]]));
      });
      return spans.sort((a, b) => a[0] - b[0]).reduce((kept, span) => {
        const last = kept.at(-1);
        if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]); else kept.push([...span]);
        return kept;
      }, []);
    }

    const warm = (one) => { quote(one); heading(one); name(one); };
    return { find, marks, warm };
  }

  return { over };
})();
