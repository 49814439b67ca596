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
from extract.read.columns import Drawn, Run, read_columns, without_line_numbers
from extract.read.source import Source
from extract.read.written import Writer

PAGE_LIMIT = 1_000
# a hyphen at a line's end comes as a sign of its own, and the line end is left out
_LINE = re.compile("[^\\r\\n\x02\ufffe]*[\x02\ufffe]|[^\\r\\n\x02\ufffe]+")
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-", "\x00": None, "\uffff": None})
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})
_LARGER, _SMALLER, _BOLDER = 1.12, 0.88, 150
# a number that may be a note's
_NOTE_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_SIZE, _RAISED = 0.8, 0.12
_LEAST_SPACED, _WORD_APART = 6, 1.7
_SAME_LINE = 0.35
_DOT, _DEPTH = 6.0, 3
_WHITE, _WIDE = re.compile(" +"), 0.7
_FEW_LETTERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page's lines as drawn, and right edge and middle of each small shape on it."""

    lines: tuple[Drawn, ...]
    dots: tuple[tuple[float, float], ...]


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
    runs = _in_order([_page(document[number], number) for number in range(len(document))])
    if sum(char.isalpha() for run in runs for char in run.text) < _FEW_LETTERS:
        raise ReadError(f"{name}: has images of text only: run ocrmypdf -l dan on it first")
    title = str(document.get_metadata_dict().get("Title", "")).strip()
    metadata = (("document title", title),) if title else ()
    return _write(runs, len(document)).source("pdf", flowing=None, metadata=metadata)


def _in_order(pages: Sequence[_Page]) -> list[Run]:
    """The lines of all pages in reading order; a gutter found on one page is looked for on the others."""
    numbered = any(len(without_line_numbers(page.lines)) > len(page.lines) for page in pages)
    drawn = [without_line_numbers(page.lines, 1) if numbered else page.lines for page in pages]
    found = [read_columns(lines) for lines in drawn]
    gutters = sorted({gutter for _, gutters in found for gutter in gutters})
    runs: list[Run] = []
    for page, lines, (own, _) in zip(pages, drawn, found, strict=True):
        ordered = read_columns(lines, gutters)[0] if gutters else own
        runs += _with_dots(_same_lines(ordered), page.dots)
    return runs


def _page(page: Any, number: int) -> _Page:
    """The lines of a page as they are drawn, and the small shapes that may be list signs."""
    textpage = page.get_textpage()
    try:
        return _Page(lines=tuple(_lines(textpage, number)), dots=tuple(_dots(page)))
    finally:
        textpage.close()
        page.close()


def _lines(textpage: Any, number: int) -> Iterator[Drawn]:
    for match in _LINE.finditer(textpage.get_text_range()):
        line = match.group()
        text = line.strip()
        if text:
            first = match.start() + len(line) - len(line.lstrip())
            whole = _run(textpage, text, first, first + len(text) - 1, number)
            backwards, wide = _gaps(textpage, text, first, whole.size)
            for start, end in _between(backwards, 0, len(text)):
                if backwards:
                    whole = _run(textpage, text[start:end], first + start, first + end - 1, number)
                inside = [gap for gap in wide if start <= gap[0] < end]
                parts = _between(inside, start, end) if inside else []
                runs = [_run(textpage, text[at:to], first + at, first + to - 1, number) for at, to in parts]
                yield Drawn(whole=whole, stretches=tuple(runs) or (whole,))


def _gaps(textpage: Any, text: str, first: int, size: float) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The half-open stretches of white space in `text` after which it goes back to the left, where the library has
    left out a line's end; and those that are as wide as a gutter may be.
    """
    import pypdfium2.raw as raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    backwards: list[tuple[int, int]] = []
    wide: list[tuple[int, int]] = []
    for match in _WHITE.finditer(text):
        raw.FPDFText_GetCharBox(textpage.raw, first + match.start() - 1, left, right, bottom, top)
        end = right.value
        raw.FPDFText_GetCharBox(textpage.raw, first + match.end(), left, right, bottom, top)
        if left.value < end - size:
            backwards.append(match.span())
        elif left.value - end > _WIDE * size:
            wide.append(match.span())
    return backwards, wide


def _between(gaps: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The half-open stretches from `start` to `end` that the gaps leave."""
    return list(zip([start, *(to for _, to in gaps)], [*(at for at, _ in gaps), end], strict=True))


def _run(textpage: Any, text: str, first: int, last: int, number: int) -> Run:
    import pypdfium2.raw as raw

    start, end = textpage.get_charbox(first), textpage.get_charbox(last)
    across, base = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage.raw, first, across, base)
    # a ligature's second letter has no size of its own, nor has a space that the library puts in
    samples = [first + _letter(text, (last - first) * part // 4) for part in range(5)]
    size = median_high(raw.FPDFText_GetFontSize(textpage.raw, at) for at in samples)
    said = _closed_up(textpage, _raised(textpage, text, first, samples[2], size), first)
    return Run(
        text=said.translate(_HYPHENS).translate(_LIGATURES),
        left=start[0],
        right=end[2],
        base=base.value,
        size=size,
        weight=median_low(raw.FPDFText_GetFontWeight(textpage.raw, at) for at in samples),
        page=number,
    )


def _letter(text: str, at: int) -> int:
    """The place of the first letter or digit of `text` from `at` on, or else of the last before."""
    onward = next((place for place in range(at, len(text)) if text[place].isalnum()), None)
    return onward if onward is not None else next((place for place in range(at, -1, -1) if text[place].isalnum()), 0)


def _raised(textpage: Any, text: str, first: int, middle: int, size: float) -> str:
    """`text` with the numbers that are set small and above the sign at `middle`, as those of notes are, in raised
    figures.
    """
    import pypdfium2.raw as raw

    across, base, height = (ctypes.c_double() for _ in range(3))
    done, at = "", 0
    for match in _NOTE_NUMBER.finditer(text):
        start = first + match.start()
        if raw.FPDFText_GetFontSize(textpage.raw, start) < _RAISED_SIZE * size:
            raw.FPDFText_GetCharOrigin(textpage.raw, middle, across, base)
            raw.FPDFText_GetCharOrigin(textpage.raw, start, across, height)
            if height.value - base.value > _RAISED * size:
                done, at = done + text[at : match.start()] + match.group().translate(_FIGURES), match.end()
    return done + text[at:]


def _closed_up(textpage: Any, text: str, first: int) -> str:
    """`text` without the spaces between letters that are set apart, as in some headings; those between words stay."""
    letters = text.split(" ")
    if len(letters) < _LEAST_SPACED or 4 * sum(len(one) == 1 for one in letters) < 3 * len(letters):
        return text
    spaces = [at for at, char in enumerate(text) if char == " "]
    gaps = [textpage.get_charbox(first + at + 1)[0] - textpage.get_charbox(first + at - 1)[2] for at in spaces]
    usual = median(gaps)
    kept = {at for at, gap in zip(spaces, gaps, strict=True) if gap > _WORD_APART * max(usual, 1)}
    return "".join(char for at, char in enumerate(text) if char != " " or at in kept)


def _same_lines(runs: Sequence[Run]) -> list[Run]:
    """Joins what stands on one baseline, as a table's cells do."""
    done: list[Run] = []
    for run in runs:
        last = done[-1] if done else None
        if last and abs(last.base - run.base) < _SAME_LINE * run.size and run.left > last.right and not last.alone:
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
            small=run.size < _SMALLER * size,
            size=max(int((run.right - (left if run.column is None else run.column)) / letter), 1),
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
