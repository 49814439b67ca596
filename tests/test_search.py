"""Commitments by their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import QueryError
from graph.search import search
from graph.store import Snapshot, reading


@pytest.fixture(scope="module")
def snapshot(built: Path) -> Iterator[Snapshot]:
    """The five agreements, open for reading."""
    with reading(built) as opened:
        yield opened


def test_every_word_must_be_there(snapshot: Snapshot) -> None:
    """In any form, in any order."""
    found = search(snapshot, "botilbud lånepulje")
    assert {hit.item.document for hit in found.hits} >= {"oea-kommuner-2024", "oea-kommuner-2027"}
    assert all("botilbud" in hit.item.quote.lower() and "lånepulje" in hit.item.quote.lower() for hit in found.hits)
    assert found.total == len(found.hits) < search(snapshot, "botilbud").total


def test_words_may_be_written_without_danish_letters(snapshot: Snapshot) -> None:
    """ "laanepulje" is "lånepulje"."""
    assert search(snapshot, "laanepulje").total == search(snapshot, "lånepulje").total > 0


def test_what_stands_there_as_it_was_asked_for_comes_first(snapshot: Snapshot) -> None:
    """Then other forms and compounds; equal ones by year and place."""
    hits = search(snapshot, "den kommunale medfinansiering").hits
    assert hits[0].score == 1
    assert "den kommunale medfinansiering" in hits[0].item.quote
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    first = [(hit.item.year or 0, hit.item.start) for hit in hits if hit.score == 1]
    assert first == sorted(first)


def test_no_more_than_asked_for_are_shown_and_the_rest_is_counted(snapshot: Snapshot) -> None:
    """`total` tells how many there are."""
    found = search(snapshot, "kommunerne", limit=3)
    assert len(found.hits) == 3
    assert found.total > 100


def test_only_commitments_are_found(snapshot: Snapshot) -> None:
    """Not the words of their sums or evidence, which are quotes too."""
    found = search(snapshot, "mia", limit=10_000)
    assert all(hit.item.force and hit.item.number for hit in found.hits)
    assert len({hit.item.iri for hit in found.hits}) == found.total


def test_a_search_without_a_word_is_refused(snapshot: Snapshot) -> None:
    """With an example of what to write."""
    with pytest.raises(QueryError, match="search botilbud"):
        search(snapshot, "?!")
