"""The lists of words in `lexicon/references.toml`, and the entries of one role."""

from __future__ import annotations

from functools import cache

from extract.lexicon import Entry, load_lexicon


@cache
def words(entry: str) -> frozenset[str]:
    """The words and turns of phrase that the entry `entry` lists, in lower case."""
    return frozenset(p.phrase.lower() for e in load_lexicon("references") if e.id == entry for p in e.patterns)


@cache
def entries(role: str) -> tuple[Entry, ...]:
    """The entries whose `role` is "head", "title" or "back", in the file's order."""
    return tuple(entry for entry in load_lexicon("references") if entry.get("role") == role)
