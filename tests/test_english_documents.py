"""Pages, Word documents and workbooks of `trace`, `ledger` and `report` in English: no interface word stays Danish."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from aftalegraf.cli import cli
from aftalegraf.ledger_text import rows_table
from graph.ledger import Row, ledger
from graph.linking.stored import stored_corpus
from graph.report import Report, report
from graph.sheets.labels import KINDS, labels
from graph.store import reading
from graph.trace import Trace, trace
from graph.workbook import Properties, write_workbook
from ontology.vocab import agreements as registry
from ontology.vocab import topics
from viz.ledger_parts import ledger_document, ledger_paper
from viz.parts import Paper
from viz.report_docx import report_docx
from viz.report_page import report_page
from viz.report_parts import report_paper
from viz.report_xlsx import report_xlsx
from viz.trace_page import trace_page
from viz.voice import Voice
from viz.words import load_words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPOKEN = ("aria-label", "title", "data-label", "alt", "placeholder")
TITLES = {one.id: one.title for one in registry()}
_WORD = re.compile(r"[^\W\d_]{2,}")


@cache
def found(store: Path) -> tuple[Report, tuple[Row, ...], tuple[Trace, ...]]:
    """What the documents are made of: a report, a ledger, and traces of what is there and of what is nowhere."""
    with reading(store) as snapshot:
        traces = tuple(trace(snapshot, term) for term in ("kmf", "botilbud", "rumfart"))
        return report(snapshot, "ØA22", "ØA24"), ledger(stored_corpus(snapshot)), traces


class Shown(HTMLParser):
    """What a page shows or reads aloud, but for what it says is Danish; `danish` is how much that was."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.danish = 0
        self._inside: list[bool] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps what is read aloud, and whether what follows is Danish or no text at all."""
        given = dict(attrs)
        hidden = tag in ("style", "script") or (tag != "html" and given.get("lang") == "da")
        if tag not in ("meta", "link", "br"):
            self._inside.append(hidden)
        self.text += [given[name] or "" for name in SPOKEN if name in given]

    def handle_endtag(self, tag: str) -> None:
        """Leaves the element."""
        self._inside.pop()

    def handle_data(self, data: str) -> None:
        """Keeps text that is not Danish."""
        self.danish += len(data) if any(self._inside) else 0
        self.text += [] if any(self._inside) else [data]


def of_page(page: str) -> str:
    """The words of a page in its own language."""
    shown = Shown(page)
    return " ".join(shown.text)


def of_docx(data: bytes) -> str:
    """The words of a Word document, without the runs that say they are Danish."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        trees = [ElementTree.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "footnotes")]
    return " ".join(text for tree in trees for run in tree.iter(f"{W}r") for text in _run(run))


def _run(run: ElementTree.Element) -> Iterator[str]:
    language = run.find(f"{W}rPr/{W}lang")
    if language is None or language.get(f"{W}val") != "da-DK":
        yield from (node.text or "" for node in run.iter(f"{W}t"))


def of_xlsx(data: bytes, own: set[str]) -> str:
    """The words of a workbook: names of sheets and cells, without what is an agreement's own."""
    book = load_workbook(BytesIO(data))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    text = "\n".join([*book.sheetnames, *cells])
    for words in sorted(own, key=len, reverse=True):
        text = text.replace(words, " ")
    return text


def own_words(paper: Paper) -> set[str]:
    """All words of a document that are the agreements' own."""
    pieces = [piece for part in paper.parts for row in part.rows for cell in row for piece in cell]
    sources = {piece.source.own for piece in pieces if piece.source}
    return {one for piece in pieces for one in (piece.own, piece.note_own) if one} | sources


def ledger_own(rows: tuple[Row, ...]) -> set[str]:
    """The same of the ledger's table."""
    said = {one.quote for row in rows for one in (row, *row.evidence, *row.nearest)}
    unknown = {actor for row in rows for actor in row.actors if actor not in labels("actor", "en")}
    named = {row.target for row in rows if row.target} | {row.id for row in rows} | unknown
    own = said | named | {"; ".join(row.searched) for row in rows} | {" › ".join(row.section) for row in rows}
    return own - {""}


