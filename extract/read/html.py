"""Web pages into lines: the text of the main part, mapped to where it stands in the page's source."""

from __future__ import annotations

import re
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


class _Reader(HTMLParser):
    """Gathers traced lines; `inside` counts the open tags that matter here, so that depth costs nothing."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._inside: dict[str, int] = {}
        self._parts: list[Trace] = []
        self._gap = 0
        self.lines: list[tuple[Line, bool]] = []
        self.title = ""

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th") and self._count("tr"):
            if self._parts:
                self._parts.append(Trace.glue("\t"))
        elif tag in _BLOCKS:
            self._flush()
        if tag not in _VOID:
            self._inside[tag] = self._count(tag) + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS and tag not in ("td", "th"):
            self._flush()
        self._inside[tag] = max(self._count(tag) - 1, 0)

    def handle_data(self, data: str) -> None:
        if self._count("title") and not self._count("svg"):
            self.title += data
        elif not any(self._count(tag) for tag in _SKIPPED):
            self._parts.append(Trace.of(data, self._offset()))

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
        elif sign and not any(self._count(tag) for tag in _SKIPPED):
            self._parts.append(Trace(sign, ()))

    def _count(self, tag: str) -> int:
        return self._inside.get(tag, 0)

    def _flush(self) -> None:
        trace = Trace.join(self._parts)
        self._parts = []
        trace = _tidy(trace)
        if not trace.text:
            return
        main = bool(self._count("main") or self._count("article"))
        mark, level = self._mark()
        loud = mark == "" and self._count("b") + self._count("strong") > 0
        quoted = self._count("blockquote") > 0
        self.lines.append((Line(trace=trace, gap=1, mark=mark, level=level, loud=loud, quoted=quoted), main))

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
        parts.append(Trace.glue("\t" if "\t" in match.group() and not trace.cut(*match.span()).pieces else " "))
        at = match.end()
    parts.append(trace.cut(at))
    return Trace.join(parts).strip()


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
    main = [line for line, inside in reader.lines if inside]
    every = [line for line, _ in reader.lines]
    lines = main if sum(len(one.text) for one in main) > _MAIN_SHARE * sum(len(one.text) for one in every) else every
    title = " ".join(unescape(reader.title).split())
    return Source(
        text=text,
        lines=tuple(lines),
        form="html",
        flowing=True,
        metadata=(("document title", title),) if title else (),
    )
