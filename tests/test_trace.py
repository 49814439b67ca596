"""One matter over the years: all that is about it, nothing that is not, and what is missing is said."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from aftalegraf.cli import cli
from aftalegraf.commands.trace import trace_lines
from graph.errors import QueryError
from graph.matters import matter
from graph.store import Snapshot, reading
from graph.trace import trace
from graph.words import base, fold, speaks_of, term
from viz.trace_page import trace_page
from viz.voice import Voice

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "trace.toml").read_text(encoding="utf-8")
)["case"]
TERMS = [(case, wanted) for case in CASES for wanted in (case["term"], *case["also"])]


@pytest.fixture(scope="module")
def snapshot(built: Path) -> Iterator[Snapshot]:
    """The five agreements, open for reading."""
    with reading(built) as opened:
        yield opened


def test_the_cases_were_all_read() -> None:
    """A case that is lost would be missed by nobody."""
    assert [sum(map(len, case["about"].values())) for case in CASES] == [22, 26]


@pytest.mark.parametrize(("case", "wanted"), TERMS, ids=[wanted for _, wanted in TERMS])
def test_all_that_is_about_the_matter_is_shown(snapshot: Snapshot, case: dict[str, Any], wanted: str) -> None:
    """Whatever form or name of the term is asked for."""
    items = trace(snapshot, wanted).items
    missing = [
        words
        for document, sentences in case["about"].items()
        for words in sentences
        if not any(item.document == document and words in item.quote for item in items)
    ]
    assert missing == []


@pytest.mark.parametrize(("case", "wanted"), TERMS, ids=[wanted for _, wanted in TERMS])
def test_nothing_else_is_shown(snapshot: Snapshot, case: dict[str, Any], wanted: str) -> None:
    """Each item is one that the reader found."""
    found = {document: [*sentences, *case["near"].get(document, ())] for document, sentences in case["about"].items()}
    strange = [
        (item.document, item.quote)
        for item in trace(snapshot, wanted).items
        if not any(words in item.quote for words in found.get(item.document, ()))
    ]
    assert strange == []


@pytest.mark.parametrize("case", CASES, ids=[case["term"] for case in CASES])
def test_what_is_missing_is_said(snapshot: Snapshot, case: dict[str, Any]) -> None:
    """Agreements between that are not read, and those that were read and are silent."""
    found = trace(snapshot, case["term"])
    assert [year.document for year in found.not_read()] == case["not_read"]
    assert [year.document for year in found.years if year.status == "silent"] == case["silent"]
    assert [year.year for year in found.years] == list(range(2020, 2028))


@pytest.mark.parametrize("case", CASES, ids=[case["term"] for case in CASES])
def test_rows_of_tables_are_shown_with_their_kroner(snapshot: Snapshot, case: dict[str, Any]) -> None:
    """Year by year, a misprinted row too."""
    assert [f"{figure.year}: {figure.value}" for figure in trace(snapshot, case["term"]).figures] == case["figures"]


def test_items_come_by_year_and_place_with_sums_and_links(snapshot: Snapshot) -> None:
    """A passage that is no commitment has no force, and its sums are read off its words."""
    items = trace(snapshot, "KMF").items
    assert [(item.year or 0, item.start) for item in items] == sorted((item.year or 0, item.start) for item in items)
    (frame,) = [item for item in items if "23.009" in item.quote]
    assert (frame.force, [amount.value for amount in frame.amounts]) == ("allocate", [Decimal(23009000000)])
    (owed,) = [item for item in items if "2,1 mia. kr." in item.quote]
    assert (owed.force, owed.number, [amount.value for amount in owed.amounts]) == (None, None, [Decimal(2100000000)])
    (shared,) = [item for item in trace(snapshot, "botilbud").items if "i regi af KKR" in item.quote]
    assert [(link.target, link.read) for link in shared.links] == [("oea-kommuner-2026", False)]


def test_a_word_that_is_no_topic_is_followed_by_its_words(snapshot: Snapshot) -> None:
    """In all its forms and compounds, with or without æ, ø and å."""
    with_letters, without = trace(snapshot, "lånepulje"), trace(snapshot, "laanepulje")
    assert with_letters.topic is None
    assert [item.iri for item in with_letters.items] == [item.iri for item in without.items]
    assert len(with_letters.items) >= 8
    assert all("lånepulje" in item.quote.lower() for item in with_letters.items if item.why == "words")


def test_what_nobody_spoke_of_gives_no_items(snapshot: Snapshot) -> None:
    """All that were read are silent."""
    found = trace(snapshot, "cykelsti")
    assert found.items == ()
    assert [year.status for year in found.years].count("silent") == 5


@pytest.mark.parametrize("wanted", ["", " ", "...", "–"])
def test_a_term_without_a_word_is_refused(snapshot: Snapshot, wanted: str) -> None:
    """With an example of what to write."""
    with pytest.raises(QueryError, match="trace botilbud"):
        trace(snapshot, wanted)


SPEAKS = [
    ("botilbud", "botilbuddene", True),
    ("botilbud", "botilbudskapaciteten", True),
    ("botilbud", "tilbud", False),
    ("botilbud", "dagtilbud", False),
    ("kunst", "kunstig", False),
    ("skat", "selskabsskatten", True),
    ("skat", "skattefastsættelse", True),
    ("ældre", "ældreplejen", True),
    ("aeldre", "ældreplejen", True),
    ("ældre", "forældre", False),
    ("lån", "lånepuljen", True),
    ("plan", "planlægge", True),
    ("tal", "antal", False),
    ("tal", "aftale", False),
    ("tal", "måltal", False),
    ("data", "datakvalitet", True),
    ("it", "kvalitet", False),
    ("it", "it", True),
    ("folkeskole", "folkeskolens", True),
    ("konsulenter", "konsulentforbruget", True),
    ("puljen", "lånepulje", True),
    ("kmf", "KMF", True),
    ("anlæg", "planlægge", False),
    ("anlæg", "solcelleanlæggene", True),
    ("gæld", "gældende", False),
    ("gæld", "gældsafvikling", True),
    ("bil", "billigere", False),
    ("natur", "signaturprojekter", False),
    ("råd", "velfærdsområder", False),
    ("råd", "sundhedsrådene", True),
    ("styrelse", "Erhvervsstyrelsen", True),
    ("kommission", "Sundhedsstrukturkommissionen", True),
    ("skat", "ejendomsskatter", True),
]


@pytest.mark.parametrize(("wanted", "token", "expected"), SPEAKS, ids=[f"{one} in {other}" for one, other, _ in SPEAKS])
def test_a_word_is_found_in_its_forms_and_compounds(wanted: str, token: str, expected: bool) -> None:
    """And not in words that only share its letters."""
    read = term(wanted)
    assert read is not None
    assert (read.find(token) is not None) is expected


def test_an_abbreviation_is_no_part_of_words() -> None:
    """In capitals it is that and nothing else, with endings."""
    read = term("KL")
    assert read is not None
    assert [read.find(text) is not None for text in ("KL vil", "KL's", "kl. 12", "klima", "anklage")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_several_words_stand_together() -> None:
    """In that order, each in whatever form."""
    read = term("kommunal medfinansiering")
    assert read is not None
    assert read.find("den kommunale medfinansieringsordning") == (4, 37)
    assert read.find("kommunal og statslig medfinansiering") is None
    assert read.find("kommunalbestyrelsens medfinansiering") is None


def test_a_heading_is_about_a_matter_when_it_says_little_else() -> None:
    """Of two matters in one heading neither has it for itself."""
    kmf = matter("KMF")
    assert kmf.heads("Kommunal medfinansiering (KMF)")
    assert not kmf.heads("Kommunal medfinansiering (KMF), sundhedsreform og økonomien i regionerne")
    assert not kmf.heads("Sundhed")


def test_co_financing_of_something_else_is_not_the_scheme() -> None:
    """The same two words name another thing."""
    assert not matter("kommunal medfinansiering").named_in(
        "Der lægges op til kommunal medfinansiering af initiativerne."
    )


@given(st.text(max_size=40), st.text(max_size=200))
def test_no_term_and_no_text_is_too_strange(wanted: str, text: str) -> None:
    """What is found are whole words of the text."""
    read = term(wanted)
    place = read.find(text) if read else None
    if place is not None:
        start, end = place
        assert 0 <= start < end <= len(text)


@given(st.from_regex(r"[a-zæøå]{3,12}", fullmatch=True))
def test_every_word_speaks_of_itself(word: str) -> None:
    """Folded or not."""
    assert speaks_of(fold(word), word)
    assert base(word)


@pytest.mark.parametrize(
    ("term", "near"),
    [
        ("botilbbud", "Botilbud"),
        ("verdensmaalet for vand", "Verdensmål"),
        ("qzxwv", None),
        ("kommunal medfinansering", "Kommunal medfinansiering (KMF)"),
    ],
)
def test_a_term_that_nothing_matches_is_told_the_nearest_labels(built: Path, term: str, near: str | None) -> None:
    """A slip of the pen finds its topic; what is like nothing gets no labels."""
    found = json.loads(CliRunner().invoke(cli, ["trace", term, "--store", str(built), "--format", "json"]).stdout)
    assert found["items"] == []
    assert (found["nearest"][0] if found["nearest"] else None) == near
    shown = CliRunner().invoke(cli, ["trace", term, "--store", str(built)])
    assert shown.exit_code == 0
    assert f"siger det: “{term}”" in shown.stdout


def test_a_word_that_says_little_heads_nothing_and_leads_to_topics(built: Path) -> None:
    """ "rammen" stands in the heading of a whole chapter; what stands there is not about it."""
    found = json.loads(CliRunner().invoke(cli, ["trace", "rammen", "--store", str(built), "--format", "json"]).stdout)
    assert all("ramme" in item["quote"].lower() for item in found["items"] if item["document"] == "oea-kommuner-2024")
    shown = CliRunner().invoke(cli, ["trace", "rammen", "--store", str(built)])
    assert "Anlægsramme, Serviceramme" in shown.stdout


@pytest.mark.parametrize("term", ["hvad får min kommune", "hvad får Aarhus Kommune"])
def test_what_the_texts_cannot_answer_is_said_to_be_said_by_none(built: Path, term: str) -> None:
    """ "Hvad får min kommune": no agreement says it, they speak of all municipalities together."""
    shown = CliRunner().invoke(cli, ["trace", term, "--store", str(built)])
    assert shown.exit_code == 0
    assert "Ingen af de indlæste aftaler siger det" in shown.stdout
    assert "ikke om den enkelte" in shown.stdout
    assert "ØA25" in shown.stdout


def test_a_trace_tells_what_is_taken_up_and_by_what(built: Path) -> None:
    """KMF: the new scheme of 2023 was put off in 2024 and not changed, and both ends say so."""
    found = json.loads(CliRunner().invoke(cli, ["trace", "KMF", "--store", str(built), "--format", "json"]).stdout)
    (promise,) = (item for item in found["items"] if "ikrafttræden fra 2024" in item["quote"])
    (later,) = promise["taken_up"]
    assert later["document"] == "oea-kommuner-2024"
    assert "postpones" in later["effects"]
    (answer,) = (item for item in found["items"] if item["quote"].startswith("Stillingtagen til ændring"))
    assert [other["number"] for other in answer["takes_up"]] == [promise["number"]]
    shown = CliRunner().invoke(cli, ["trace", "KMF", "--store", str(built)]).stdout
    assert f"taget op igen i ØA24-{answer['number']} (udskyder" in " ".join(shown.split())


def test_a_sum_that_is_a_limit_is_shown_as_one(built: Path) -> None:
    """ "minimum 0,8 mia. kr. årligt" stood as 800 mio. kr. a year, and a growth rate as a rate of two years."""
    with reading(built) as snapshot:
        found = trace(snapshot, "botilbud")
        rates = trace(snapshot, "pris- og lønudvikling")
    lines = "\n".join(trace_lines(found, 100, Voice()))
    assert "beløb: mindst 800 mio. kr. om året (2027–2030)" in lines
    assert "mindst 800 mio. kr. om året (2027–2030)" in trace_page(found, "", ())
    assert "beløb: 2,6 pct. (2026–2027)" in "\n".join(trace_lines(rates, 100, Voice()))