def ledger_xlsx(rows: tuple[Row, ...], language: str) -> bytes:
    """The ledger as a workbook."""
    buffer = BytesIO()
    write_workbook([rows_table(rows, language)], buffer, Properties(title="x"))
    return buffer.getvalue()


def report_words(store: Path, kind: str, language: str) -> str:
    """The words of a report."""
    one, voice = found(store)[0], Voice(language=language)
    made = voice.made("2026-11-22", "1")
    if kind == "html":
        return of_page(report_page(one, made, language))
    if kind == "docx":
        return of_docx(report_docx(one, made, language))
    return of_xlsx(report_xlsx(one, made, language), own_words(report_paper(one, made, voice)))


def ledger_words(store: Path, kind: str, language: str) -> str:
    """The words of a ledger."""
    rows = found(store)[1]
    if kind == "html":
        return of_page(ledger_document(rows, TITLES, Voice(language=language).made("2026-11-22", "1"), language))
    return of_xlsx(ledger_xlsx(rows, language), ledger_own(rows))


def trace_words(store: Path, _kind: str, language: str) -> str:
    """The words of some traces, one of which finds nothing."""
    made = Voice(language=language).made("2026-11-22", "1")
    return " ".join(of_page(trace_page(one, made, (), language)) for one in found(store)[2])


@cache
def danish_words() -> frozenset[str]:
    """The words of the interface and of the vocabularies that are Danish and not English too."""
    known = {
        language: set(_WORD.findall("\n".join((*load_words(language).values(), *_labels(language))).casefold()))
        for language in ("da", "en")
    }
    return frozenset(known["da"] - known["en"])


def _labels(language: str) -> Iterator[str]:
    for kind in KINDS:
        yield from labels(kind, language).values()


def danish_in(text: str) -> set[str]:
    """The Danish words in a text, titles of agreements left out: they are names."""
    for title in TITLES.values():
        text = text.replace(title, " ")
    return set(_WORD.findall(text.casefold())) & danish_words()


DOCUMENTS: list[tuple[Callable[[Path, str, str], str], str]] = [
    (report_words, "html"),
    (report_words, "docx"),
    (report_words, "xlsx"),
    (ledger_words, "html"),
    (ledger_words, "xlsx"),
    (trace_words, "html"),
]


@pytest.mark.parametrize(("words", "kind"), DOCUMENTS, ids=[f"{one.__name__}-{kind}" for one, kind in DOCUMENTS])
def test_no_word_of_an_english_document_is_danish_but_those_of_agreements(
    built: Path, words: Callable[[Path, str, str], str], kind: str
) -> None:
    """Whatever is not marked as an agreement's own is English; the same document in Danish would be caught."""
    assert len(danish_words()) > 400
    assert danish_in(words(built, kind, "en")) == set()
    assert len(danish_in(words(built, kind, "da"))) > 15


def test_a_page_says_its_language_and_marks_what_is_danish(built: Path) -> None:
    """`lang` of the page, and of every quote in it; a Danish page needs no marks."""
    one, rows, traces = found(built)
    for page, quotes in (
        (report_page(one, "", "en"), [row.row.quote for row in one.silent]),
        (ledger_document(rows, TITLES, "", "en"), [row.quote for row in rows]),
        (trace_page(traces[0], "", (), "en"), [item.quote for item in traces[0].items]),
    ):
        assert '<html lang="en">' in page
        assert Shown(page).danish > sum(map(len, quotes)) > 1000
    assert 'lang="da"' not in report_page(one, "").partition('<html lang="da">')[2]


