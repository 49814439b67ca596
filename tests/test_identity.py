"""Which agreement a file is: the table beside it, the registry, front matter, the text, the file's name."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from extract.errors import ReadError
from extract.listed import absent
from extract.models import Document
from extract.read.document import read_document

AGREEMENTS = Path(__file__).parent.parent / "examples" / "oekonomiaftaler"
OTHERS = Path(__file__).parent / "cases" / "agreements"
BODY = "1. Indledning\n\nRegeringen og KL er enige om, at der afsættes 2 mio. kr. i 2025 til formålet.\n"


def _read(folder: Path, text: str, name: str = "fil.txt", table: str = "") -> Document:
    if table:
        (folder / "documents.tsv").write_text(table, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return read_document(folder / name)


@pytest.mark.parametrize("year", [2020, 2022, 2023, 2024, 2027])
def test_the_five_agreements_are_known_without_a_table(year: int, tmp_path: Path) -> None:
    """Title or text tell which agreement it is; the one that lacks its title is inferred, and that is said."""
    path = tmp_path / f"fil{year % 7}.txt"
    path.write_bytes((AGREEMENTS / f"oea-kommuner-{year}.txt").read_bytes())
    document = read_document(path)
    assert document.id == f"oea-kommuner-{year}"
    assert document.identity.title == f"Aftale om kommunernes økonomi for {year}"
    assert bool(document.warnings) is (year == 2024)


def test_the_table_beside_the_file_has_the_last_word(tmp_path: Path) -> None:
    """What documents.tsv says stands, and the reasons say so."""
    row = "min-aftale\tfil.txt\tMin aftale\t2031\t2030-06-01\tregeringen;kl\n"
    table = "document\tfile\ttitle\tyear\tdate\tsignatories\n" + row
    identity = _read(tmp_path, "Aftale om klima 2020\n\n" + BODY, table=table).identity
    assert (identity.document, identity.title, identity.year) == ("min-aftale", "Min aftale", 2031)
    assert (identity.date, identity.signatories) == ("2030-06-01", ("regeringen", "kl"))
    assert dict(identity.reasons)["title"] == "documents.tsv"


def test_the_registry_fills_what_a_row_leaves_empty(tmp_path: Path) -> None:
    """A row with an id alone is enough for a registered agreement."""
    table = "document\tfile\noea-kommuner-2021\tfil.txt\n"
    identity = _read(tmp_path, BODY, table=table).identity
    assert (identity.year, identity.signatories) == (2021, ("regeringen", "kl"))
    assert dict(identity.reasons)["year"] == "registry"


def test_a_folder_of_its_own_for_the_table(tmp_path: Path) -> None:
    """The table may stand in another folder than the file."""
    (tmp_path / "tabel").mkdir()
    (tmp_path / "tabel" / "documents.tsv").write_text("document\tfile\nx-1\tfil.txt\n", encoding="utf-8")
    (tmp_path / "fil.txt").write_text(BODY, encoding="utf-8")
    assert read_document(tmp_path / "fil.txt", tmp_path / "tabel").id == "x-1"


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    """The message names the table, its line, and what to begin it with."""
    with pytest.raises(ReadError, match=r"documents\.tsv, line 1"):
        _read(tmp_path, BODY, table="id\tnavn\n1\t2\n")


@pytest.mark.parametrize(
    ("title", "document", "year"),
    [
        ("Aftale om kommunernes økonomi for 2016", "oea-kommuner-2016", 2016),
        ("Aftale om den kommunale økonomi for 2013", "oea-kommuner-2013", 2013),
        ("Økonomiaftale for kommunerne for 2021", "oea-kommuner-2021", 2021),
        ("Aftale om regionernes økonomi for 2019", "oea-regioner-2019", 2019),
        ("Aftale om finansloven for 2018", "finanslov-2018", 2018),
        ("Aftale om sundhedsreform 2024", "aftale-om-sundhedsreform-2024", 2024),
        ("Klimaaftale for energi og industri mv. 2020", "klimaaftale-for-energi-og-industri-mv-2020", 2020),
        ("Aftale om grøn skattereform af 8. december 2020", "aftale-om-groen-skattereform", 2020),
        ("Trepartsaftale om løn og arbejdsvilkår", "trepartsaftale-om-loen-og-arbejdsvilkaar", None),
        ("Politisk aftale om psykiatri 2023-2026", "politisk-aftale-om-psykiatri-2023-2026", 2023),
    ],
)
def test_titles(title: str, document: str, year: int | None, tmp_path: Path) -> None:
    """A registered agreement has its id, any other its title as an id without the day of signing."""
    identity = _read(tmp_path, f"{title}\n\n{BODY}").identity
    assert (identity.document, identity.year) == (document, year)


def test_a_title_on_two_lines_and_a_day(tmp_path: Path) -> None:
    """A title broken over lines is one title; the day under it is the day of signing, not the year it is for."""
    identity = _read(tmp_path, f"Aftale om kommunernes \nøkonomi for 2018\n\n1. juni 2017\n\n{BODY}").identity
    assert (identity.document, identity.year, identity.date) == ("oea-kommuner-2018", 2018, "2017-06-01")


def test_parties_of_an_agreement_of_many() -> None:
    """Who is said to have made the agreement signed it; parties in brackets are the government's."""
    identity = read_document(OTHERS / "klimaaftale.txt").identity
    assert identity.signatories[:3] == ("regeringen", "venstre", "dansk-folkeparti")
    assert "socialdemokratiet" not in identity.signatories


