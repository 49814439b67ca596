"""Files that nobody wishes to get: bombs, wrong endings, other languages, mixed letters, damage of every kind."""

from __future__ import annotations

import io
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import ReadError
from extract.read.document import read_document, understand
from extract.read.formats import read_source
from extract.read.plain import read_plain
from tests.made_pdf import column, pdf
from tests.rendering_formats import as_docx, as_html, as_markdown

AGREEMENTS = Path(__file__).parent.parent / "examples" / "oekonomiaftaler"
TEXT = (
    "Aftale om havne\n\n1. Indledning\n\nPartierne er enige om at afsætte 5 mio. kr. i 2025 til øerne.\n\n"
    "- KL vil følge området tæt.\n- Der følges op på aftalen inden udgangen af 2027.\n\n"
    "Tabel 1\nBalance for kommunerne i 2025\nMia. kr., 2025-pl Aftale\nServiceudgifter 351,5\nAnlæg 22,3\nI alt 373,8\n"
)
OF_OTHER_LANGUAGES = {
    "Norwegian": (
        "Regjeringen og partene er enige om at det skal settes av midler til kommunene. Partene er enige om oppfølging "
        "av avtalen i 2025. Det ble også avtalt at noen av tiltakene blir vurdert etter at rapporten er lagt frem. "
    ),
    "Swedish": (
        "Regeringen och parterna är överens om att medel ska avsättas till kommunerna. De är också överens om att inte "
        "öka byråkratin och att avtalet följs upp efter 2025. Det är bara några av de åtgärder som har diskuterats. "
    ),
    "English": (
        "The government and the municipalities agree that funds will be set aside for the elderly. The parties will "
        "follow up on the agreement in 2025, and they are also of the opinion that this is not the end of it. "
    ),
}
NO_AGREEMENTS = {
    "law": (
        "Lov om havne\n\nKapitel 1\n\n§ 1. Loven gælder for alle kommunale havne i Danmark.\n\nStk. 2. Ministeren "
        "fastsætter nærmere regler om drift af havnene.\n\n§ 2. Loven træder i kraft den 1. januar 2025.\n"
    ),
    "news": (
        "Nye havne på vej\n\nMinisteren åbnede mandag en ny havn på Ærø. – Det er en stor dag for øen, siger hun til "
        "avisen. Borgmesteren glæder sig over, at der er kommet flere turister, og håber på en travl sommer.\n"
    ),
    "contract": (
        "Lejekontrakt\n\nMellem udlejer Hans Hansen og lejer Jens Jensen er der indgået aftale om leje af lejligheden "
        "på Havnegade 3. Lejen udgør 8.000 kr. om måneden og betales forud. Lejer er enig i, at husdyr er forbudt.\n"
    ),
}


def _docx(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("language", OF_OTHER_LANGUAGES)
@pytest.mark.parametrize("form", ["txt", "md", "html", "pdf"])
def test_other_languages_are_refused_in_every_format(language: str, form: str, tmp_path: Path) -> None:
    """The line names the language and the way out; by force the file is read."""
    words = OF_OTHER_LANGUAGES[language] * 3
    pages = [column([words[at : at + 80] for at in range(0, len(words), 80)])]
    saved = {"txt": words, "md": f"# Title\n\n{words}", "html": f"<!doctype html><html><p>{words}</p></html>"}
    path = tmp_path / f"text.{form}"
    path.write_bytes(pdf(pages) if form == "pdf" else saved[form].encode())
    with pytest.raises(ReadError, match=rf"text\.{form}: reads like {language}, not Danish: .*--force"):
        read_document(path)
    assert read_document(path, force=True).text


@pytest.mark.parametrize("kind", NO_AGREEMENTS)
def test_what_is_no_political_agreement_is_doubted(kind: str, tmp_path: Path) -> None:
    """It is read, and a warning says what it lacks."""
    (tmp_path / "fil.txt").write_text(NO_AGREEMENTS[kind], encoding="utf-8")
    warnings = " ".join(read_document(tmp_path / "fil.txt").warnings)
    assert "is it a political agreement?" in warnings


@pytest.mark.parametrize("year", [2020, 2022, 2023, 2024, 2027])
def test_no_agreement_is_doubted(year: int) -> None:
    """The five agreements lack nothing."""
    assert not any("political" in one for one in read_document(AGREEMENTS / f"oea-kommuner-{year}.txt").warnings)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent / "gold" / "styles").glob("*.txt")), ids=lambda p: p.stem
)
def test_no_made_agreement_is_doubted(path: Path) -> None:
    """Nor do agreements of many parties, of the social partners and of town councils."""
    assert not any("political" in one for one in read_document(path).warnings)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.md", "a", "a.txt.bak"])
def test_the_ending_of_the_name_means_nothing(name: str, tmp_path: Path) -> None:
    """A text is read as text whatever it is called."""
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert len(read_document(tmp_path / name).units) == 3


