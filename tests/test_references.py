"""References: made sentences in many agreements' styles, what a document remembers, and the gold of two agreements."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.models import Document, DocumentId, Identity, Origin, Section, SectionKind, Span, Unit
from extract.read.document import read_document
from extract.references import build_memory, find_references
from extract.references.check import year_problem
from extract.references.mention import citing
from tests.quotes import finder

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cases" / "references.toml").read_text(encoding="utf-8"))
REMEMBERED = tomllib.loads((HERE / "cases" / "references-memory.toml").read_text(encoding="utf-8"))["case"]
GOLD = HERE / "gold" / "dev"
TEXTS = HERE.parent / "examples" / "oekonomiaftaler"


def identity(name: str) -> Identity:
    """The identity of the citing agreement that the case file calls `name`."""
    who = CASES["citing"][name]
    return Identity(
        document=DocumentId(who["document"]),
        title=who["title"],
        kind="",
        year=who["year"],
        date=who["date"],
        signatories=(),
    )


def make_document(who: Identity, case: dict[str, Any]) -> tuple[Document, int]:
    """A document of the case's sentences under its heading, a table at its end, and where the case's text stands."""
    text, units, at = "", [], 0
    if case.get("heading"):
        text = case["heading"] + "\n"
    for sentence in (*case.get("before", ()), case["text"], *case.get("after", ())):
        if sentence == case["text"]:
            at = len(text)
        span = Span(start=len(text), end=len(text) + len(sentence))
        units.append(Unit(kind="sentence", span=span, section=0, paragraph=len(units), position=0))
        text += sentence + " "
    end = len(text)

    def section(kind: SectionKind, title: str, number: str, start: int) -> Section:
        return Section(kind=kind, title=title, number=number, level=1, span=Span(start=start, end=end), parent=None)

    sections = [section("document", who.title, "", 0), section("section", case.get("heading", "Indledning"), "", 0)]
    if case.get("table"):
        sections.append(section("table", "Balance", case["table"], end))
    document = Document(
        identity=who,
        text=text,
        sections=tuple(sections),
        units=tuple(units),
        tables=(),
        origin=Origin(pieces=((0, 0, end),), lines=(0,)),
        source="case",
        sha256="",
    )
    return document, at


def test_all_cases_are_collected() -> None:
    """The case files hold as many cases as were written."""
    assert len(CASES["case"]) >= 140
    assert len(REMEMBERED) == 23


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:50])
def test_sentence_points_to_its_texts(case: dict[str, Any]) -> None:
    """A made sentence points to just the texts it names, with their ids and words."""
    found = find_references(case["text"], identity(case["citing"]))
    assert [[r.kind, r.target or "", r.text] for r in found] == case["references"]


@pytest.mark.parametrize("case", REMEMBERED, ids=lambda case: case["behaviour"])
def test_sentence_points_to_what_the_document_named(case: dict[str, Any]) -> None:
    """A short name, or a word that points back, stands for what the rest of the document named."""
    document, at = make_document(identity(case["citing"]), case)
    found = find_references(case["text"], document.identity, build_memory(document), at)
    assert sorted([[r.kind, r.target or "", r.text] for r in found]) == sorted(case["references"])
    assert all(case.get("reason", "") in r.reason for r in found)


def test_evidence_is_where_the_words_stand() -> None:
    """The evidence of a reference is its words at their place in the sentence."""
    text = "Med Aftale om kommunernes økonomi for 2011 og servicelovens § 85 er rammen sat, jf. boks 2."
    for reference in find_references(text, identity("kommuner")):
        assert text[reference.evidence.start : reference.evidence.end] == reference.evidence.words == reference.text


def test_year_of_the_own_agreement_may_be_unknown() -> None:
    """Where the citing agreement's year is not known, last year's agreement is kept unresolved."""
    who = Identity(document=DocumentId("oea-kommuner-x"), title="", kind="", year=None, date=None, signatories=())
    (reference,) = find_references("Som i sidste års økonomiaftale afsættes en pulje.", who)
    assert reference.target is None
    assert "kendes ikke" in reference.reason


@pytest.mark.parametrize(("year", "fits"), [(1980, True), (2028, True), (2919, False), (1279, False), (2060, False)])
def test_only_years_that_agreements_have_are_taken(year: int, fits: bool) -> None:
    """A year before the first economy agreement, or far ahead, is a misprint."""
    assert (year_problem(year, citing(identity("regioner"))) == "") is fits


@settings(max_examples=300)
@given(st.text(alphabet="aftlovensgi om0123456789.,§()”-ØAÆæøå \n", max_size=120))
def test_any_text_is_read_without_fail(text: str) -> None:
    """Any text at all is read; what is found lies inside it, in order, and names its words."""
    found = find_references(text, identity("kommuner"))
    for reference in found:
        assert text[reference.evidence.start : reference.evidence.end] == reference.text != ""
    assert [r.evidence.start for r in found] == sorted(r.evidence.start for r in found)


@given(
    st.integers(1981, 2040), st.sampled_from(["økonomiaftalen for {}", "Aftale om kommunernes økonomi for {}", "ØA {}"])
)
def test_any_year_of_an_economy_agreement_is_read(year: int, form: str) -> None:
    """Each form of an economy agreement gives its year, whatever it is, and the own one is no reference."""
    who = Identity(document=DocumentId("oea-kommuner-2030"), title="", kind="", year=2030, date=None, signatories=())
    targets = [r.target for r in find_references(f"Det følger af {form.format(year)}, at rammen holdes.", who)]
    assert targets == ([] if year == 2030 else [f"oea-kommuner-{year}"])


@pytest.mark.parametrize("name", ["oea-kommuner-2020", "oea-kommuner-2023"])
def test_gold_references_are_found(name: str) -> None:
    """On the gold commitments of an agreement, 95 of 100 references are right and found, with their targets."""
    document = read_document(TEXTS / f"{name}.txt")
    memory = build_memory(document)
    find = finder(document)
    hits = predicted = wanted = 0
    for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        span = find(record["quote"])
        if span is None:
            continue
        found = {r.target for r in find_references(document.words(span), document.identity, memory, span.start)}
        gold = {reference["target"] for reference in record["references"]}
        hits, predicted, wanted = hits + len(found & gold), predicted + len(found), wanted + len(gold)
    assert wanted > 30
    assert 2 * hits / (predicted + wanted) >= 0.95


def test_economy_agreement_is_known_by_its_title() -> None:
    """An economy agreement that goes by another id still knows itself, and the year before."""
    title = "Aftale om regionernes økonomi for 2019"
    who = Identity(document=DocumentId("aftale"), title=title, kind="", year=2019, date=None, signatories=())
    text = "Med økonomiaftalen for 2019 videreføres det, der fulgte af sidste års aftale."
    assert [reference.target for reference in find_references(text, who)] == ["oea-regioner-2018"]
