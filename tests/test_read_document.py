"""Reading whole documents: the five agreements, other styles, the way back to the source, and what cannot be read."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import ReadError
from extract.models import Document, section_name
from extract.read.decode import decode
from extract.read.document import read_document, understand
from extract.read.formats import read_source
from tests.rendering import STYLES, Style, render

AGREEMENTS = Path(__file__).parent.parent / "examples" / "oekonomiaftaler"
OTHERS = Path(__file__).parent / "cases" / "agreements"
YEARS = (2020, 2022, 2023, 2024, 2027)
_TAGS = re.compile(r"</?[a-z]+>")


@cache
def agreement(year: int) -> Document:
    """One of the five agreements."""
    return read_document(AGREEMENTS / f"oea-kommuner-{year}.txt")


def other(name: str) -> Document:
    """One of the made agreements in other styles."""
    return read_document(OTHERS / name)


def letters(text: str) -> str:
    """The letters and digits of `text`."""
    return re.sub(r"[\W_]+", "", text)


def sentences(document: Document) -> list[str]:
    """The words of each unit."""
    return [document.words(unit.span) for unit in document.units]


def check_the_way_back(document: Document, raw: str) -> None:
    """Every code point of the text is the source's at the offset that the origin gives, white space and list
    signs aside.
    """
    covered = bytearray(len(document.text))
    for clean, source, length in document.origin.pieces:
        assert document.text[clean : clean + length] == raw[source : source + length]
        covered[clean : clean + length] = b"\1" * length
    assert {document.text[at] for at in range(len(covered)) if not covered[at]} <= set(" \n\t")
    for unit in document.units:
        at = document.origin.raw(unit.span.start)
        assert raw[at] == document.text[unit.span.start]
        line = document.origin.line(unit.span.start)
        assert document.origin.lines[line - 1] <= at


def check_nothing_lost(document: Document, raw: str) -> None:
    """The letters and digits of the source are those of the text and of what is listed as left out, markup's tags
    aside.
    """
    have = Counter(letters(document.text)) + Counter(letters("".join(text for _, text in document.dropped)))
    assert Counter(letters(_TAGS.sub("", raw))) <= have + Counter()
    assert Counter(letters(document.text)) <= Counter(letters(raw))


@pytest.mark.parametrize("year", YEARS)
def test_every_offset_leads_back_to_the_source(year: int) -> None:
    """The five agreements' texts are pieces of their sources, and nothing is lost without a word."""
    raw = (AGREEMENTS / f"oea-kommuner-{year}.txt").read_bytes().decode("utf-8")
    check_the_way_back(agreement(year), raw)
    check_nothing_lost(agreement(year), raw)


@pytest.mark.parametrize("year", YEARS)
def test_what_the_five_agreements_are(year: int) -> None:
    """Each has its id, its year, both signatories and a reason for every field."""
    identity = agreement(year).identity
    assert (identity.document, identity.year) == (f"oea-kommuner-{year}", year)
    assert identity.signatories == ("regeringen", "kl")
    assert {name for name, _ in identity.reasons} >= {"document", "title", "year", "signatories"}


@pytest.mark.parametrize(
    ("year", "units", "sections"), [(2020, 351, 53), (2022, 395, 62), (2023, 321, 54), (2024, 264, 58), (2027, 227, 30)]
)
def test_counts_of_the_five_agreements(year: int, units: int, sections: int) -> None:
    """A change in what is read shows as a change in these numbers, each of which was read through by hand."""
    document = agreement(year)
    assert (len(document.units), len([one for one in document.sections if one.kind != "document"])) == (units, sections)


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2024, "Regeringen og KL er enige om at samarbejde herom i regi af Det datastrategiske samarbejdsudvalg."),
        (2024, "af d. 5. maj 2020 enighed om at understøtte, at kommunernes indkomstskat under ét ikke stiger"),
        (2027, "De tekniske forudsætninger baserer sig blandt andet på realiserede indtægts- og udgiftsniveauer"),
        (2027, "Arbejdet med totalberedskabet skal ske i tæt samarbejde"),
        (2020, "vil blive inddraget i arbejdet med en 10-årsplan, så lokal forankring"),
        (2022, "understøttes i at imødekomme det offentliges efterspørgsel"),
        (2023, "Kommunerne oplever særligt udfordringer med at rekruttere"),
    ],
)
def test_sentences_cut_in_two_are_whole_again(year: int, said: str) -> None:
    """Boxes, tables and page breaks do not stand in the middle of a sentence."""
    assert any(said in sentence for sentence in sentences(agreement(year)))


