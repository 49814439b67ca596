"""Threads: a matter over the years by topic, by reference and by wording, each kept apart."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from passages import agreement, refers_to, said, topic

from aftalegraf.cli import cli
from benchmarks.linking_gold import read_corpus, read_threads, score_thread
from graph.ask import ask, ask_named, rows
from graph.linkage import LinkedAnew, threads_in
from graph.linking.stored import stored_corpus
from graph.store import reading
from graph.threads import Thread


@cache
def found() -> tuple[Thread, ...]:
    """The threads of the five agreements."""
    return threads_in(LinkedAnew(read_corpus()))


def test_a_topic_of_two_years_is_a_thread() -> None:
    """Commitments of a topic, and sentences that name it, are gathered in the order of time."""
    old = agreement(2022, said("Afregningen af KMF fastfryses.", topics=topic("kmf")))
    new = agreement(2023, said("KMF nedlægges.", topics=topic("kmf")), said("KMF var dyr.", force="none"))
    (thread,) = (thread for thread in threads_in(LinkedAnew([new, old])) if thread.id == "kmf")
    assert thread.basis == "topic"
    assert [item.year for item in thread.items] == [2022, 2023, 2023]
    assert [item.commitment is None for item in thread.items] == [False, False, True]


def test_a_topic_of_one_agreement_is_no_thread() -> None:
    """One year is no matter over the years."""
    old = agreement(2022, said("Afregningen af KMF fastfryses.", topics=topic("kmf")))
    assert not [thread for thread in threads_in(LinkedAnew([old, agreement(2023)])) if thread.id == "kmf"]


def test_what_no_topic_holds_is_gathered_by_reference_and_by_wording() -> None:
    """A named agreement makes a thread by reference; nearly the same sentence one by wording."""
    text = "Regeringen og KL er enige om at afdække gadebelysningens vedligeholdelse i landsbyerne."
    naming = "Med aftalen for 2022 blev det aftalt at afdække gadebelysningens vedligeholdelse i landsbyerne."
    old = agreement(2022, said(text, "Gader"), usual=False)
    by_wording = threads_in(LinkedAnew([old, agreement(2023, said(text, "Gader"), usual=False)]))
    named = said(naming, "Gader", force="recall", references=refers_to("oea-kommuner-2022"))
    by_reference = threads_in(LinkedAnew([old, agreement(2023, named, usual=False)]))
    assert [thread.basis for thread in by_wording] == ["wording"]
    assert [thread.basis for thread in by_reference] == ["reference"]
    assert "vedligeholdelse" in by_wording[0].label


def test_threads_agree_with_the_gold() -> None:
    """Threads keep to what they have reached on those that a reader gathered."""
    scores = [score_thread(gold, found()) for gold in read_threads()]
    assert len(scores) == 25
    hits, wanted = sum(score.found for score in scores), sum(score.gold for score in scores)
    assert hits >= 0.92 * wanted
    assert hits >= 0.93 * (hits + sum(score.wrong for score in scores))


def test_what_a_heading_names_is_a_thread() -> None:
    """The five agreements: "Vikaranalyse" and "Opfølgning på vikaranalyse" are one matter."""
    (thread,) = (thread for thread in found() if thread.label == "Vikaranalyse")
    assert {item.year for item in thread.items} == {2023, 2024}
    assert any(item.quote.startswith("Analysen vil skulle afrapporteres") for item in thread.items)
    assert not any(thread.label in ("Indledning", "Beskæftigelse", "Botilbudskapacitet") for thread in found())


def test_ids_are_told_apart_and_bases_in_order() -> None:
    """No two threads have the same id; those by topic come first."""
    ids = [thread.id for thread in found()]
    assert len(set(ids)) == len(ids)
    order = [thread.basis == "topic" for thread in found()]
    assert order == sorted(order, reverse=True)


@pytest.mark.slow
def test_the_command_prints_the_contract(built: Path) -> None:
    """`threads --format json` has the keys that others rely on."""
    result = CliRunner().invoke(cli, ["threads", "--store", str(built), "--format", "json"])
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    assert all({"id", "label", "items"} <= row.keys() for row in rows)
    assert all({"document", "quote"} == item.keys() for row in rows for item in row["items"])
    shown = CliRunner().invoke(cli, ["threads", "--store", str(built), "--basis", "topic"])
    assert "KMF" in shown.stdout


def test_the_graph_says_which_thread_a_commitment_is_in(built: Path) -> None:
    """SPARQL finds the threads that the command lists, with the same commitments; sentences are in none."""
    with reading(built) as snapshot:
        found = threads_in(LinkedAnew(stored_corpus(snapshot)))
        said = rows(ask_named(snapshot, "threads-over-years", {})).rows
        kmf = snapshot.iris.thing("thread", "topic", "kmf")
        commitments = rows(ask(snapshot, f"SELECT ?id {{ ?one ag:inThread {kmf} ; ag:identifier ?id }}")).rows
    ours = {thread.id: {item.commitment for item in thread.items} - {None} for thread in found}
    told = {row[0]: int(row[3] or 0) for row in said}
    assert told == {one: len(ours[str(one)]) for one in told}
    assert len(told) > 60
    assert {row[0] for row in commitments} == ours["kmf"]


def test_a_thing_with_a_name_is_a_thread() -> None:
    """The five agreements: "Mit Overblik" of 2020 and 2022 is no topic, and still a matter over the years."""
    (thread,) = (thread for thread in found() if thread.label == "Mit Overblik")
    assert {item.year for item in thread.items} == {2020, 2022}
    assert thread.basis == "wording"
    assert not any(thread.label in ("Danske Regioner", "Aarhus Kommune") for thread in found())
