"""The build's own checks find what SHACL's reference implementation finds, and nothing wrong gets into a store."""

from __future__ import annotations

import json
import random
import tomllib
from dataclasses import replace
from pathlib import Path
from time import process_time

import made
import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from aftalegraf.cli import cli
from extract.models import Commitment, Document, Span
from graph.build import BuildReport, build
from graph.errors import ShapeError
from graph.shapes import UnknownConstraintError, read_shapes, shapes
from graph.store import reading, writing
from graph.triples import quads
from graph.validation import Violation, find_violations, pyshacl_violations, refuse_violations, validate
from graph.writer import name, prefixes
from ontology.vocab import vocabulary_text

CASES = Path(__file__).parent / "cases" / "shapes"
CHANGES = tomllib.loads((CASES / "changes.toml").read_text(encoding="utf-8"))["case"]
VALID = tuple(parse(path=str(CASES / "valid.ttl"), format=RdfFormat.TURTLE))
ONTOLOGY = tuple(parse(input=vocabulary_text("aftalegraf.ttl").encode(), format=RdfFormat.TURTLE))
MADE = tuple(Quad(*quad.triple) for quad in quads(made.document(), made.commitments()))
SEEDS = range(24)


def told(found: tuple[Violation, ...]) -> set[tuple[str, ...]]:
    """What is wrong, where, by which shape, in which words.

    Of constraints in SPARQL pySHACL gives one language, whichever comes first, so all words are taken in English.
    """
    pairs = [rule.messages for rules in shapes().rules.values() for rule in rules]
    english = dict(pairs + [select.messages for select in shapes().selects])
    return {(one.thing, one.path, one.value, one.shape, english.get(one.message, one.message)) for one in found}


def both(data: tuple[Quad, ...]) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """What we find, and what pySHACL finds. It takes the classes above from the graph, so the ontology is in it."""
    triples = serialize(dict.fromkeys(quad.triple for quad in (*data, *ONTOLOGY)), format=RdfFormat.N_TRIPLES)
    theirs = pyshacl_violations((triples or b"").decode())
    return told(find_violations(data, lambda *_: False)), told(theirs)


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case["name"])
def test_each_fault_is_found_as_pyshacl_finds_it(case: dict[str, str]) -> None:
    """The same thing, value, shape and words."""
    store = Store()
    store.extend(VALID)
    store.update(case["update"], prefixes=prefixes() | {"edtf": "http://id.loc.gov/datatypes/edtf/"})
    ours, theirs = both(tuple(store))
    assert ours == theirs
    assert any(case["message"] in one.message for one in find_violations(tuple(store), lambda *_: False))


def broken(seed: int) -> tuple[Quad, ...]:
    """A made agreement with some faults put in by chance: quads lost, doubled, or with another value."""
    chance, data = random.Random(seed), list(VALID + MADE)
    values = [
        Literal("x"), Literal("", language="da"), Literal("a", language="da"), Literal("a", language="en"), Literal(-1),
        Literal(3000), Literal("1.5", datatype=name("xsd:decimal")), Literal("x", datatype=name("xsd:integer")),
        Literal("2024-13-45", datatype=name("xsd:date")), Literal(True), NamedNode("https://e.org/x"),
    ]  # fmt: skip
    for _ in range(12):
        at = chance.randrange(len(data))
        quad, value = data[at], chance.choice([*values, chance.choice(data).object])
        if quad.predicate == name("rdf:type") or chance.random() < 0.3:
            data.pop(at)
        elif chance.random() < 0.5:
            data.append(Quad(quad.subject, quad.predicate, value))
        else:
            data[at] = Quad(quad.subject, quad.predicate, value)
    return tuple(dict.fromkeys(data))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.slow
def test_faults_put_in_by_chance_are_found_as_pyshacl_finds_them(seed: int) -> None:
    """Whatever is broken."""
    ours, theirs = both(broken(seed))
    assert ours == theirs


def test_faults_by_chance_are_of_many_kinds() -> None:
    """The test above would prove little if it broke the same few things."""
    found = {one[3] for seed in SEEDS for one in told(find_violations(broken(seed), lambda *_: False))}
    assert len(found) > 30


def test_what_is_whole_is_accepted() -> None:
    """By both."""
    assert both(VALID) == (set(), set())


def test_a_constraint_that_is_not_known_is_an_error() -> None:
    """It must not be passed over in silence."""
    text = vocabulary_text("shapes.ttl").replace("sh:minLength 1", "sh:maxLength 1", 1)
    with pytest.raises(UnknownConstraintError, match="sh:maxLength"):
        read_shapes(text)
    assert len(shapes().rules) > 35


def test_a_refusal_names_the_thing_and_what_is_wrong() -> None:
    """In one line."""
    data = [quad for quad in MADE if quad.predicate != name("ag:evidence")]
    with pytest.raises(ShapeError, match=r"a\.txt: .*commitment/.*: A commitment without evidence") as refused:
        refuse_violations("a.txt", data, lambda *_: True)
    assert "\n" not in str(refused.value)


