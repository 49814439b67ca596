"""The named queries, and free SPARQL: right answers, bound parameters, clear refusals."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Store
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from graph.ask import Dataset, ask, ask_named, refuse, rows, serialised
from graph.errors import QueryError, QueryTimeoutError, StoreError, UnknownQueryError
from graph.iris import Iris
from graph.queries import NamedQuery, named_queries, named_query, read_query
from graph.store import Snapshot, reading
from graph.timed import ask_within, write_within
from ontology.terms import Class, Property
from ontology.vocab import BASE, NAMESPACE

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "queries.toml").read_text(encoding="utf-8")
)["case"]
QUERIES = [query for query in named_queries() if query.for_people]
MOST_PATTERNS = 8
ANYTHING = st.text(st.characters(codec="utf-8"))  # what a command line can hand over


@pytest.fixture(scope="module")
def snapshot(built: Path) -> Iterator[Snapshot]:
    """The five agreements, open for reading."""
    with reading(built) as opened:
        yield opened


def patterns(node: object) -> list[tuple[object, ...]]:
    """The triple patterns of a parsed query; of one with alternatives, those of all."""
    found: list[tuple[object, ...]] = []
    if isinstance(node, CompValue):
        if node.name == "BGP":
            found += node["triples"]
        for key, value in node.items():
            if key != "triples":
                found += patterns(value)
    elif isinstance(node, list | tuple | set):
        for item in node:
            found += patterns(item)
    return found


def examples(query: NamedQuery) -> dict[str, str]:
    """The example of every parameter that must be given."""
    return {parameter.name: parameter.example for parameter in query.parameters if parameter.need == "required"}


def test_there_are_queries_for_what_users_ask() -> None:
    """At least twenty, with the four that were promised first, and an answer read by hand for each."""
    names = {query.name for query in QUERIES}
    assert len(QUERIES) >= 20
    assert names >= {"commitments-by-actor", "commitments-naming-year", "follow-up-in-year", "agreements-not-read"}
    assert len(CASES) == 33
    assert {case["query"] for case in CASES} == names


@pytest.mark.parametrize("query", QUERIES, ids=[query.name for query in QUERIES])
def test_no_question_needs_many_triple_patterns(query: NamedQuery) -> None:
    """Direct properties stand beside the reified forms so that it does not."""
    assert 0 < len(patterns(prepareQuery(query.text).algebra)) <= MOST_PATTERNS


@pytest.mark.parametrize("query", QUERIES, ids=[query.name for query in QUERIES])
def test_only_terms_of_the_ontology_are_asked_for(query: NamedQuery) -> None:
    """A misspelt name would only ever find nothing."""
    asked = {str(term) for pattern in patterns(prepareQuery(query.text).algebra) for term in pattern}
    assert {term for term in asked if term.startswith(NAMESPACE)} <= {*Class, *Property}


@pytest.mark.parametrize("query", QUERIES, ids=[query.name for query in QUERIES])
def test_every_query_answers_and_runs_as_its_file_stands(snapshot: Snapshot, query: NamedQuery) -> None:
    """With its examples bound, and as a plain SPARQL query in the words of its file."""
    bound = rows(ask_named(snapshot, query.name, examples(query)))
    assert bound.rows or query.name in ("unresolved-references", "evidence-of-commitment")
    assert rows(ask(snapshot, query.text)).columns == bound.columns


@pytest.mark.parametrize("case", CASES, ids=[f"{case['query']} {case['values']}" for case in CASES])
def test_the_answer_is_what_the_texts_say(snapshot: Snapshot, case: dict[str, Any]) -> None:
    """As it was read off them by hand."""
    values = dict(case["values"])
    if "number_of" in case:
        values["number"] = number_of(snapshot, case["number_of"])
    answer = rows(ask_named(snapshot, case["query"], values))
    places = [answer.columns.index(column) for column in case["columns"]]
    found = [" ".join(row[place] or "-" for place in places) for row in answer.rows]
    if "rows" in case:
        assert found == case["rows"]
    assert [row for row in case.get("holds", ()) if row not in found] == []
    assert [(word, row) for word in case.get("lacks", ()) for row in found if word in row] == []
    assert found[: len(case.get("first", ()))] == case.get("first", [])
    assert case.get("count", len(found)) == len(found)


def number_of(snapshot: Snapshot, quote: str) -> str:
    """The number of the commitment that is quoted."""
    sparql = f'SELECT ?number WHERE {{ ?c ag:number ?number ; ag:quote ?quote FILTER(STR(?quote) = "{quote}") }}'
    ((number,),) = rows(ask(snapshot, sparql)).rows
    return str(number)


def test_no_sum_is_counted_for_each_year_of_its_period(snapshot: Snapshot) -> None:
    """Two billion in all from 2027 to 2030 are two billion, not eight; half a billion each year counts every year."""
    answer = rows(ask_named(snapshot, "sums-by-area-year", {"year": "2029"}))
    assert answer.columns[2:4] == ("period", "eachYear")
    found = {(row[1], row[2], row[3], row[6]) for row in answer.rows}
    assert ("anlaeg", "2027/2030", "true", "500000000") in found  # the same as two billion from 2027 to 2030
    assert ("sundhed", "2027/2031", "false", "3500000000") in found
    assert ("psykiatri", "2025", "true", "250000000") in found  # each year from 2025 on
    assert not any(period == "2029" and each == "false" for _, period, each, _ in found)


def test_an_actor_may_be_named_as_people_write_it(snapshot: Snapshot) -> None:
    """ "KL" and "kl" are one."""
    capitals, small = (rows(ask_named(snapshot, "commitments-by-actor", {"actor": actor})) for actor in ("KL", "kl"))
    assert capitals == small
    assert len(small.rows) > 100


def test_an_unknown_query_is_refused_with_the_nearest_names() -> None:
    """In one line."""
    with pytest.raises(UnknownQueryError, match="agreements-not-read"):
        named_query("agreement-not-red")


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("commitments-by-actor", {}, "-p actor=kl"),
        ("commitments-by-actor", {"actor": "kl", "aktor": "kl"}, "no parameter 'aktor'; it has: actor, area"),
        ("commitments-by-actor", {"actor": " "}, "'actor' is empty"),
        ("commitments-by-actor", {"actor": "!!"}, "no actor"),
        ("commitments-naming-year", {"year": "tyve"}, "'tyve' is none"),
        ("commitments-naming-year", {"year": "20277"}, "is none"),
        ("evidence-of-commitment", {"agreement": "oea-kommuner-2024", "number": "-1"}, "is none"),
    ],
)
def test_values_that_do_not_fit_are_refused(name: str, values: dict[str, str], message: str) -> None:
    """The message says what to write."""
    with pytest.raises(QueryError) as refused:
        named_query(name).bound(values, Iris())
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@given(ANYTHING)
def test_no_value_can_become_a_part_of_the_query(value: str) -> None:
    """Whatever is typed is one term: the query has as many patterns as before, and asks nothing else."""
    query = named_query("figures-over-years")
    try:
        text = query.bound({"row": value}, Iris())
    except QueryError:
        assert not value.strip()
        return
    (bound,) = Store().query(
        text.replace("SELECT ?year ?post ?kroner ?priceLevel ?document", "SELECT ?row").split("?figure")[0] + "}"
    )
    assert bound["row"].value == value.strip()


@given(ANYTHING)
def test_no_id_can_become_a_part_of_the_query(value: str) -> None:
    """An actor is one IRI under the base."""
    try:
        text = named_query("commitments-by-actor").bound({"actor": value}, Iris())
    except QueryError:
        return
    assert text.count("VALUES ?actor { <" + BASE + "actor/") == 1
    assert len(list(Store().query(text))) == 0


def test_another_base_is_asked_for() -> None:
    """The query names the things as they are named in the store."""
    text = named_query("commitments-by-actor").bound({"actor": "kl"}, Iris(base="https://example.org/"))
    assert "<https://example.org/actor/kl>" in text
    assert BASE not in text


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("# title: A\n# title-en: B\n", "# answers"),
        ("# title: A\n# title-en: B\n# answers: C\n# param year: year\n", "write `type, need"),
        ("# title: A\n# title-en: B\n# answers: C\n# param year: era, required, 1; x\n", "write `type, need"),
        ("# title: A\n# title-en: B\n# answers: C\n# param year: year, required, 1; x\n", "no line `VALUES ?year"),
    ],
)
def test_a_file_that_says_too_little_is_refused(header: str, message: str) -> None:
    """Whoever adds a query is told what it lacks."""
    with pytest.raises(QueryError) as refused:
        read_query("new", header + "SELECT * WHERE { ?s ?p ?o }")
    assert message in str(refused.value)


BROKEN = {
    "": "empty",
    "SELECT ?s\nWHERE { ?s ?p \n } }": "line 3",
    "SELECT ?x WHERE { ?x a foo:bar }": "prefix is not declared",
    "SELECT nonsense": "line 1",
    "INSERT DATA { <a:a> <a:b> <a:c> }": "only read",
    "PREFIX a: <b:>\n# comment\nDELETE WHERE { ?s ?p ?o }": "only read",
    "CLEAR ALL": "only read",
}


@pytest.mark.parametrize("sparql", BROKEN)
def test_a_query_that_cannot_be_run_is_refused_with_its_line(snapshot: Snapshot, sparql: str) -> None:
    """And with what is wrong, in one line."""
    with pytest.raises(QueryError, match=BROKEN[sparql]) as refused:
        ask(snapshot, sparql)
    assert "\n" not in str(refused.value)


FEDERATED = [
    "SELECT * WHERE { SERVICE <http://a.example/> { ?s ?p ?o } }",
    "SELECT * WHERE { service silent <http://a.example/> { ?s ?p ?o } }",
    "PREFIX e: <http://a.example/> SELECT * WHERE { SERVICE e:sparql{ ?s ?p ?o } }",
    "PREFIX : <http://a.example/> SELECT * WHERE { SERVICE:sparql { ?s ?p ?o } }",
    "SELECT * WHERE { VALUES ?e { <http://a.example/> } SERVICE ?e { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE # a comment {\n <http://a.example/> { ?s ?p ?o } }",
    "SELECT * WHERE { FILTER(1<2)SERVICE#>\n<http://a.example/>{ ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p 2SERVICE<http://a.example/>{ ?a ?b ?c } }",
    "SELECT * WHERE { \\u0053ERVICE <http://a.example/> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("sparql", FEDERATED)
def test_no_other_server_is_asked(sparql: str) -> None:
    """However the word is hidden among comments, operators and escapes."""
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        refuse(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT * WHERE { ?s ag:quote ?q FILTER(CONTAINS(?q, "service")) }',
        "SELECT ?service WHERE { GRAPH ?service { ?s ?p ?o } }",
        "PREFIX service: <http://a.example/service#> SELECT * WHERE { ?s a service:Thing }",
        "# service and more\nSELECT * WHERE { ?s ?p ?o }",
        'SELECT * WHERE { ?s ?p "SERVICE <http://a.example/> {}" }',
        "SELECT * WHERE { ?s ?p '''' . SERVICE <http://a.example/> { ?s ?p ?o } #''' }",
    ],
)
def test_the_word_service_may_stand_in_a_query(snapshot: Snapshot, sparql: str) -> None:
    """As a word of a text, a variable, a prefix or in a comment."""
    ask(snapshot, sparql)


SELECT = "SELECT ?force WHERE { ?c ag:force ?force ; ag:number 1 } ORDER BY ?force LIMIT 2"


def test_rows_are_written_as_csv_json_and_xml(snapshot: Snapshot) -> None:
    """In the formats that SPARQL 1.1 defines."""
    written = {name: serialised(ask(snapshot, SELECT), name).decode() for name in ("csv", "json", "xml", "tsv")}
    assert written["csv"].splitlines()[0] == "force"
    assert len(json.loads(written["json"])["results"]["bindings"]) == 2
    assert written["xml"].startswith("<?xml")
    assert written["tsv"].splitlines()[0] == "?force"
    assert serialised(ask(snapshot, "ASK { ?c ag:number 1 }"), "csv") == b"answer\r\ntrue\r\n"
    assert json.loads(serialised(ask(snapshot, "ASK { ?c ag:number -1 }"), "json"))["boolean"] is False


@pytest.mark.parametrize(("name", "parser"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")])
def test_graphs_are_written_so_that_others_read_them(snapshot: Snapshot, name: str, parser: str) -> None:
    """The same triples in each format, each once."""
    sparql = "CONSTRUCT { ?c ag:quote ?q } WHERE { ?c a ag:Commitment ; ag:quote ?q ; ag:number 1 }"
    assert len(Graph().parse(data=serialised(ask(snapshot, sparql), name), format=parser)) == 5


def test_a_format_that_does_not_fit_is_refused(snapshot: Snapshot) -> None:
    """The message names those that do."""
    with pytest.raises(QueryError, match="csv, json, tsv, xml"):
        serialised(ask(snapshot, SELECT), "turtle")
    with pytest.raises(QueryError, match="jsonld, ntriples, turtle"):
        serialised(ask(snapshot, "DESCRIBE ag:x"), "csv")
    with pytest.raises(QueryError, match="gives a graph"):
        rows(ask(snapshot, "DESCRIBE ag:x"))


def test_the_default_graph_is_the_union_of_all(snapshot: Snapshot) -> None:
    """What is counted in it is what is counted over the named graphs."""
    union, named = (
        rows(ask(snapshot, f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}")).rows[0][0]
        for where in ("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }")
    )
    assert union == named


@pytest.mark.parametrize("dataset", [None, Dataset(default=("https://w3id.org/aftalegraf/id/graph/links",))])
def test_a_query_may_name_its_graphs(snapshot: Snapshot, dataset: Dataset | None) -> None:
    """In its own words (FROM), which do not count where the one who asks names graphs beside it."""
    links, words = (f"https://w3id.org/aftalegraf/id/graph/{name}" for name in ("links", "vocabularies"))
    there = [len(list(snapshot.database.quads_for_pattern(None, None, None, NamedNode(iri)))) for iri in (links, words)]
    count = f"SELECT (COUNT(*) AS ?from) FROM <{words}> WHERE {{ ?s ?p ?o }}"
    assert rows(ask(snapshot, count, dataset)).rows[0][0] == str(there[0] if dataset else there[1])
    assert rows(ask(snapshot, "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }", dataset)).rows == () or dataset is None


ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_query_has_a_time_limit(built: Path) -> None:
    """One that would never end is ended, with advice."""
    with pytest.raises(QueryTimeoutError, match="LIMIT"):
        ask_within(built, ENDLESS, seconds=2)


def test_a_query_in_its_own_process_answers_as_any_other(built: Path, snapshot: Snapshot) -> None:
    """As values and as bytes; what is refused is refused with the same words."""
    assert ask_within(built, SELECT) == rows(ask(snapshot, SELECT))
    assert write_within(built, SELECT, "csv") == serialised(ask(snapshot, SELECT), "csv")
    with pytest.raises(QueryError, match="line 1"):
        ask_within(built, "SELECT nonsense")
    with pytest.raises(StoreError, match="aftalegraf build"):
        ask_within(built / "none", SELECT)