@pytest.mark.parametrize(
    ("year", "sentence", "path"),
    [
        (2020, "Stadig flere børn og voksne rammes", ("Det specialiserede socialområde",)),
        (2020, "Kommunerne har gennem en årrække", ("Det specialiserede socialområde", "Barnet i centrum")),
        (
            2020,
            "Danmarks digitale infrastruktur skal",
            (
                "Bilag 1: En brugervenlig digital offentlig sektor",
                "Fremtidssikring af den fællesoffentlige infrastruktur",
            ),
        ),
        (
            2024,
            "Der er vedrørende dækningsafgift",
            ("Kommunernes økonomiske rammer", "Boks 1: Øvrige økonomiske forudsætninger", "Dækningsafgift"),
        ),
        (
            2024,
            "Regeringen og KL noterer sig, at ekspertudvalget har",
            ("Nye tiltag på det specialiserede socialområde",),
        ),
        (2023, "Coronakrisen har stillet", ("Kommunernes økonomiske rammer", "Indsatsen mod COVID-19 i 2022")),
        (
            2027,
            "Den almindelige efterregulering",
            (
                "Kommunernes økonomiske rammer for 2027",
                "Boks 1: Øvrige økonomiske forudsætninger",
                "Kommunal medfinansiering (KMF)",
            ),
        ),
    ],
)
def test_where_sentences_stand(year: int, sentence: str, path: tuple[str, ...]) -> None:
    """A sentence's path names its chapter, box and heading."""
    document = agreement(year)
    unit = next(one for one in document.units if document.words(one.span).startswith(sentence))
    assert document.place(unit.section) == path


def test_an_annex_has_the_paragraph_that_stands_above_its_heading() -> None:
    """It begins the annex's page and speaks of its box; the file has the heading below it."""
    document = agreement(2024)
    unit = [one for one in document.units if "der har til formål at understøtte" in document.words(one.span)][-1]
    assert document.place(unit.section) == ("Bilag 1: Spor i flerårigt samarbejdsprogram",)


def test_a_place_names_the_box_and_not_the_same_heading_twice() -> None:
    """The box of 2020 has the title of the section it stands in; a reader must tell the two apart."""
    document = agreement(2020)
    unit = next(one for one in document.units if document.words(one.span).startswith("Der er forudsat en sats"))
    assert document.place(unit.section)[1:3] == (
        "Øvrige økonomiske forudsætninger",
        "Boks 1: Øvrige økonomiske forudsætninger",
    )


@pytest.mark.parametrize(
    ("kind", "number", "title", "name"),
    [
        ("box", "2", "Konkrete drøftelser", "Boks 2: Konkrete drøftelser"),
        ("annex", "1", "Viden om velfærd", "Bilag 1: Viden om velfærd"),
        ("table", "3", "", "Tabel 3"),
        ("box", "", "Uden nummer", "Uden nummer"),
        ("chapter", "4", "Det nære sundhedsvæsen", "Det nære sundhedsvæsen"),
    ],
)
def test_what_people_call_a_section(kind: str, number: str, title: str, name: str) -> None:
    """Boxes, annexes and tables are cited by number; the program counts chapters, which people cite by title."""
    assert section_name(kind, number, title) == name


@pytest.mark.parametrize("year", YEARS)
def test_sections_hold_their_sentences(year: int) -> None:
    """Each unit lies within its section, each section within its parent, and a section begins with its heading."""
    document = agreement(year)
    for unit in document.units:
        holder = document.sections[unit.section].span
        assert holder.start <= unit.span.start <= unit.span.end <= holder.end
    for section in document.sections[1:]:
        assert section.parent is not None
        above = document.sections[section.parent]
        assert above.span.start <= section.span.start <= section.span.end <= above.span.end
        assert section.title.split()[-1] in document.words(section.span)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize("year", YEARS)
def test_the_same_agreement_in_other_dress(year: int, style: Style, tmp_path: Path) -> None:
    """Wrapped, hyphenated, paged, with running headers, double spaced or indented: at least 99 % of the sentences
    are the same.
    """
    document = agreement(year)
    path = tmp_path / f"oea-kommuner-{year}.txt"
    path.write_text(render(document, style, seed=year), encoding="utf-8")
    dressed = read_document(path)
    mine, theirs = {letters(one) for one in sentences(document)}, {letters(one) for one in sentences(dressed)}
    assert 2 * len(mine & theirs) / (len(mine) + len(theirs)) >= 0.99
    assert [[row.values for row in table.rows] for table in dressed.tables] == [
        [row.values for row in table.rows] for table in document.tables
    ]
    assert dressed.id == document.id


