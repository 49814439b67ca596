"""Years and deadlines: made sentences, the gold's quotes, and dates written in every way."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dates import find_misprints, find_years
from extract.deadlines import find_deadline, signed_on
from extract.edtf import is_edtf
from extract.models import DocumentId, Identity, Span
from extract.time_forms import MONTHS
from extract.times import find_times
from extract.year_names import name_spans

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cases" / "dates.toml").read_text(encoding="utf-8"))["case"]
GOLD = [
    record
    for file in sorted((HERE / "gold" / "dev").glob("*.jsonl"))
    for record in map(json.loads, file.read_text(encoding="utf-8").splitlines())
]
SIGNED = {"oea-kommuner-2020": "2019-09-06", "oea-kommuner-2023": "2022-06-08"}


def identity(document: str, year: int, day: str | None) -> Identity:
    """An agreement of that year, signed on that day."""
    return Identity(document=DocumentId(document), title="", kind="", year=year, date=day, signatories=())


def expanded(years: str) -> list[int]:
    """The years of "2022-2025" and of "2022 2025"."""
    first, _, last = years.partition("-")
    return list(range(int(first), int(last) + 1)) if last else [int(year) for year in years.split()]


def test_all_cases_are_collected() -> None:
    """Both sources of cases are read whole."""
    assert (len(CASES), len(GOLD)) == (167, 456)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_made_sentences(case: dict[str, str]) -> None:
    """The years that a sentence names and its deadline are as the case says."""
    deadline = find_deadline(case["text"], identity("aftale-2018", 2018, "2018-06-29"))
    assert [year for year, _ in find_years(case["text"])] == expanded(case["years"])
    assert (deadline.edtf if deadline else "") == case["deadline"]


@pytest.mark.parametrize("record", GOLD, ids=lambda record: record["quote"][:50])
def test_quotes_of_the_gold(record: dict[str, object]) -> None:
    """A careful reader's years and deadline of a sentence are found, and no others."""
    quote, document = str(record["quote"]), str(record["document"])
    deadline = find_deadline(quote, identity(document, int(document[-4:]), SIGNED[document]))
    assert [year for year, _ in find_years(quote)] == record["years"]
    assert (deadline.edtf if deadline else None) == record["deadline"]


@given(
    st.dates(date(2004, 1, 1), date(2040, 12, 31)),
    st.sampled_from(["den {d}. {month} {y}", "d. {d}. {month} {y}", "{d}/{m} {y}", "{d}.{m}.{y}", "{d}.{month} {y}"]),
)
def test_a_day_is_read_back(day: date, form: str) -> None:
    """However a day is written, it is the deadline."""
    when = form.format(d=day.day, m=day.month, y=day.year, month=MONTHS[day.month - 1])
    deadline = find_deadline(f"Loven træder i kraft senest {when}.")
    assert deadline is not None
    assert deadline.edtf == day.isoformat()


@given(st.integers(2000, 2040), st.integers(0, 12), st.sampled_from(["-", "–", " til ", "/"]))
def test_a_period_is_filled_in(first: int, length: int, joint: str) -> None:
    """A period names all its years."""
    last = first + length
    assert [year for year, _ in find_years(f"i perioden {first}{joint}{last} gælder ordningen")] == list(
        range(first, last + 1)
    )


@given(st.text(alphabet="0123456789./- abcdefijlmnoprstuåøændUKkvartalhalvårudgangenaffra", max_size=80))
def test_any_text_is_read_and_its_evidence_stands_in_it(text: str) -> None:
    """Whatever the text, no error: deadlines are EDTF and words stand where they are said to."""
    deadline = find_deadline(text, identity("aftale-2018", 2018, None))
    assert deadline is None or (
        is_edtf(deadline.edtf) and text[deadline.evidence.start : deadline.evidence.end] == deadline.evidence.words
    )
    assert all(text[evidence.start : evidence.end] == evidence.words for _, evidence in find_years(text))
    places = [(time.start, time.end) for time in find_times(text)]
    assert all(before[1] <= after[0] for before, after in pairwise(places))


@pytest.mark.parametrize(
    "name",
    [
        "økonomiaftalen for 2024",
        "ØA24",
        "Aftale om kommunernes økonomi for 2023",
        "finansloven for 2021",
        "26-pl",
        "2022-priser",
        "Strategi for digital sundhed 2018 til 2022",
        "aftalen om minimumsnormeringer af 5. december 2020",
        "FL21",
        "2025-planen",
        "Aftaler om kommunernes økonomi for 2021 og 2022",
        "lov nr. 548 af 7. maj 2019",
        "forordning (EU) 2016/679",
        "Agenda 2030",
        "forhandlingerne om kommunernes økonomi for 2023",
        "Aftale om sundhedsreform 2024",
        "den fællesoffentlige digitaliseringsstrategi 2016-2020",
        "digitaliseringspagten fra foråret 2019",
        "økonomiaftalen for kommunerne i 2021",
        "udmøntningsaftalen fra maj 2021",
    ],
)
def test_years_in_names_are_no_years(name: str) -> None:
    """The years of agreements, acts, strategies and price levels are known by their shape."""
    assert find_years(f"Det følger af {name}, at rammen løftes.") == ()


@pytest.mark.parametrize(
    "words",
    [
        "serviceramme for 2022",
        "udgifter for 2022",
        "KMF for 2022",
        "skatten i 2022",
        "plan for udfasning fra 2022",
        "2022-målet",
    ],
)
def test_years_of_other_things_are_years(words: str) -> None:
    """What is no name of a text keeps its year."""
    assert [year for year, _ in find_years(f"Parterne fastsætter {words}.")] == [2022]


def test_masked_words_name_no_years() -> None:
    """A year inside a reference that was found is passed over."""
    assert find_years("Storaftalen i 2019 gælder i 2020", (Span(start=0, end=18),))[0][0] == 2020


def test_a_misprinted_year_is_kept_but_is_no_year() -> None:
    """ "i 2919" is evidence that something was not read, and no year."""
    text = "Arbejdet afsluttes i 2919."
    assert find_years(text) == ()
    assert [found.words for found in find_misprints(text)] == ["2919"]
    assert find_misprints("Der er i 2500 boliger, og kommunerne i 2024.") == ()


@pytest.mark.parametrize(
    ("document", "year", "day", "signed"),
    [
        ("oea-kommuner-2023", 2023, "2022-06-08", date(2022, 6, 8)),
        ("oea-kommuner-2023", 2023, None, date(2022, 6, 1)),
        ("energiaftale", 2018, None, date(2018, 1, 1)),
        ("energiaftale", 2018, "juni", date(2018, 1, 1)),
    ],
)
def test_signing_day(document: str, year: int, day: str | None, signed: date) -> None:
    """An economy agreement without a date counts as made in June of the year before it."""
    assert signed_on(identity(document, year, day)) == signed


def test_without_any_year_a_season_has_no_deadline() -> None:
    """ "i efteråret" is no deadline where nothing tells the year."""
    assert find_deadline("KL vil i efteråret drøfte sagen.") is None
    found = find_deadline("KL vil i efteråret drøfte sagen.", identity("oea-kommuner-2024", 2024, None))
    assert found is not None
    assert found.edtf == "2023-23"


def test_names_are_not_seen_without_digits() -> None:
    """A text without digits holds no name that carries a year."""
    assert name_spans("økonomiaftalen for næste år") == ()
