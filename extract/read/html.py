"""Web pages into lines: the text of the main part, mapped to where it stands in the page's source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser

from extract.read.source import Line, Mark, Source
from extract.trace import Trace

_SKIPPED = frozenset("script style nav footer aside noscript template svg form button select iframe head".split())
_BLOCKS = frozenset(
    """p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr blockquote pre figure figcaption
    br hr td th body html thead tbody caption""".split()
)
_VOID = frozenset("br hr img input meta link area base col embed source track wbr".split())
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);?")
_WHITE = re.compile(r"\s+")
_MAIN_SHARE = 0.4
_NO_TEXT = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROLES = frozenset("navigation banner contentinfo search dialog alertdialog complementary menu menubar".split())
# names of what stands around a page's text: "cookie-banner", "main-menu", "breadcrumbs", "site_footer"
_AROUND = re.compile(
    r"(?:\w*cookie\w*|(?:[\w]+[-_])?(?:breadcrumbs?|menu|navbar|navigation|nav|footer|share|sharing|related|skip|skip-?link|toolbar"
    r"|newsletter|pagination))(?:[-_](?:bar|banner|list|links?|items?|container|wrapper|content|dialog))?",
    re.IGNORECASE,
)
_PART, _PROSE = "\v", 300  # between paragraphs of a cell; letters of a row that is prose
# the number of a note: "<sup>1</sup>", "<sup><a>[2]</a></sup>"
_NOTE_NUMBER = re.compile(r"\s*[\[(]?(?:\d{1,2}|[*†])[\])]?\s*")
_BEFORE_NOTE = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?)\"”»])\s?\Z")


class _Reader(HTMLParser):
    """Gathers traced lines; `inside` counts the open tags that matter here, so that depth costs nothing."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._inside: dict[str, int] = {}
        self._parts: list[Trace] = []
        self._hidden: tuple[str, int] | None = None
        self._around: tuple[str, int] | None = None
        self._center: tuple[str, int] | None = None
        self._soft = False
        self.lines: list[tuple[Line, bool, bool]] = []
        self.title = ""

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th") and self._count("tr"):
            if self._parts:
                self._parts.append(Trace.glue("\t"))
        elif tag in _BLOCKS and self._in_cell(tag):
            self._parts.append(Trace.glue(_PART))
        elif tag in _BLOCKS:
            self._flush()
            self._soft = tag == "br" and not self._soft
        if tag not in _VOID:
            self._enter(tag, {name: value or "" for name, value in attrs})
            self._inside[tag] = self._count(tag) + 1

    def _enter(self, tag: str, said: dict[str, str]) -> None:
        """Takes note of what hides an element, or sets it apart from the page's text."""
        place = (tag, self._count(tag))
        if not self._hidden and ("hidden" in said or _NO_TEXT.search(said.get("style", ""))):
            self._hidden = place
        names = [*said.get("class", "").split(), said.get("id", "")]
        apart = said.get("role") in _ROLES or any(_AROUND.fullmatch(one) for one in names)
        if apart and not self._around and tag not in ("html", "body", "main", "article"):
            self._around = place
        if not self._center and (said.get("role") == "main" or said.get("id") == "main"):
            self._center = place

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS and self._in_cell(tag):
            self._parts.append(Trace.glue(_PART))
        elif tag in _BLOCKS and tag not in ("td", "th"):
            self._flush()
            self._soft = False
        self._inside[tag] = max(self._count(tag) - 1, 0)
        place = (tag, self._count(tag))
        self._hidden = None if self._hidden == place else self._hidden
        self._around = None if self._around == place else self._around
        self._center = None if self._center == place else self._center

    def handle_data(self, data: str) -> None:
        if self._count("title") and not self._count("svg"):
            self.title += data
        elif not self._skips() and not self._is_note(data):
            self._parts.append(Trace.of(data, self._offset()))

    def _skips(self) -> bool:
        return self._hidden is not None or any(self._count(tag) for tag in _SKIPPED)

    def _is_note(self, data: str) -> bool:
        """Whether what is raised is the number of a note, as after a word, and not the 2 of "m²"."""
        raised = self._count("sup") and _NOTE_NUMBER.fullmatch(data)
        before = self._parts[-1].text if self._parts else ""
        return bool(raised) and _BEFORE_NOTE.search(before) is not None

    def handle_entityref(self, name: str) -> None:
        self._entity()

    def handle_charref(self, name: str) -> None:
        self._entity()

    def _entity(self) -> None:
        """A sign written as a name or a number: it stands in the text, but not letter for letter in the source."""
        match = _ENTITY.match(self._text, self._offset())
        sign = unescape(match.group()) if match else ""
        if self._count("title"):
            self.title += sign
        elif sign and not self._skips():
            self._parts.append(Trace(sign, ()))

    def _count(self, tag: str) -> int:
        return self._inside.get(tag, 0)

    def _in_cell(self, tag: str) -> bool:
        """Whether a paragraph within a row's cell begins or ends: the row goes on."""
        return self._count("tr") > 0 and tag not in ("tr", "td", "th", "table", "tbody", "thead")

    def _flush(self) -> None:
        trace = Trace.join(self._parts)
        self._parts = []
        said = trace.text.split(_PART)
        if len(trace) > _PROSE and any(part.rstrip().endswith(".") for part in said):  # a table that lays out a page
            at = 0
            for part in said:
                self._line(_tidy(trace.cut(at, at + len(part))))
                at += len(part) + 1
        else:
            self._line(_tidy(trace))

    def _line(self, trace: Trace) -> None:
        if not trace.text:
            return
        main = bool(self._count("main") or self._count("article") or self._center)
        mark, level = self._mark()
        loud = mark == "" and self._count("b") + self._count("strong") > 0
        quoted = self._count("blockquote") > 0
        soft, self._soft = self._soft and mark in ("", "item"), False
        line = Line(trace=trace, gap=1, mark="" if soft else mark, level=level, loud=loud, quoted=quoted, soft=soft)
        self.lines.append((line, main, self._around is not None))

    def _mark(self) -> tuple[Mark, int]:
        for level in range(1, 7):
            if self._count(f"h{level}"):
                return "heading", level
        if self._count("tr"):
            return "row", 0
        if self._count("li"):
            return "item", max(self._count("ul") + self._count("ol"), 1)
        return "", 0

    def close(self) -> None:
        super().close()
        self._flush()


