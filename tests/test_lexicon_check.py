"""The phrase check tells of missed examples, caught counter-examples, and entries without an example."""

from __future__ import annotations

import pytest

from extract.lexicon import Entry, compile_phrase
from extract.lexicon_check import check_concept, check_entry, check_lexicon
from ontology.vocab import Concept


def entry(examples: tuple[str, ...], counter_examples: tuple[str, ...] = (), role: str = "") -> Entry:
    """An entry for "enige om"."""
    return Entry(
        id="agree.test",
        label="agree",
        patterns=(compile_phrase("er ... enige om"),),
        examples=examples,
        counter_examples=counter_examples,
        extra=(("role", role),) if role else (),
    )


@pytest.mark.parametrize(
    ("made", "problems"),
    [
        (entry(("KL og regeringen er enige om det.",)), []),
        (entry(("KL er uenig.",)), ["does not catch its example: add a phrase for it"]),
        (
            entry(("De er enige om det.",), ("De er ikke enige om det.",)),
            ["catches its counter-example: make a phrase narrower"],
        ),
        (entry(()), ["has no example: quote one from an agreement"]),
        (entry((), role="words"), []),
    ],
)
def test_an_entry_is_proved_by_its_examples(made: Entry, problems: list[str]) -> None:
    """Each way of being wrong is named, with what to do."""
    assert [found.problem for found in check_entry("test", made)] == problems


def test_a_concept_whose_example_lacks_its_spellings_is_named() -> None:
    """A vocabulary's example must hold one of the spellings that are matched."""
    concept = Concept(
        id="kmf",
        label="Kommunal medfinansiering",
        label_en="",
        alt=("KMF",),
        hidden=(),
        definition="",
        broader=(),
        examples=("Afregningen af KMF fastfryses.", "Afregningen fastfryses."),
    )
    assert [found.example for found in check_concept("topics", concept)] == ["Afregningen fastfryses."]


def test_every_file_is_looked_at() -> None:
    """The check counts what it proved: no file and no entry is passed over."""
    checked = check_lexicon()
    assert checked.files >= 12
    assert checked.entries > 500
    assert checked.examples > 300
    assert checked.findings == ()
