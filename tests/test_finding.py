"""The index of words: it finds what reading every quote finds, belongs to its generation, and stays quick."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import search as searching
from graph.build import build
from graph.finding import Wanted, find, index_of
from graph.indexing import INDEX, Entry, mark, readable, write_index
from graph.search import search
from graph.store import Snapshot, reading
from graph.words import terms

ASKED = (
    "botilbud", "Botilbuddene", "laanepulje", "lånepulje", "den kommunale medfinansiering", "kommunerne", "KMF", "IT",
    "it", "kl", "botilbud lånepulje", "ældre", "aeldre pleje", "og og", "2024", "1,5 mia. kr.", "kunst", "tilbud",
    "regeringen og KL er enige om", "findes ikke nogen steder", "økonomi", "oekonomi", "a", "i", "æ", "søge", "drift",
)  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(built: Path) -> Iterator[Snapshot]:
    """The five agreements, open for reading."""
    with reading(built) as opened:
        yield opened


def read_all(snapshot: Snapshot, words: str, limit: int, offset: int = 0) -> searching.Hits:
    """What is found without the index."""
    return searching._read_all(snapshot, words, terms(words), limit, offset)


@pytest.mark.parametrize("words", ASKED)
def test_the_index_finds_what_reading_every_quote_finds(snapshot: Snapshot, words: str) -> None:
    """The same commitments in the same order, with the same score."""
    assert search(snapshot, words, limit=2000) == read_all(snapshot, words, 2000)


@pytest.mark.parametrize("words", ["kommunerne", "regeringen KL", "den kommunale medfinansiering"])
@pytest.mark.parametrize(("limit", "offset"), [(1, 0), (7, 3), (20, 61), (50, 5000)])
def test_a_page_is_a_part_of_the_whole(snapshot: Snapshot, words: str, limit: int, offset: int) -> None:
    """However the levels of nearness fall on the pages."""
    whole = search(snapshot, words, limit=5000)
    assert search(snapshot, words, limit=limit, offset=offset).hits == whole.hits[offset : offset + limit]


@given(words=st.text(min_size=1, max_size=40))
@settings(max_examples=200)
def test_no_text_breaks_the_question(snapshot: Snapshot, words: str) -> None:
    """Quotes, stars and operators of the index's own language are words or nothing."""
    asked = terms(words)
    with index_of(snapshot.folder) as index:
        assert index is not None
        assert find(index, Wanted(words=words, terms=asked), limit=3).total >= 0


def test_commitments_are_found_by_what_they_are_about(snapshot: Snapshot) -> None:
    """As the store itself says it."""
    query = (
        "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c ag:party|ag:obliged <https://w3id.org/aftalegraf/id/actor/kl> ;"
        " ag:policyArea <https://w3id.org/aftalegraf/id/area/social> ; ag:force ?f }"
    )
    from graph.ask import ask, rows

    said = int(rows(ask(snapshot, query)).rows[0][0] or 0)
    with index_of(snapshot.folder) as index:
        assert index is not None
        found = find(index, Wanted(about={"actor": "kl", "area": "social"}), limit=10)
        assert found.total == said > 20
        assert len(found.page) == 10
        nobody = find(index, Wanted(about={"actor": "kl", "area": 'social" OR "x'}), limit=10)
        assert nobody.total == 0


def test_marks_are_told_apart() -> None:
    """Ids that differ in one sign have different marks, and no mark is a word of a text."""
    pairs = [("area", "a-b"), ("area", "a_b"), ("area", "ab"), ("area", "aB"), ("topic", "a-b"), ("area", "a_2d_b")]
    assert len({mark(*pair) for pair in pairs}) == len(pairs)
    assert all("_" in mark(*pair) for pair in pairs)


def made_store(tmp_path: Path, *years: int) -> Path:
    """A store of made agreements; each year is one."""
    folder, store = tmp_path / "in", tmp_path / "a.store"
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for year in years:
        (folder / f"oea-kommuner-{year}.txt").write_text(f"{year} tekst", encoding="utf-8")
    build([folder], store, read=made.read, extract=made.extract)
    return store


def documents(store: Path) -> list[str]:
    """The agreements in which the made commitment is found, in the order in which they are shown."""
    with reading(store) as snapshot:
        assert (snapshot.folder / INDEX).is_file()
        return [hit.item.document.rpartition("-")[2] for hit in search(snapshot, "botilbud").hits]


def test_the_index_goes_with_its_generation(tmp_path: Path) -> None:
    """What comes is found, what goes is not, in the order of the years; a reader keeps what it opened."""
    store = made_store(tmp_path, 2024, 2022)
    assert documents(store) == ["2022", "2024"]
    with reading(store) as before:
        made_store(tmp_path, 2024, 2023, 2027)
        assert [hit.item.year for hit in search(before, "botilbud").hits] == [2022, 2024]
    assert documents(store) == ["2023", "2024", "2027"]


def test_a_store_without_an_index_is_searched_and_gets_one(tmp_path: Path) -> None:
    """As a store that an older program built; so is one whose index is damaged."""
    store = made_store(tmp_path, 2022)
    for content in (None, b"SQLite format 3\0 and no more"):
        with reading(store) as snapshot:
            index = snapshot.folder / INDEX
            index.unlink(missing_ok=True)
            if content:
                index.write_bytes(content)
            assert not readable(index)
            assert search(snapshot, "botilbud").total == 1
    made_store(tmp_path, 2022, 2024)
    assert documents(store) == ["2022", "2024"]


def entry(document: str, start: int = 0) -> Entry:
    """A commitment that says one thing."""
    return Entry(
        iri=f"https://e.org/{document}/{start}", document=document, year=2024, start=start, quote="et botilbud"
    )


def test_agreements_of_one_year_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    """In whatever order they came into the index, by one or in one go."""
    path = tmp_path / INDEX
    for document in ("m", "z", "a", "q", "b", "n"):
        write_index(path, [entry(document)])
    write_index(path, [entry("c"), entry("d"), entry("o", 5), entry("o", 1)], ["a"])
    with sqlite3.connect(path) as index:
        found = find(index, Wanted(words="botilbud", terms=terms("botilbud")), limit=20)
    index.close()
    assert [iri.removeprefix("https://e.org/") for iri, _ in found.page] == [
        "b/0", "c/0", "d/0", "m/0", "n/0", "o/1", "o/5", "q/0", "z/0",
    ]  # fmt: skip
