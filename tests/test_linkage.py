"""What a build keeps of links, ledger and matters: the answers are those that linking anew would give."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from builds import made_build, made_folder
from click.testing import CliRunner
from test_relink import NAMES, change, extract, read

from aftalegraf.cli import cli
from extract.models import Commitment, Document, FollowUp
from graph import relink
from graph.build import build
from graph.ledger import ledger_between, ledger_of
from graph.linkage import Linkage, LinkedAnew, LinkedBefore, linkage, links_in, threads_in
from graph.linking import index
from graph.linking.kept import FILE
from graph.linking.passages import Passage
from graph.linking.stored import stored_corpus
from graph.linking.written import NOWHERE
from graph.store import reading


@contextmanager
def both(store: Path) -> Iterator[tuple[LinkedBefore, LinkedAnew]]:
    """What a store keeps, and the same made anew from its graphs."""
    with reading(store) as snapshot, linkage(snapshot) as kept:
        assert isinstance(kept, LinkedBefore)
        yield kept, LinkedAnew(stored_corpus(snapshot))


def pairs(known: Linkage) -> list[tuple[str, str]]:
    """Each agreement with each later one, of whatever kind."""
    years = {document: known.passages(document)[0].year for document in known.documents()}
    return [(one, other) for one in years for other in years if years[one] < years[other]]


def assert_same(store: Path) -> int:
    """The answers of a store are those of linking anew; gives how many there are."""
    with both(store) as (kept, anew):
        assert kept.documents() == anew.documents()
        assert ledger_of(kept) == ledger_of(anew)
        assert links_in(kept) == links_in(anew)
        assert threads_in(kept) == threads_in(anew)
        for older, newer in random.Random(1).sample(pairs(kept), min(6, len(pairs(kept)))):
            assert ledger_between(kept, older, newer) == ledger_between(anew, older, newer)
        return len(ledger_of(kept)) + len(links_in(kept)) + len(threads_in(kept))


@pytest.mark.slow
def test_the_five_agreements_answer_from_what_is_kept_as_from_linking_anew(built: Path) -> None:
    """Row by row, link by link, matter by matter, in the same order and to the last digit."""
    assert assert_same(built) > 600


@pytest.mark.slow
def test_passages_that_are_kept_are_those_of_the_graph(built: Path) -> None:
    """But for evidence and what nobody asks of them."""
    with both(built) as (kept, anew):
        for document in kept.documents():
            assert list(kept.passages(document)) == [bare(one) for one in anew.passages(document)]


def bare(passage: Passage) -> Passage:
    """A passage with as much of its commitment as is kept."""
    one = passage.commitment
    if one is None:
        return passage
    up, deadline = one.follow_up, one.deadline
    commitment = Commitment(
        document=one.document, id=one.id, number=one.number, quote=one.quote, force=one.force, parties=one.parties,
        obliged=one.obliged, areas=one.areas, topics=one.topics, strength=one.strength, polarity=one.polarity,
        span=replace(one.span, start=0, end=len(one.quote)), unit=passage.number, rule="", confidence=1.0,
        amounts=tuple(replace(amount, evidence=NOWHERE) for amount in one.amounts),
        references=tuple(replace(reference, evidence=NOWHERE, reason="") for reference in one.references),
        follow_up=replace(up, evidence=NOWHERE) if up else None,
        deadline=replace(deadline, evidence=NOWHERE) if deadline else None,
    )  # fmt: skip
    return replace(passage, commitment=commitment)


def promising(document: Document) -> tuple[Commitment, ...]:
    """A commitment for each sentence; those to return to something are promises."""
    up = FollowUp(target=None, year=document.identity.year, evidence=NOWHERE)
    return tuple(
        replace(one, follow_up=replace(up, evidence=replace(NOWHERE, field="follow_up", words=one.quote[:3],
            start=one.span.start, end=one.span.start + 3, rule="made"))) if "følges op" in one.quote else one
        for one in extract(document)
    )  # fmt: skip


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_after_any_changes_what_is_kept_is_what_linking_anew_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Agreements come, change and go, in windows so small that most are left alone by a build."""
    monkeypatch.setattr(index, "SPAN", 1 + seed % 2)
    monkeypatch.setattr(relink, "SPAN", 1 + seed % 2)
    chance, folder, store, found = random.Random(seed), tmp_path / "in", tmp_path / "a.store", 0
    folder.mkdir()
    for file in chance.sample(NAMES, 9):
        (folder / f"{file}.txt").write_text(str(chance.random()), encoding="utf-8")
    for step in range(5):
        if step:
            change(folder, chance)
        build([folder], store, read=read, extract=promising)
        found += assert_same(store)
    assert found > 50


def test_an_agreement_that_is_removed_is_in_no_answer(tmp_path: Path) -> None:
    """Neither as what is promised nor as what takes something up."""
    folder, store = tmp_path / "in", tmp_path / "a.store"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
    build([folder], store, read=read, extract=promising)
    (folder / f"{NAMES[2]}.txt").unlink()
    build([folder], store, read=read, extract=promising)
    assert assert_same(store)
    with both(store) as (kept, _):
        rows = ledger_of(kept)
    assert rows
    assert NAMES[2] not in {row.document for row in rows} | {one for row in rows for one in row.read}


@pytest.mark.parametrize("how", ["missing", "older", "broken"])
def test_a_store_without_what_is_kept_answers_all_the_same(tmp_path: Path, how: str) -> None:
    """One that an older program made, or from a server: it is linked anew, until the next build."""
    folder, store = tmp_path / "in", tmp_path / "a.store"
    folder.mkdir()
    for name in NAMES[:5]:
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
    build([folder], store, read=read, extract=promising)
    with both(store) as (kept, _):
        before = (ledger_of(kept), links_in(kept), threads_in(kept))
    (file,) = store.glob(f"generation-*/{FILE}")
    spoil(file, how)
    with reading(store) as snapshot, linkage(snapshot) as known:
        assert isinstance(known, LinkedAnew)
        assert (ledger_of(known), links_in(known), threads_in(known)) == before
    (folder / f"{NAMES[1]}.txt").write_text("8", encoding="utf-8")
    build([folder], store, read=read, extract=promising)
    assert assert_same(store)


def spoil(file: Path, how: str) -> None:
    """Makes what is kept that of an older program, or nothing."""
    if how == "missing":
        file.unlink()
    elif how == "broken":
        file.write_bytes(b"no database")
    else:
        with closing(sqlite3.connect(file)) as database:
            database.execute("PRAGMA user_version = 0")
            database.execute("DROP TABLE looked")
            database.commit()


def test_the_commands_do_not_link_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`ledger`, `links` and `threads` of a store that was built need no linker."""
    folder, store = made_folder(tmp_path, 2022, 2024), tmp_path / "a.store"
    made_build(store, folder)
    monkeypatch.setattr("graph.linkage.stored_corpus", lambda _: pytest.fail("linked anew"))
    for command in ("ledger", "links", "threads"):
        result = CliRunner().invoke(cli, [command, "--store", str(store), "--format", "json"])
        assert result.exit_code == 0, result.output


def test_a_store_that_is_copied_answers_without_its_neighbours(tmp_path: Path) -> None:
    """What is kept stands in the generation's folder, and goes where that goes."""
    folder, store = made_folder(tmp_path, 2022, 2024), tmp_path / "a.store"
    made_build(store, folder)
    shutil.copytree(store, tmp_path / "b.store")
    shutil.rmtree(store)
    assert_same(tmp_path / "b.store")