def test_a_page_of_a_trace_tells_what_is_taken_up_and_by_what(built: Path) -> None:
    """As the command line does, in the language of the page: KMF was put off."""
    kmf = found(built)[2][0]
    for language, told in (
        ("da", r"taget op igen i ØA24-\d+ \(udskyder"),
        ("en", r"taken up again in ØA24-\d+ \(postpones"),
    ):
        assert re.search(told, of_page(trace_page(kmf, "", (), language)))


def test_word_knows_the_language_of_each_run(built: Path) -> None:
    """The document's language is English, its quotes are Danish, so that Word underlines neither."""
    data = report_docx(found(built)[0], "Made today.", "en")
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert "<dc:language>en-GB</dc:language>" in package.read("docProps/core.xml").decode()
        styles = ElementTree.fromstring(package.read("word/styles.xml"))
    (normal,) = (one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == "Normal")
    assert [one.get(f"{W}val") for one in normal.iter(f"{W}lang")] == ["en-GB"]


def test_the_words_on_silence_and_on_what_happened_stand_in_both_languages(built: Path) -> None:
    """The texts say what was written, never what happened: nothing is left out in English."""
    one, rows, _ = found(built)
    for language in ("da", "en"):
        voice = Voice(language=language)
        silence, wrote, sure = (voice.said(key) for key in ("silence", "wrote-only", "how-sure"))
        told = report_paper(one, "", voice)
        assert sum(silence in part.lead for part in told.parts) == 2
        for lead in (told.lead, ledger_paper(rows, TITLES, "", voice).lead):
            assert wrote in " ".join(lead)
            assert sure in " ".join(lead)


@pytest.mark.parametrize(
    ("options", "named", "language"),
    [
        ((), None, "da"),
        (("--lang", "en"), None, "en"),
        ((), "en_GB.UTF-8", "en"),
        (("--lang", "da"), "en", "da"),
        ((), "fr", "da"),
    ],
)
def test_the_language_of_a_page_is_what_was_asked_for(
    built: Path, options: tuple[str, ...], named: str | None, language: str
) -> None:
    """By the option or the environment; Danish where nobody asked."""
    asked = [*options, "trace", "rumfart", "--format", "html", "--store", str(built)]
    result = CliRunner().invoke(cli, asked, env={"AFTALEGRAF_LANG": named, "LANGUAGE": "en"})
    assert f'<html lang="{language}">' in result.stdout


@pytest.mark.slow
def test_what_programs_read_is_the_same_in_every_language(built: Path) -> None:
    """JSON and CSV have their keys and ids, whatever `--lang` says."""
    for form in ("json", "csv"):
        written = {
            CliRunner().invoke(cli, ["--lang", language, "ledger", "--format", form, "--store", str(built)]).stdout
            for language in ("da", "en")
        }
        assert len(written) == 1
        assert len(written.pop()) > 10_000


COMMANDS = (
    ("trace", "kmf"),
    ("trace", "rumfart"),
    ("search", "botilbud"),
    ("amounts", "serviceramme", "--price-level", "2024"),
    ("ledger",),
    ("vanished", "ØA22", "ØA24"),
    ("links", "--from", "oea-kommuner-2024"),
    ("threads", "--basis", "reference"),
    ("debt",),
)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_is_printed_is_english_where_that_was_asked_for(
    built: Path, agreements: Path, command: tuple[str, ...]
) -> None:
    """No Danish word of the interface that is not in the agreements too; without asking they are there."""
    files = [path.read_text(encoding="utf-8") for path in agreements.glob("*.*") if path.suffix != ".tsv"]
    searched = [word for topic in topics() for word in topic.spellings]
    own = set(_WORD.findall("\n".join([*files, *searched]).casefold()))
    told = {
        language: set(_WORD.findall(CliRunner().invoke(cli, [*options, *command, "--store", str(built)]).stdout))
        for language, options in (("da", ()), ("en", ("--lang", "en")))
    }
    assert len(told["en"]) > 5
    assert {word.casefold() for word in told["en"]} & (danish_words() - own) == set()
    assert {word.casefold() for word in told["da"]} & danish_words() - own