def _tidy(trace: Trace) -> Trace:
    """White space as one space, tabs between cells kept."""
    parts: list[Trace] = []
    at = 0
    for match in _WHITE.finditer(trace.text):
        parts.append(trace.cut(at, match.start()))
        parts.append(Trace.glue("\t" if _next_cell(trace.cut(*match.span())) else " "))
        at = match.end()
    parts.append(trace.cut(at))
    return Trace.join(parts).strip()


def _next_cell(white: Trace) -> bool:
    """Whether a tab that stands nowhere in the page's source is in the white space: there a cell begins."""
    said = sum(white.text[at : at + size].count("\t") for at, _, size in white.pieces)
    return white.text.count("\t") > said


def _letters(lines: Sequence[tuple[Line, bool]]) -> int:
    return sum(len(line.text) for line, _ in lines)


def looks_like_html(text: str) -> bool:
    """Whether a page's beginning, or many of its tags, stand in `text`."""
    start = text[:2000].lstrip().lower()
    if start.startswith(("<!doctype html", "<html", "<?xml")) and "<" in start[1:]:
        return "<html" in text[:5000].lower() or start.startswith("<!doctype html")
    return len(re.findall(r"</(?:p|div|h[1-6]|li|table|body)>", text, re.IGNORECASE)) >= 3


def read_html(text: str) -> Source:
    """The lines of a web page: of its main part, where it has one with most of the text, else of all but its menus."""
    reader = _Reader(text)
    reader.feed(text)
    reader.close()
    text_alone = [(line, inside) for line, inside, around in reader.lines if not around]
    whole = [(line, inside) for line, inside, _ in reader.lines]
    kept = text_alone if 2 * _letters(text_alone) > _letters(whole) else whole
    main, every = [line for line, inside in kept if inside], [line for line, _ in kept]
    lines = main if sum(len(one.text) for one in main) > _MAIN_SHARE * sum(len(one.text) for one in every) else every
    title = " ".join(unescape(reader.title).split())
    return Source(
        text=text,
        lines=tuple(lines),
        form="html",
        flowing=True,
        metadata=(("document title", title),) if title else (),
    )
