"""PDF into lines, by pypdfium2: text in the order of the page, gaps, sizes and list signs measured on the page."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, median_high, median_low
from typing import Any

from extract.errors import ReadError
from extract.read.source import Source
from extract.read.written import Writer

PAGE_LIMIT = 1_000
# a hyphen at a line's end comes as a sign of its own, and the line end is left out
_LINE = re.compile("[^\\r\\n\x02\ufffe]*[\x02\ufffe]|[^\\r\\n\x02\ufffe]+")
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-", "\x00": None, "\uffff": None})
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})
_LARGER, _BOLDER = 1.12, 150
_SAME_LINE, _UP = 0.35, 1.0
_DOT, _DEPTH = 6.0, 3
_FEW_LETTERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A line on a page: its text, left and right edge, baseline, size and weight of its letters, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    weight: int
    page: int


def read_pdf(data: bytes, name: str, limit: int = PAGE_LIMIT) -> Source:
    """Reads the text of a PDF file.

    Raises ReadError where the reader is not installed, the file is broken, locked, too long, or has no text.
    """
    try:
        import pypdfium2
    except ImportError:
        raise ReadError(f"{name}: reading PDF needs more: pip install pypdfium2") from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        what = "is locked with a password: save it without" if locked else "is no whole PDF: fetch or save it again"
        raise ReadError(f"{name}: {what}") from None
    try:
        return _read(document, name, limit)
    except pypdfium2.PdfiumError:
        raise ReadError(
            f"{name}: has a page that cannot be read: save it again from the program it comes from"
        ) from None
    finally:
        document.close()


def _read(document: Any, name: str, limit: int) -> Source:
    if len(document) > limit:
        raise ReadError(f"{name}: {len(document)} pages, more than the limit of {limit}: split the file")
    runs = [run for number in range(len(document)) for run in _page(document[number], number)]
    if sum(char.isalpha() for run in runs for char in run.text) < _FEW_LETTERS:
        raise ReadError(f"{name}: has images of text only: run ocrmypdf -l dan on it first")
    title = str(document.get_metadata_dict().get("Title", "")).strip()
    metadata = (("document title", title),) if title else ()
    return _write(runs, len(document)).source("pdf", flowing=None, metadata=metadata)


def _page(page: Any, number: int) -> list[Run]:
    """The lines of a page, those on one baseline as one, a list sign drawn as a shape as its sign."""
    textpage = page.get_textpage()
    try:
        runs = _runs(textpage, number)
        return _with_dots(_same_lines(runs), _dots(page))
    finally:
        textpage.close()
        page.close()


def _runs(textpage: Any, number: int) -> list[Run]:
    runs: list[Run] = []
    for match in _LINE.finditer(textpage.get_text_range()):
        line = match.group()
        if line.strip():
            first = match.start() + len(line) - len(line.lstrip())
            runs.append(_run(textpage, line.strip(), first, match.start() + len(line.rstrip()) - 1, number))
    return runs


def _run(textpage: Any, text: str, first: int, last: int, number: int) -> Run:
    import pypdfium2.raw as raw

    start, end = textpage.get_charbox(first), textpage.get_charbox(last)
    across, base = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage.raw, first, across, base)
    samples = [
        first + (last - first) * part // 4 for part in range(5)
    ]  # a ligature's second letter has no size of its own
    return Run(
        text=text.translate(_HYPHENS).translate(_LIGATURES),
        left=start[0],
        right=end[2],
        base=base.value,
        size=median_high(raw.FPDFText_GetFontSize(textpage.raw, at) for at in samples),
        weight=median_low(raw.FPDFText_GetFontWeight(textpage.raw, at) for at in samples),
        page=number,
    )


def _same_lines(runs: Sequence[Run]) -> list[Run]:
    """Joins what stands on one baseline, as a table's cells do."""
    done: list[Run] = []
    for run in runs:
        last = done[-1] if done else None
        if last and abs(last.base - run.base) < _SAME_LINE * run.size and run.left > last.right:
            done[-1] = replace(
                last, text=f"{last.text}\t{run.text}", right=run.right, weight=min(last.weight, run.weight)
            )
        else:
            done.append(run)
    return done


def _dots(page: Any) -> list[tuple[float, float]]:
    """The middles of small shapes, as list signs are drawn."""
    edges = [ctypes.c_float() for _ in range(4)]
    dots: list[tuple[float, float]] = []
    for shape in _paths(page.raw, "FPDFPage", _DEPTH):
        if _pdfium().FPDFPageObj_GetBounds(shape, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            if 1 < right - left < _DOT and 1 < top - bottom < _DOT:
                dots.append((right, (bottom + top) / 2))
    return dots


def _paths(holder: Any, kind: str, depth: int) -> Iterator[Any]:
    """The drawn paths of a page or a form in it, by the library's own functions: a page may hold a hundred thousand
    objects, one a letter.
    """
    raw = _pdfium()
    count, get = getattr(raw, f"{kind}_CountObjects"), getattr(raw, f"{kind}_GetObject")
    for index in range(count(holder)):
        item = get(holder, index)
        what = raw.FPDFPageObj_GetType(item)
        if what == raw.FPDF_PAGEOBJ_PATH:
            yield item
        elif what == raw.FPDF_PAGEOBJ_FORM and depth > 1:
            yield from _paths(item, "FPDFFormObj", depth - 1)


def _pdfium() -> Any:
    """The functions of PDFium."""
    import pypdfium2.raw as raw

    return raw


def _with_dots(runs: Sequence[Run], dots: Sequence[tuple[float, float]]) -> list[Run]:
    """Puts a bullet in front of each line that has a small shape to its left."""
    done: list[Run] = []
    for run in runs:
        drawn = any(
            run.left - 2.5 * run.size < right < run.left and 0 <= middle - run.base < run.size for right, middle in dots
        )
        done.append(replace(run, text=f"• {run.text}") if drawn else run)
    return done


def _write(runs: Sequence[Run], pages: int) -> Writer:
    """Lines with gaps counted in blank lines, reach counted in letters, headings by their letters."""
    writer = Writer()
    letters = Counter[tuple[float, int]]()
    for run in runs:
        letters[(round(run.size, 1), run.weight)] += len(run.text)
    (size, weight), _ = letters.most_common(1)[0]
    body = [run for run in runs if round(run.size, 1) == size and len(run.text) > _FEW_LETTERS]
    letter = median((run.right - run.left) / len(run.text) for run in body) if body else size / 2
    left = median(run.left for run in body) if body else 0.0
    spacing = _spacing(runs)
    page = -1
    before: Run | None = None
    for run in runs:
        while page < run.page:
            writer.page()
            page += 1
        step = (before.base - run.base) / run.size if before and before.page == run.page else spacing
        writer.line(
            run.text,
            gap=0 if step < 1.22 * spacing else (1 if step < 2 * spacing else 2),
            loud=run.size > _LARGER * size or (run.weight >= weight + _BOLDER and run.size >= 0.95 * size),
            size=max(int((run.right - left) / letter), 1),
        )
        before = run
    while page + 1 < pages:
        writer.page()
        page += 1
    return writer


def _spacing(runs: Sequence[Run]) -> float:
    """The commonest distance from one baseline to the next, in sizes of the letters."""
    steps = Counter[float]()
    for before, run in pairwise(runs):
        if before.page == run.page and before.size == run.size and before.base > run.base:
            steps[round((before.base - run.base) / run.size, 2)] += 1
    return steps.most_common(1)[0][0] if steps else 1.2