def test_a_file_that_says_nothing_is_named_after_itself(tmp_path: Path) -> None:
    """The file's name is the last resort, and a warning says what to do."""
    document = _read(tmp_path, "Der afsættes 2 mio. kr. til formålet.\n", name="Mit notat æøå.txt")
    assert document.id == "mit-notat-aeoeaa"
    assert "documents.tsv" in document.warnings[0]


@pytest.mark.parametrize(
    ("head", "document", "title"),
    [
        ("# Energiaftale 2018\n", "energiaftale-2018", "Energiaftale 2018"),
        ("# Klima i landbruget\n\n## Mål\n", "klima-i-landbruget", "Klima i landbruget"),
        ("Budgetforlig 2025 for Nørrefjord Kommune\n", "budgetforlig-2025-for-noerrefjord-kommune", None),
        (
            "Aftale mellem regeringen og Radikale Venstre,\nEnhedslisten og Alternativet om:\nFinansloven for 2022\n",
            "finanslov-2022",
            "Aftale om finansloven for 2022",
        ),
        ("Hovedelementer i Aftale om finansloven for 2022\n", "finanslov-2022", "Aftale om finansloven for 2022"),
        (
            "Aftale mellem regeringen (Socialdemokratiet) og Venstre om\nTrafikplan 2040\n(28. maj 2025)\n",
            "aftale-om-trafikplan-2040",
            "Aftale om Trafikplan 2040",
        ),
        ("Aftale om havne · 9. maj 2023\n", "aftale-om-havne", "Aftale om havne"),
        ("Havneaftale om øer\nKøbenhavn, den 18. juni 2004\n", "havneaftale-om-oeer", "Havneaftale om øer"),
    ],
)
def test_titles_as_they_stand_on_title_pages(head: str, document: str, title: str | None, tmp_path: Path) -> None:
    """A heading of markup, parties or a day in the title, the subject on a line of its own."""
    read = _read(tmp_path, f"{head}\n{BODY}")
    assert read.id == document
    assert read.identity.title == (title or head.strip())
    assert read.warnings == ()


def test_a_year_far_ahead_in_a_title_is_a_goal(tmp_path: Path) -> None:
    """An agreement on a plan until 2040 is for the year in which it is made."""
    head = "Aftale om Trafikplan 2040\n\n28. maj 2025\n\n"
    assert _read(tmp_path, head + BODY).identity.year == 2025


STYLES = Path(__file__).parent / "gold" / "styles"


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.txt")), ids=lambda path: path.stem)
def test_made_agreements_are_known_without_the_register(path: Path, tmp_path: Path) -> None:
    """Title, year, day and first signatory of each made agreement come out of its text."""
    rows = [line.split("\t") for line in (STYLES / "documents.tsv").read_text(encoding="utf-8").splitlines()]
    listed = next(dict(zip(rows[0], row, strict=True)) for row in rows if row[1] == path.name)
    (tmp_path / "aftale.txt").write_bytes(path.read_bytes())
    identity = read_document(tmp_path / "aftale.txt").identity
    assert identity.title.lower() == listed["title"].lower()
    assert identity.year == int(listed["year"])
    assert (identity.date or "")[:7] == listed["date"][:7]
    signed = listed["signatories"].split(";")
    assert len(set(signed) & set(identity.signatories)) >= 0.6 * len(signed)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("min aftale\tfil.txt\tX\t2025\t\t", "line 2: the document 'min aftale' is no id: write min-aftale"),
        ("min-aftale\tfil.txt\tX\tto tusind\t\t", "line 2: the year 'to tusind' is none"),
        ("min-aftale\tfil.txt\tX\t2025\ti sommer\t", "line 2: the date 'i sommer' is none: write it as 2025-06-30"),
        ("min-aftale\tfil.txt\tX\t2025\t31-02-2025\t", "line 2: the date '31-02-2025' is none"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(tmp_path: Path, cells: str, said: str) -> None:
    """It was passed over in silence, or stopped the file with a word of the ontology."""
    with pytest.raises(ReadError, match=re.escape(said)):
        _read(tmp_path, BODY, table=f"document\tfile\ttitle\tyear\tdate\tsignatories\n{cells}\n")


def test_a_row_is_read_as_danes_write_it(tmp_path: Path) -> None:
    """A day in words, parties by their names, a file's name as a Mac spells it."""
    row = "x-1\tÅbenrå.txt\tX\t2026\t5. juni 2025\tRegeringen; Danske Regioner, SF\n"
    table = "document\tfile\ttitle\tyear\tdate\tsignatories\n" + row
    identity = _read(tmp_path, BODY, name=unicodedata.normalize("NFD", "Åbenrå.txt"), table=table).identity
    assert (identity.document, identity.date) == ("x-1", "2025-06-05")
    assert identity.signatories == ("regeringen", "danske-regioner", "socialistisk-folkeparti")
    assert absent(tmp_path) == ()
    with (tmp_path / "documents.tsv").open("a", encoding="utf-8") as table_file:
        table_file.write("x-2\t[2].pdf\n")
    assert [line.partition("documents.tsv")[2] for line in absent(tmp_path)] == [
        ", line 3: [2].pdf is not in the folder: check how the file is called"
    ]


def test_the_sentence_on_the_signing_tells_day_and_parties(tmp_path: Path) -> None:
    """Local agreements begin with it, under their title."""
    signed = "Indgået den 3. september 2026 mellem Socialdemokratiet, Venstre, Det Konservative Folkeparti og SF."
    identity = _read(tmp_path, f"# Budgetaftale 2027 for Region Midtjylland\n\n{signed}\n\n{BODY}", "a.md").identity
    assert identity.date == "2026-09-03"
    assert identity.signatories == (
        "socialdemokratiet",
        "venstre",
        "det-konservative-folkeparti",
        "socialistisk-folkeparti",
    )
