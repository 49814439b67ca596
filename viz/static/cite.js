"use strict";
// A commitment as reference managers take it: RIS and BibTeX. Whatever a text holds, it stays within its field.
const citing = (() => {
  const line = (text) => String(text).replace(/\s+/g, " ").trim();
  const escapes = { "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
  const tex = (text) => line(text).replace(/[\\{}&%$#_~^]/g, (sign) => escapes[sign]);
  const key = (number) => line(number).normalize("NFD").replace(/Ø/g, "O").replace(/ø/g, "o").replace(/Æ/g, "Ae").replace(/æ/g, "ae").replace(/[^A-Za-z0-9-]/g, "") || "aftalepunkt";

  // { title, year, parties, section, page, number, quote }
  function ris(one) {
    const rows = [["TY", "GOVDOC"], ...one.parties.map((name) => ["AU", name]), ["TI", one.title], ["PY", one.year], ["SE", one.section.join(" › ")], ["SP", one.page], ["M1", one.number], ["N1", `»${one.quote}«`], ["LA", "da"], ["ER", ""]];
    return rows.filter(([tag, value]) => value || tag === "ER").map(([tag, value]) => `${tag}  - ${line(value)}`).join("\r\n") + "\r\n";
  }

  function bibtex(one) {
    const rows = [["title", one.title], ["author", one.parties.map((name) => `{${tex(name)}}`).join(" and ")], ["year", one.year], ["chapter", one.section.join(" › ")], ["pages", one.page], ["number", one.number], ["note", `»${one.quote}«`], ["language", "danish"]];
    const fields = rows.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${name === "author" ? value : tex(value)}}`);
    return `@misc{${key(one.number)},\n${fields.join(",\n")}\n}\n`;
  }

  // Gives the text as a file, without asking anybody for it.
  function save(text, name, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  return { ris, bibtex, save, key };
})();
