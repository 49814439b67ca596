"""Finds commitments through the index of words: by word forms, by what they are about, a page at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from graph.indexing import INDEX, KINDS, mark, plain, readable
from graph.words import Term

_MOST_FORMS = 4000  # forms of one word that are asked for; the shortest are nearest to it
_MOST_TOLD = 8  # words whose every combination is told apart; of more, only the whole and all of them
_SHORT = 3  # letters of a word that can stand inside a compound


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: every one of the words, and every one of the things.

    `words` is how they were written (what stands so comes first), `terms` what they mean; `about` has ids (years as
    text) by `graph.indexing.KINDS`.
    """

    words: str = ""
    terms: tuple[Term, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How many there are, and the IRIs of a page of them, each with the share of the words as they were written."""

    total: int
    page: tuple[tuple[str, float], ...]


@contextmanager
def index_of(generation: Path) -> Iterator[sqlite3.Connection | None]:
    """Opens the index of a generation's folder for reading; None where it has none."""
    path = generation / INDEX
    if not readable(path):
        yield None
        return
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        yield database
    finally:
        database.close()


def find(index: sqlite3.Connection, wanted: Wanted, *, limit: int, offset: int = 0) -> Found:
    """The commitments that are wanted: best first, then by year, agreement and place. `about` has KINDS only."""
    about = [f'about : "{mark(kind, value)}"' for kind, value in wanted.about.items() if kind in KINDS]
    said = []
    for term in wanted.terms:
        forms = _forms(index, term)
        if not forms:
            return Found(total=0, page=())
        said.append("plain : (" + " OR ".join(f'"{form}"' for form in forms) + ")")
    if not about and not said:
        return _all(index, limit, offset)
    total = _count(index, _and([*about, *said]))
    levels = _levels(plain(wanted.words).split(), about, said) if said else [(_and(about), 1.0)]
    return Found(total=total, page=tuple(_page(index, levels, limit, offset)))


def _page(
    index: sqlite3.Connection, levels: list[tuple[str, float]], limit: int, offset: int
) -> Iterator[tuple[str, float]]:
    """Yields a page, level by level; levels that the offset passes over are only counted."""
    for number, (level, score) in enumerate(levels):
        expression = f"({level}) NOT ({levels[number - 1][0]})" if number else level
        if offset:
            count = _count(index, expression)
            if offset >= count:
                offset -= count
                continue
        rows = index.execute(
            "SELECT iri FROM words CROSS JOIN commitment ON commitment.id = words.rowid WHERE words MATCH ?"
            " ORDER BY words.rowid LIMIT ? OFFSET ?",
            (expression, limit, offset),
        ).fetchall()
        yield from ((iri, score) for (iri,) in rows)
        limit, offset = limit - len(rows), 0
        if limit <= 0:
            return


def _levels(asked: list[str], about: list[str], said: list[str]) -> list[tuple[str, float]]:
    """What may hold of the words as they were written, best first, with its score; each takes in those above it.

    Where all stand as they were written they need not be looked for in other forms.
    """
    whole, count = " ".join(asked), len(asked) + 1
    words = list(dict.fromkeys(asked))
    every = [f'plain : "{word}"' for word in words]
    levels = [(_and([*about, f'plain : "{whole}"']), 1.0), (_and([*about, *every]), round(len(asked) / count, 3))]
    for size in range(len(words) - 1, 0, -1) if len(words) <= _MOST_TOLD else ():
        ways = " OR ".join(_and(list(some)) for some in combinations(every, size))
        levels.append((_and([*about, *said, f"({ways})"]), round(size / count, 3)))
    return [*levels, (_and([*about, *said]), 0.0)]


def _and(parts: list[str]) -> str:
    return "(" + " AND ".join(parts) + ")"


def _count(index: sqlite3.Connection, expression: str) -> int:
    return int(index.execute("SELECT count(*) FROM words WHERE words MATCH ?", (expression,)).fetchone()[0])


def _all(index: sqlite3.Connection, limit: int, offset: int) -> Found:
    total = int(index.execute("SELECT count(*) FROM commitment").fetchone()[0])
    rows = index.execute("SELECT iri FROM commitment ORDER BY id LIMIT ? OFFSET ?", (limit, offset))
    return Found(total=total, page=tuple((iri, 1.0) for (iri,) in rows))


def _forms(index: sqlite3.Connection, term: Term) -> list[str]:
    """The word forms of this store that speak of a term, folded."""
    found: set[str] = set()
    for word in term.words[0]:
        inside = not term.abbreviation and len(word) >= _SHORT
        where = "instr(folded, ?)" if inside else "instr(folded, ?) = 1"
        rows = index.execute(f"SELECT form, folded FROM form WHERE {where}", (word,))  # noqa: S608
        found.update(folded for form, folded in rows if term.fits(form))
    return sorted(found, key=lambda form: (len(form), form))[:_MOST_FORMS]
