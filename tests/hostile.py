"""Agreements whose titles, headings, sentences, actors and file names try to act in what is made of them."""

from __future__ import annotations

import tomllib
from pathlib import Path

CASES = tomllib.loads((Path(__file__).parent / "cases" / "hostile_texts.toml").read_text(encoding="utf-8"))["case"]
TEXTS = tuple(" ".join(case["text"].split()) for case in CASES)
NAMES = (
    "onload=window.pwned=1 {{7*7}}.md",
    "'x' javascript:pwned.txt",
    "${7*7} %3Cscript%3E.md",
    "\u202egpj.md",
    "æøå &amp;.txt",
)


def write_corpus(folder: Path) -> Path:
    """Writes a file for each of NAMES, for the years from 2020 on, all hostile texts in each; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["document\tfile\ttitle\tyear\tdate\tsignatories"]
    for place, name in enumerate(NAMES):
        year = 2020 + place
        title = TEXTS[place % len(TEXTS)].replace("\t", " ")
        rows.append(f"oea-kommuner-{year}\t{name}\tAftale {title} for {year}\t{year}\t\tregeringen kl")
        (folder / name).write_text(_agreement(year), encoding="utf-8")
    (folder / "documents.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def _agreement(year: int) -> str:
    parts = [f"# Aftale om kommunernes økonomi for {year}\n"]
    for place, text in enumerate(TEXTS):
        parts += [
            f"## Botilbud og {text}\n",
            f"Regeringen og KL er enige om, at der afsættes {place + 1} mio. kr. til botilbud og {text} i byen.",
            f"Foreningen {text} skal senest den 1. juni {year + 1} afrapportere om botilbud.",
            f"Parterne er enige om at følge op på {text} i økonomiaftalen for {year + 1}.",
            f"Med økonomiaftalen for {year - 1} blev det aftalt at styrke {text}.\n",
        ]
    return "\n".join(parts)