def test_a_word_document_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    """What the zip says of its sizes is enough to refuse it."""
    bomb = _docx({"word/document.xml": b"<a/>", "word/media/image.png": b"\0" * 250_000_000})
    assert len(bomb) < 1_000_000
    with pytest.raises(ReadError, match=r"bombe\.docx: unpacks to 25\d+ bytes, more than the limit of 200000000"):
        read_source(bomb, "bombe.docx")


def test_entities_in_a_word_document_are_not_expanded() -> None:
    """A billion laughs are none: the document is refused or read without them."""
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha ha ha">{lines}]><d>&l9;</d>'
    with pytest.raises(ReadError):
        read_source(_docx({"word/document.xml": xml.encode(), "[Content_Types].xml": xml.encode()}), "grin.docx")


def test_a_page_of_scripts_and_ten_thousand_open_tags_is_read() -> None:
    """Tags that are never closed cost nothing, and no script is text."""
    page = (
        "<!doctype html><html><body>"
        + "<script>alert('KL vil')</script>" * 50
        + "<div><b><span>" * 10_000
        + "<p>Partierne er enige om at følge området.</p>"
    )
    assert [line.text for line in read_source(page.encode(), "side.html").lines] == [
        "Partierne er enige om at følge området."
    ]


def test_nul_bytes_are_no_letters(tmp_path: Path) -> None:
    """A stray NUL neither stops the reading nor comes out again in a sentence."""
    (tmp_path / "a.txt").write_bytes((TEXT * 3).encode().replace(b" om ", b" om\0 ", 1))
    document = read_document(tmp_path / "a.txt")
    assert "5 mio. kr. i 2025" in document.text


def test_every_sign_that_words_are_split_at_leaves_a_line_blank() -> None:
    """A line of nothing but the old separators of files and records once ended the reading."""
    white = [chr(code) for code in range(sys.maxunicode) if chr(code).isspace()]
    assert len(white) > 20
    for sign in white:
        text = f"KL vil drøfte det i denne aftale.\n{sign}\nRegeringen vil se på det i denne aftale."
        lines = [line.text for line in read_plain(text).lines]
        assert lines == ["KL vil drøfte det i denne aftale.", "Regeringen vil se på det i denne aftale."], ascii(sign)


def test_texts_of_two_encodings_pasted_together(tmp_path: Path) -> None:
    """Each half keeps its letters."""
    (tmp_path / "a.txt").write_bytes((TEXT * 4).encode() + "KL vil løfte området på øen Ærø.\n".encode("cp1252"))
    text = read_document(tmp_path / "a.txt").text
    assert "KL vil løfte området på øen Ærø." in text
    assert text.count("til øerne") == 4


def _seeds() -> dict[str, bytes]:
    """A small file of each format."""
    document = understand(read_source(TEXT.encode(), "a.txt"), Path("a.txt"), "", Path())
    return {
        "txt": TEXT.encode(),
        "md": as_markdown(document).encode(),
        "html": as_html(document).encode(),
        "docx": as_docx(document),
        "pdf": pdf([column(TEXT.splitlines())]),
        "utf-16": TEXT.encode("utf-16"),
    }


SEEDS = _seeds()
_DAMAGE = st.lists(
    st.tuples(
        st.floats(0, 1), st.sampled_from(["cut", "write", "insert", "repeat"]), st.binary(min_size=1, max_size=12)
    ),
    min_size=1,
    max_size=4,
)


def _damaged(data: bytes, damage: list[tuple[float, str, bytes]]) -> bytes:
    for share, kind, strange in damage:
        at = int(share * len(data))
        if kind == "cut":
            data = data[:at]
        elif kind == "write":
            data = data[:at] + strange + data[at + len(strange) :]
        elif kind == "insert":
            data = data[:at] + strange + data[at:]
        else:
            data = data[:at] + data[at : at + 200] * 3 + data[at:]
    return data


def _try(form: str, damage: list[tuple[float, str, bytes]]) -> None:
    """Reads a damaged file to the end; ReadError is the only error, and one line."""
    data = _damaged(SEEDS[form], damage)
    with suppress(ReadError):
        document = understand(read_source(data, "a"), Path("a"), "", Path("nowhere"))
        for unit in document.units:
            assert document.words(unit.span).strip()
            assert document.origin.line(unit.span.start) >= 1


@pytest.mark.parametrize("form", SEEDS)
@settings(max_examples=60)
@given(damage=_DAMAGE)
def test_damage_never_ends_in_another_error(form: str, damage: list[tuple[float, str, bytes]]) -> None:
    """A file of any format with bytes cut, written over, put in or said again is read or refused."""
    _try(form, damage)


@pytest.mark.slow
@pytest.mark.parametrize("form", SEEDS)
@settings(max_examples=1_000)
@given(damage=_DAMAGE)
def test_much_damage_never_ends_in_another_error(form: str, damage: list[tuple[float, str, bytes]]) -> None:
    """The same, a few thousand times."""
    _try(form, damage)
