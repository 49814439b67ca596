"""Matters kept up to date: after any changes they are those that gathering all links and names anew would make."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from graph.iris import Iris
from graph.linked import Linked
from graph.linking import kept as kept_module
from graph.linking.kept import KeptPassages
from graph.linking.kept_threads import prepare, regather
from graph.thread_triples import thread_quads
from graph.threads import Join, Member, Named, Thread, threads_by_links, threads_by_name

TEXTS = (
    "Parterne vil udvide botilbudskapaciteten på socialområdet.",
    "Regeringen vil styrke merudgiftsydelsen til familierne.",
    "Der følges op på indkøbsdata fra kommunerne.",
)
FORMS = {"mit+overblik": "Mit Overblik", "mit+overbliks": "Mit Overblik", "sund+uddannelse": "Sund Uddannelse"}
DOCUMENTS = [f"aftale for {year}" for year in range(2010, 2022)]  # an id may hold spaces


def member(document: str, place: int) -> Member:
    """A passage; those at every third place of an agreement say the same, so that groups make matters of one name."""
    return Member(int(document[-4:]), document, place, TEXTS[place % len(TEXTS)], f"{document}-{place}")


def found(chance: random.Random, document: str, present: Iterable[str]) -> Linked:
    """Links from an agreement to older ones that are there, and names in it."""
    older = [other for other in present if other < document]
    joins = [
        Join(
            member(chance.choice(older), chance.randrange(6)),
            member(document, chance.randrange(6)),
            chance.random() < 0.5,
            round(chance.random(), 3),
        )
        for _ in range(chance.randrange(3) if older else 0)
    ]
    named = [
        Named(form, FORMS[form], member(document, place))
        for form in FORMS
        for place in range(chance.choice((0, 0, 1, 3)))
    ]
    return Linked(joins=tuple(joins), named=tuple(named))


def said(threads: Iterable[Thread]) -> set[str]:
    """What the graph says of matters."""
    return set(map(str, thread_quads(threads, Iris())))


@pytest.mark.parametrize("seed", range(40))
def test_matters_are_those_that_all_links_and_names_make(seed: int) -> None:
    """Agreements come, go and are linked otherwise; what changes is told, and nothing else is taken away."""
    chance = random.Random(seed)
    held: dict[str, Linked] = {}
    graph: set[str] = set()
    with closing(sqlite3.connect(":memory:")) as database:
        prepare(database)
        for _ in range(12):
            changes: dict[str, Linked | None] = {}
            for document in chance.sample(DOCUMENTS, chance.choice((1, 1, 2, 6))):
                gone = document in held and chance.random() < 0.3
                changes[document] = None if gone else found(chance, document, held)
            missing = {document for document, now in changes.items() if now is None}
            for document, now in held.items():  # whose links led to what is gone is linked anew, as a build does
                left = tuple(join for join in now.joins if join.earlier.document not in missing)
                if left != now.joins and document not in changes:
                    changes[document] = Linked(joins=left, named=now.named)
            held = {one: now for one, now in {**held, **changes}.items() if now is not None}
            told = regather(database, changes)
            before = said(told.before)
            assert before <= graph
            graph = graph - before | said(told.after)
            joins = [join for document in sorted(held) for join in held[document].joins]
            names = [name for document in sorted(held) for name in held[document].named]
            assert graph == said((*threads_by_links(joins), *threads_by_name(names)))


def test_a_matter_that_two_groups_make_stays_when_one_goes() -> None:
    """Both groups begin in the same agreement with the same words: the members of the other are still in it."""
    first, *later = DOCUMENTS[:3]
    joins = [Join(member(first, place), member(later[place // 3], place), False, 1.0) for place in (0, 3)]
    with closing(sqlite3.connect(":memory:")) as database:
        prepare(database)
        told = regather(database, {join.later.document: Linked(joins=(join,)) for join in joins})
        assert len({thread.id for thread in told.after}) == 1
        assert len(told.after) == 2
        told = regather(database, {joins[0].later.document: None})
        assert len(told.before) == 2
        assert said(told.after) == said(threads_by_links(joins[1:]))


def test_what_does_not_change_is_not_gathered_anew() -> None:
    """The same links again, or links of others, say nothing of a matter."""
    one, other, third, fourth = DOCUMENTS[:4]
    kept = Linked(joins=(Join(member(one, 0), member(other, 0), True, 0.5),))
    with closing(sqlite3.connect(":memory:")) as database:
        prepare(database)
        assert regather(database, {other: kept}).after
        same = regather(database, {other: kept})
        assert (same.before, same.after) == ((), ())
        apart = regather(database, {fourth: Linked(joins=(Join(member(third, 1), member(fourth, 1), True, 0.5),))})
        assert {item.document for thread in (*apart.before, *apart.after) for item in thread.items} == {third, fourth}


def test_a_new_file_knows_no_matters(tmp_path: Path) -> None:
    """Then the graph is asked which there were; what grows from a file knows them."""
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    kept = KeptPassages(tmp_path / "old", None)
    assert not kept.has_grown
    kept.link("a", Linked(print="1"))
    kept.write_matters()
    grown = KeptPassages(tmp_path / "new", tmp_path / "old")
    assert grown.has_grown
    assert grown.prints() == {"a": "1"}
    grown.begin_anew()
    assert not grown.has_grown


def test_what_was_written_early_is_begun_anew_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passages that were too many to hold in memory stay, what another edition of the program kept goes."""
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
    old = KeptPassages(tmp_path / "old", None)
    old.keep("a", ())
    old.keep("b", ())
    old.link("a", Linked(print="1", joins=(Join(member(DOCUMENTS[0], 0), member(DOCUMENTS[1], 0), True, 0.5),)))
    old.write()
    old.write_matters()
    monkeypatch.setattr(kept_module, "_WAITING", 1)
    kept = KeptPassages(tmp_path / "new", tmp_path / "old")
    kept.keep("b", ())
    kept.begin_anew()
    assert kept.read("a") is None
    assert kept.read("b") == ()
    assert kept.prints() == {}
    assert kept.write_matters().before == ()
