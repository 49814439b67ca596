"""Phrase files: each example is caught by its own entry, and no counter-example is."""

from __future__ import annotations

import pytest

from extract.lexicon import Entry, load_lexicon

FILES = ("followup", "references")


def entry_cases(examples: str) -> list[tuple[Entry, str]]:
    """Every entry of the files with each of its examples (or counter-examples)."""
    return [(entry, text) for name in FILES for entry in load_lexicon(name) for text in getattr(entry, examples)]


@pytest.mark.parametrize(("entry", "text"), entry_cases("examples"), ids=lambda value: getattr(value, "id", ""))
def test_entry_finds_its_example(entry: Entry, text: str) -> None:
    """Each example in the phrase file is caught by its own entry."""
    assert entry.find(text)


@pytest.mark.parametrize(("entry", "text"), entry_cases("counter_examples"), ids=lambda value: getattr(value, "id", ""))
def test_entry_passes_over_its_counter_example(entry: Entry, text: str) -> None:
    """No counter-example in the phrase file is caught by its own entry."""
    assert entry.find(text) is None
