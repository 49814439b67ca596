"""Who or what made each statement, from which bytes, and what the graph says of itself as a data set."""

from __future__ import annotations

import json
from pathlib import Path

import made
import pytest
from pyoxigraph import NamedNode, Quad

from graph.ask import ask, rows
from graph.build import build
from graph.contents import held_in
from graph.iris import Iris
from graph.provenance import this_program
from graph.store import reading
from graph.triples import quads
from graph.writer import name
from ontology.vocab import component_of_field

RECORD = {"document": "a-2024", "quote": "KL vil drøfte det.", "force": "undertake", "rule": "mine.own"}
WHO = """
SELECT ?rule ?component ?version ?rules ?model ?sha256 WHERE {
  ?c ag:identifier "oea-kommuner-2024-a1" ; prov:wasGeneratedBy ?act ; ag:evidence ?e .
  ?e ag:field "quote" ; ag:rule ?rule ; ag:component/skos:prefLabel ?component .
  ?act a ag:Extraction ; prov:used/ag:sha256 ?sha256 ; prov:wasAssociatedWith ?program .
  ?program ag:softwareVersion ?version ; ag:rulesVersion ?rules ; ag:model ?model .
  FILTER(LANG(?component) = "da")
}"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of two made agreements."""
    for year in (2022, 2024):
        (tmp_path / f"oea-kommuner-{year}.txt").write_text(f"{year} tekst", encoding="utf-8")
    build([tmp_path], tmp_path / "a.store", read=made.read, extract=made.extract)
    return tmp_path / "a.store"


def test_a_statement_leads_to_rule_component_version_model_and_bytes(store: Path) -> None:
    """In one query."""
    with reading(store) as snapshot:
        (row,) = rows(ask(snapshot, WHO)).rows
    program = this_program()
    assert row[:2] == ("agree.test", "finder")
    assert row[2:5] == (program.version, program.rules, program.model)
    assert len(row[5] or "") == 64
    assert program.model.startswith("spacy.blank(da) 3.")


def test_records_of_another_tool_say_so(tmp_path: Path) -> None:
    """They are an import, from the bytes of their file, and none of our components claims them."""
    file = tmp_path / "r.jsonl"
    file.write_text(json.dumps(RECORD) + "\n" + json.dumps({**RECORD, "document": "b-2025"}), encoding="utf-8")
    build([file], tmp_path / "a.store")
    with reading(tmp_path / "a.store") as snapshot:
        found = rows(ask(snapshot, "SELECT ?a ?n WHERE { ?c a ag:Commitment ; prov:wasGeneratedBy ?a . ?a a ag:Import ;"
                                   " prov:used/ag:fileName ?n } ORDER BY ?a")).rows  # fmt: skip
        assert [row[1] for row in found] == ["r.jsonl", "r.jsonl"]
        assert not rows(ask(snapshot, "SELECT * { ?c a ag:Commitment ; ag:evidence/ag:component ?x }")).rows
        assert not rows(ask(snapshot, "SELECT * { ?x a ag:Extraction }")).rows
        triples = [quad.triple for quad in snapshot.database]
    assert len(triples) == len(set(triples))


def test_the_data_set_counts_what_the_store_holds(store: Path) -> None:
    """All triples but those of runs, and the things of each class, as a query counts them."""
    with reading(store) as snapshot:
        all_quads = [quad for quad in snapshot.database if quad.graph_name != snapshot.iris.runs_graph]
        (told,) = rows(ask(snapshot, "SELECT ?n ?d { ?s a dcat:Dataset ; void:triples ?n ; void:documents ?d }")).rows
        assert told == (str(len(all_quads)), "2")
        parts = rows(ask(snapshot, "SELECT ?c ?n { ?s void:classPartition ?p . ?p void:class ?c ; void:entities ?n }"))
        counted = rows(ask(snapshot, "SELECT ?c (COUNT(?x) AS ?n) { GRAPH ?g { ?x a ?c } "
                                     "FILTER(!STRENDS(STR(?g), '/runs') && !STRENDS(STR(?g), '/dataset')) }"
                                     " GROUP BY ?c"))  # fmt: skip
        assert sorted(map(str, parts.rows)) == sorted(map(str, counted.rows))
        subsets = rows(ask(snapshot, "SELECT ?g ?n { ?d a dcat:Dataset ; void:subset ?g . ?g void:triples ?n }")).rows
        assert len(subsets) == 4
        for graph, number in subsets:
            held = snapshot.database.quads_for_pattern(None, None, None, NamedNode(graph or ""))
            assert len(list(held)) == int(number or 0)


def test_the_data_set_has_licence_creator_and_distributions(store: Path) -> None:
    """As DCAT wants them."""
    with reading(store) as snapshot:
        found = rows(ask(snapshot, "SELECT ?l ?who ?f { ?d a dcat:Dataset ; dcterms:license ?l ;"
                                   " dcterms:creator/foaf:name ?who ;"
                                   " dcat:distribution/dcterms:format ?f }"))  # fmt: skip
    assert {row[:2] for row in found.rows} == {("http://www.apache.org/licenses/LICENSE-2.0", "the aftalegraf authors")}
    assert {row[2] for row in found.rows} >= {"application/n-quads", "text/turtle"}


def test_what_stands_in_an_agreement_is_counted() -> None:
    """Quads, classes, forces, the agreements it names, its year."""
    held = held_in(quads(made.document(), made.commitments()))
    assert held.tally.quads == len(list(quads(made.document(), made.commitments())))
    assert dict(held.tally.classes)[name("ag:Commitment").value] == 2
    assert held.forces == (("agree", 1), ("undertake", 1))
    assert (held.year, held.order, held.unresolved) == (2024, 2024, 1)
    assert held.names == ("oea-kommuner-2026",)
    assert held.program == this_program().id


def test_a_tally_follows_what_goes_and_comes() -> None:
    """By the quads that were there and those that were not."""
    written = list(quads(made.document(), made.commitments()))
    full = held_in(()).tally.changed((), written)
    assert full.changed(written[:50], ()) == held_in(()).tally.changed((), written[50:])


def test_every_field_of_the_five_agreements_has_a_component(built: Path) -> None:
    """Whoever adds a field says which part of the program finds it (`components.ttl`)."""
    with reading(built) as snapshot:
        fields = rows(ask(snapshot, "SELECT DISTINCT ?f { ?e a ag:Evidence ; ag:field ?f }")).rows
    assert len(fields) > 12
    assert [row[0] for row in fields if component_of_field(row[0] or "") is None] == []


def test_the_run_says_which_edition_ran(store: Path) -> None:
    """And the edition is described outside the graph of runs, where no time stands."""
    iris = Iris()
    with reading(store) as snapshot:
        database = snapshot.database
        (said,) = database.quads_for_pattern(None, name("prov:wasAssociatedWith"), None, iris.runs_graph)
        edition: Quad = next(iter(database.quads_for_pattern(None, name("ag:rulesVersion"), None)))
        assert said.object == edition.subject == iris.program(this_program().id)
        assert edition.graph_name == iris.dataset_graph


def test_a_pipeline_that_was_heard_is_named_in_the_edition() -> None:
    """With its version; the edition is then another one."""
    heard = json.dumps({"lang": "da", "name": "core_news_sm", "version": "3.8.0"})
    assert this_program(heard).model.endswith(", da_core_news_sm 3.8.0")
    assert this_program(heard).id != this_program().id