def test_an_agreement_of_many_parties_on_pages() -> None:
    """Contents, headers, page numbers and footnotes stand aside; nested lists, a box and a table in years are read."""
    document = other("klimaaftale.txt")
    assert document.id == "klimaaftale-for-energi-og-industri-mv-2020"
    assert (document.identity.date, len(document.identity.signatories)) == ("2020-06-22", 9)
    said = sentences(document)
    assert (
        "Partierne er enige om, at udbuddet gennemføres teknologineutralt, og at staten ejer mindst 50,1 pct. af øerne."
        in said
    )
    assert (
        "Parterne er enige om at drøfte rammerne i foråret 2022, herunder med henblik på Danske Regioner og KL." in said
    )
    assert "at udbuddet sker i 2021, og" in said
    assert [row.label for row in document.tables[0].rows] == ["Energieffektivisering", "Biogas, brint mv.", "I alt"]
    assert document.origin.page(document.text.index("Hesselø")) == 3
    assert not any("Side 2/5" in text or "......" in text for text in [document.text])


def test_lists_know_what_introduces_them() -> None:
    """An item carries the sentence that introduces its list, whatever the list's signs are."""
    document = other("klimaaftale.txt")
    leads = {
        document.words(unit.span): document.words(document.units[unit.lead_in].span)
        for unit in document.units
        if unit.lead_in is not None
    }
    assert leads[
        "Der afsættes en pulje på 2.900 mio. kr. i 2020-2024 til energieffektiviseringer i erhvervslivet."
    ] == ("Aftalepartierne er enige om følgende:")
    assert leads["at der følges op i 2022."] == "Parterne er enige om:"
    regions = other("regioner.txt")
    items = [regions.words(unit.span) for unit in regions.units if unit.kind == "item"]
    assert items[-3:] == ["Akutområdet", "Psykiatri", "It"]


def test_items_of_several_sentences_count_them() -> None:
    """The first sentence of an item has position 0, the next 1, and all have the item's paragraph."""
    document = other("klimaaftale.txt")
    units = [
        unit
        for unit in document.units
        if "Ø" in document.words(unit.span)[:1] or "energiøer med" in document.words(unit.span)
    ]
    assert [unit.position for unit in units[:2]] == [0, 1]
    assert units[0].paragraph == units[1].paragraph


def test_markdown_with_front_matter() -> None:
    """Front matter names the agreement; numbered items, a quoted box, a link and a table with bars are read."""
    document = other("politi.md")
    assert document.id == "aftale-om-politiets-og-anklagemyndighedens-oekonomi-2021-2023"
    assert document.identity.signatories == ("regeringen", "venstre", "dansk-folkeparti")
    assert "Der afsættes 150 mio. kr. årligt." in sentences(document)
    assert document.tables[0].columns == ("2021", "2022", "2023")
    assert "[^1]" not in "".join(sentences(document))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \n\n ", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\0\1\2" * 500, "binary"),
        (b"1234 5678\n90\n", "no letters"),
        (b"\xff\xfea", "utf-16"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(content: bytes, said: str, tmp_path: Path) -> None:
    """A message names the file, says what is wrong and what to do."""
    path = tmp_path / "aftale.txt"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read_document(path)
    message = str(caught.value)
    assert said in message
    assert "aftale.txt" in message
    assert "\n" not in message


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    """Neither a missing file nor a folder is read."""
    for path in (tmp_path / "findes-ikke.txt", tmp_path):
        with pytest.raises(ReadError, match=re.escape(path.name)):
            read_document(path)


_WORDS = st.sampled_from(
    "Regeringen|og|KL|er|enige|om,|at|der|afsættes|2,5|mia.|kr.|Boks 1|Tabel 1|1. Indledning|- |• |for-|2024|\n|\n\n"
    "|\n \n|\f|Mio. kr.|I alt 12,3|a)|1)|*kursiv*|# Overskrift|\t| |<b>fed</b>|> Boks 2|[^1]".split("|")
)


@settings(max_examples=300)
@given(st.lists(_WORDS, min_size=1, max_size=80))
def test_any_text_is_read_and_leads_back(words: list[str]) -> None:
    """Whatever stands in a file, reading ends, offsets lead back, and no letter appears that the source has not."""
    raw = "x" + " ".join(words)
    document = understand(read_source(raw.encode(), "f.txt"), Path("f.txt"), "", Path())
    decoded = decode(raw.encode(), "f.txt")
    check_the_way_back(document, decoded)
    assert Counter(letters(document.text)) <= Counter(letters(decoded))
