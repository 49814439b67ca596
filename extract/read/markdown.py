"""Markdown into lines: the source's own lines, markup taken out, what it says kept as marks."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.read.plain import read_plain
from extract.read.source import Line, Source
from extract.trace import Trace

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_PIPES = re.compile(r"\|.*\|")
_RULE = re.compile(r"(?:[-*_]\s*){3,}|\|?[\s:|-]{3,}\|?")
# emphasis, code, tags, links; what is left between them stands in the text
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|(?<!\w)_{1,3})(?=\S)(?P<body>.+?)(?<=\S)(?P=mark)(?!\w)")
_EMPHASIS_STAR = re.compile(r"(?P<mark>\*{1,3})(?=\S)(?P<body>.+?)(?<=\S)(?P=mark)")
_TAG = re.compile(r"</?(?:b|i|em|strong|u|sub|sup|span|br|p|div|small|mark)\b[^<>]{0,200}/?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[(?P<body>[^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_COMMENT = re.compile(r"<!--.*?-->")
_NOTE = re.compile(r"\[\^[^\]\s]{1,20}\](?!:)")
_SIGNS = re.compile(
    r"^#{1,6}\s+\S|\*\*\S|(?<![\w*])\*[^\s*][^*\n]{2,200}\*(?![\w*])|</(?:b|i|sub|sup|em|strong)>", re.MULTILINE
)

_FIRST = re.compile(r"\s*#{1,2}[ \t]+[^\s#][^\n]*(?:\r?\n|$)")


def looks_like_markdown(text: str) -> bool:
    """Whether headings by `#`, emphasis or tags say that `text` is Markdown; a heading that is first is enough."""
    return _FIRST.match(text) is not None or len(_SIGNS.findall(text)) >= 2


def read_markdown(text: str) -> Source:
    """The lines of a Markdown text. Front matter between `---` lines becomes metadata."""
    plain = read_plain(text)
    end, metadata = _front_matter(text)
    lines: list[Line] = []
    gap = 0
    for line in plain.lines:
        if line.trace.raw < end:
            continue
        if _RULE.fullmatch(line.text):
            gap = max(gap, line.gap)
            continue
        marked = _mark(line)
        if marked.text:
            lines.append(replace(marked, gap=max(marked.gap, gap)))
        gap = 0
    return Source(text=text, lines=tuple(lines), form="markdown", pages=plain.pages, metadata=metadata)


def _front_matter(text: str) -> tuple[int, tuple[tuple[str, str], ...]]:
    match = re.match(r"\ufeff?---[ \t]*\r?\n((?:[^\n]*\n){1,60}?)---[ \t]*(?:\r?\n|$)", text)
    if not match or not re.search(r"^\w[\w -]*:", match.group(1), re.MULTILINE):
        return 0, ()
    pairs = re.findall(r"^(\w[\w -]*):[ \t]*(.*?)[ \t\r]*$", match.group(1), re.MULTILINE)
    return match.end(), tuple((name.lower().strip(), value.strip("\"' ")) for name, value in pairs)


def _mark(line: Line) -> Line:
    heading = _HEADING.match(line.text)
    if heading:
        body = strip_inline(line.trace.cut(heading.end()))
        closing = re.search(r"\s+#+$", body.text)
        return replace(
            line, trace=body.cut(0, closing.start()) if closing else body, mark="heading", level=len(heading[1])
        )
    if _ITEM.match(line.text) and not line.text.startswith(("**", "*_")):
        item = line.text[:1] in "-*+"
        trace = line.trace if not item else line.trace.cut(0, 2) + strip_inline(line.trace.cut(2))
        return replace(line, trace=trace, mark="item" if item else "", level=1 + line.indent // 2)
    if _PIPES.fullmatch(line.text):
        return replace(line, trace=strip_inline(_bars(line.trace)), mark="row")
    quote = re.match(r"(?:>\s?)+", line.text)
    if quote:
        return replace(_mark(replace(line, trace=line.trace.cut(quote.end()).strip())), quoted=True)
    return replace(line, trace=strip_inline(line.trace))


def _bars(trace: Trace) -> Trace:
    """A row's bars as tabs."""
    parts: list[Trace] = []
    at = 0
    for match in re.finditer(r"\s*\|\s*", trace.text):
        if match.start() > 0:
            parts.append(trace.cut(at, match.start()))
            if match.end() < len(trace):
                parts.append(Trace.glue("\t"))
        at = match.end()
    parts.append(trace.cut(at))
    return Trace.join(parts)


def strip_inline(trace: Trace) -> Trace:
    """`trace` without emphasis, tags, links' addresses and escapes; its letters stay."""
    text = trace.text
    if not any(sign in text for sign in "*_<[\\`"):
        return trace.strip()
    cuts: set[int] = set()
    for pattern in (_COMMENT, _TAG, _ESCAPE, _NOTE):
        for match in pattern.finditer(text):
            cuts.update(range(*match.span()))
    for match in _LINK.finditer(text):
        cuts.update(set(range(*match.span())) - set(range(*match.span("body"))))
    for _ in range(2):
        for pattern in (_EMPHASIS_STAR, _EMPHASIS):
            for match in pattern.finditer(text):
                body = match.span("body")
                cuts.update(set(range(*match.span())) - set(range(*body)))
    return _without(trace, cuts).strip()


def _without(trace: Trace, cuts: set[int]) -> Trace:
    parts: list[Trace] = []
    at = 0
    for cut in sorted(cuts):
        if cut > at:
            parts.append(trace.cut(at, cut))
        at = cut + 1
    parts.append(trace.cut(at))
    return Trace.join(parts)