def build_with(store: Path, folder: Path, change: dict[str, object], *, all_or_nothing: bool = False) -> BuildReport:
    """Builds two made agreements; the first commitment of the one for 2024 is changed."""
    folder.mkdir(exist_ok=True)
    for year in (2022, 2024):
        (folder / f"oea-kommuner-{year}.txt").write_text(f"{year} tekst", encoding="utf-8")

    def extract(document: Document) -> tuple[Commitment, ...]:
        first, *others = made.commitments(document.id)
        return (replace(first, **change) if document.identity.year == 2024 else first, *others)  # type: ignore[arg-type]

    return build([folder], store, read=made.read, extract=extract, all_or_nothing=all_or_nothing)


FAULTS: dict[str, tuple[dict[str, object], str]] = {
    "a quote that is not in the text": ({"quote": "Regeringen lover alt."}, "quote (ag:quote) does not stand"),
    "a quote at another place": ({"span": Span(start=0, end=10)}, "quote (ag:quote) does not stand"),
    "in no sentence of the text": ({"unit": 99}, "must stand in one passage"),
    "a force that is none": ({"force": "promise"}, "The force (ag:force)"),
    "a confidence that is none": ({"confidence": 7.0}, "from 0 to 1"),
    "an act that is none": ({"act": "sing"}, "The act (ag:act)"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_commitment_that_is_not_as_it_should_be_does_not_get_in(tmp_path: Path, fault: str) -> None:
    """Its file is reported as failed, in one line that says why; the other is built."""
    change, message = FAULTS[fault]
    report = build_with(tmp_path / "a.store", tmp_path / "in", change)
    (failed,) = report.of("failed")
    assert failed.reason.startswith(str(tmp_path / "in" / "oea-kommuner-2024.txt"))
    assert message in failed.reason
    assert "\n" not in failed.reason
    assert report.counts.years == (2022,)


def test_all_or_nothing_is_as_asked(tmp_path: Path) -> None:
    """Where a file fails, nothing is written; the next build, with nothing wrong, does all."""
    store = tmp_path / "a.store"
    report = build_with(store, tmp_path / "in", {"act": "sing"}, all_or_nothing=True)
    assert [file.status for file in report.files] == ["left", "failed"]
    assert not store.exists()
    report = build_with(store, tmp_path / "in", {}, all_or_nothing=True)
    assert [file.status for file in report.files] == ["done", "done"]


def test_records_are_all_built_or_none_as_asked(tmp_path: Path) -> None:
    """On the command line: the bad one is named by file and line."""
    good = {"document": "a-2024", "quote": "KL vil drøfte det.", "force": "undertake"}
    (tmp_path / "good.jsonl").write_text(json.dumps(good), encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text(json.dumps({**good, "document": "b", "force": "vil"}), encoding="utf-8")
    words = ["build", str(tmp_path / "good.jsonl"), str(tmp_path / "bad.jsonl"), "--store", str(tmp_path / "a.store")]
    result = CliRunner().invoke(cli, [*words, "--all-or-nothing"])
    assert result.exit_code == 1
    assert "bad.jsonl: line 1: force" in result.stderr
    assert "Nothing was written" in result.stdout
    assert not (tmp_path / "a.store").exists()
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 1
    assert "1 agreements with 1 commitments" in result.stdout


def test_words_of_evidence_that_contradict_the_quote_do_not_get_in(tmp_path: Path) -> None:
    """Records of another tool whose places and words do not fit together."""
    record = {
        "document": "a-2024", "quote": "KL vil drøfte det.", "force": "undertake", "start": 0, "end": 18,
        "evidence": [{"field": "force", "words": "skal", "start": 3, "end": 7, "rule": "mine"}],
    }  # fmt: skip
    (tmp_path / "r.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (failed,) = build([tmp_path / "r.jsonl"], tmp_path / "a.store").files
    assert failed.status == "failed"
    assert "line 1: evidence: 'skal' does not stand at 3 to 7" in failed.reason


def test_the_five_agreements_are_valid_and_quickly_told_to_be(built: Path) -> None:
    """The whole store, all graphs together, in some seconds; a store that somebody has written into is not."""
    begun = process_time()
    with reading(built) as snapshot:
        assert validate(snapshot) == ()
    assert process_time() - begun < 10


def test_a_store_that_was_written_into_is_told(tmp_path: Path) -> None:
    """`validate` sees what did not come through a build."""
    build_with(tmp_path / "a.store", tmp_path / "in", {})
    with writing(tmp_path / "a.store") as snapshot:
        thing, graph = NamedNode("https://e.org/x"), snapshot.iris.links_graph
        snapshot.database.add(Quad(thing, name("rdf:type"), name("ag:Commitment"), graph))
    for switch in ((), ("--pyshacl",)):
        result = CliRunner().invoke(cli, ["validate", "--store", str(tmp_path / "a.store"), *switch])
        assert result.exit_code == 1
        assert "https://e.org/x: A commitment without evidence" in result.stdout
