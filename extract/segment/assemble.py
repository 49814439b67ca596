"""Blocks into a document's text, sections, sentences and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.models import Section, SectionKind, Span, Table, TableRow, Unit
from extract.segment.blocks import Block
from extract.segment.headings import Heading, read_heading
from extract.segment.joining import tidy
from extract.segment.shapes import DATE, NUMBERED, TITLE, has_verb, is_signature, starts_small, words
from extract.sentences import ends_sentence, find_sentences
from extract.tables import NOTE_UNDER, first_row, read_head, read_row, says_again
from extract.trace import Trace

_CHAPTER, _SECTION = 1, 2
# "1.1 ", "2.3.1. ", not "1.800 kr."
_POINT = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}(?:\.\s*|\s+(?=[A-ZÆØÅ]))")
_NARROWER = 0.93
_FRONT_BLOCKS, _LONG, _FEW = 60, 60, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a document is made of, before it has a name; `front` are the lines of its title page and its running
    headers, `heading` the one heading of the highest level, where the document begins with it.
    """

    trace: Trace
    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    tables: tuple[Table, ...]
    front: tuple[str, ...] = ()
    heading: str = ""


@dataclass(slots=True)
class _Open:
    """A section that is not closed yet."""

    index: int
    kind: SectionKind
    level: int
    markup: int


class Assembler:
    """Takes blocks in reading order; holds the text so far and the sections that are open."""

    def __init__(self) -> None:
        self._parts: list[Trace] = []
        self._length = 0
        self._sections = [
            Section(kind="document", title="", number="", level=0, span=Span(start=0, end=0), parent=None)
        ]
        self._open = [_Open(0, "document", 0, 0)]
        self._units: list[Unit] = []
        self._tables: list[Table] = []
        self._paragraph = 0
        self._lead_in: int | None = None
        self._carried: int | None = None  # "enige om nye initiativer på følgende områder:" with headings over its lists
        self._box_untitled = False
        self._last = ""
        self._text = ""
        self._front: list[str] = []

    def add(self, block: Block) -> None:
        """Appends one block."""
        box = next((one for one in self._open if one.kind == "box"), None)
        if block.leaves and box:
            self._close(box.level)
        if block.kind == "heading":
            self._heading(block)
        elif block.kind == "table":
            self._table(block)
        elif block.kind in ("text", "item", "note"):
            self._prose(block)
        else:
            self._write(block.trace)
            self._front.append(block.text)
        self._last = block.kind
        self._text = block.text

    def finish(self) -> Body:
        """Closes what is open."""
        self._close(0)
        root = replace(self._sections[0], span=Span(start=0, end=self._length))
        return Body(
            trace=Trace.join(self._parts),
            sections=(root, *self._sections[1:]),
            units=tuple(self._units),
            tables=tuple(self._tables),
            front=tuple(self._front),
        )

    def _write(self, trace: Trace, between: str = "\n\n") -> int:
        """Appends a line of text; gives back where it starts."""
        if self._parts:
            self._parts.append(Trace.glue(between))
            self._length += len(between)
        start = self._length
        self._parts.append(trace)
        self._length += len(trace)
        return start

    def _close(self, level: int) -> None:
        """Closes the open sections of `level` and deeper; their stretch ends here."""
        while len(self._open) > 1 and self._open[-1].level >= level:
            index = self._open.pop().index
            section = self._sections[index]
            self._sections[index] = replace(section, span=Span(start=section.span.start, end=self._length))

    def _heading(self, block: Block) -> None:
        heading = read_heading(block)
        if self._box_untitled and heading.kind == "section":
            self._title_box(block, heading)
            return
        level, markup = self._level(heading)
        self._close(level)
        start = self._write(block.trace)
        self._begin(heading.kind, heading.title, heading.number, level, markup, start)
        self._box_untitled = heading.kind in ("box", "annex") and heading.bare
        if self._last == "text" and self._text.endswith(":"):
            self._carried = len(self._units) - 1
        if heading.kind != "section" or not self._units:
            self._carried = None
        self._lead_in = None

    def _title_box(self, block: Block, heading: Heading) -> None:
        """The heading under "Boks 1" is the box's title."""
        self._write(block.trace)
        top = self._open[-1]
        self._sections[top.index] = replace(self._sections[top.index], title=heading.title)
        top.markup = max(top.markup, heading.markup)
        self._box_untitled = False

    def _level(self, heading: Heading) -> tuple[int, int]:
        """Where in the order of sections a heading belongs."""
        if heading.kind in ("chapter", "annex"):
            return _CHAPTER, heading.markup
        if heading.kind == "box":
            holder = next((one for one in reversed(self._open) if one.kind == "box"), None)
            if holder:
                return holder.level, heading.markup
            return self._open[-1].level + 1, heading.markup
        if heading.number:
            return heading.number.count(".") + 1, heading.markup
        if heading.markup:
            return self._by_markup(heading), heading.markup
        box = next((one for one in self._open if one.kind == "box"), None)
        if box and heading.series and heading.title.split()[0].lower() not in self._sections[box.index].title.lower():
            return box.level, heading.markup
        if box:
            return box.level + 1, heading.markup
        numbered = [
            one.level for one in self._open if self._sections[one.index].number and one.kind in ("chapter", "section")
        ]
        return max([_SECTION, *(level + 1 for level in numbered)]), heading.markup

    def _by_markup(self, heading: Heading) -> int:
        """The level of an unnumbered heading of markup: below the chapters, in order among its like."""
        for one in reversed(self._open):
            if one.kind in ("document", "chapter", "annex") or one.markup < heading.markup:
                return one.level + 1
        return _SECTION

    def _begin(self, kind: SectionKind, title: str, number: str, level: int, markup: int, start: int) -> None:
        self._sections.append(
            Section(
                kind=kind,
                title=title,
                number=number,
                level=level,
                span=Span(start=start, end=start),
                parent=self._open[-1].index,
            )
        )
        self._open.append(_Open(len(self._sections) - 1, kind, level, markup))

    def _prose(self, block: Block) -> None:
        self._box_untitled = False
        between = "\n" if block.kind == "item" and self._last in ("item", "text") else "\n\n"
        if block.marker is not None and block.marker.text:
            start = self._write(Trace.join((block.marker, Trace.glue(" "))), between)
            self._parts.append(block.trace)
            start = self._length
            self._length += len(block.trace)
        else:
            start = self._write(block.trace, between)
        if block.kind == "text":
            self._lead_in = self._carried = None
        elif self._last == "heading" and self._carried is not None:
            self._lead_in = self._carried
        elif self._lead_in is None and self._last == "text" and self._introduces():
            self._lead_in = len(self._units) - 1
        first = len(self._units)
        for position, (begin, end) in enumerate(_unnumbered(block.text)):
            self._units.append(
                Unit(
                    kind="item" if block.kind == "item" else "sentence",
                    span=Span(start=start + begin, end=start + end),
                    section=self._open[-1].index,
                    paragraph=self._paragraph,
                    position=position,
                    lead_in=self._lead_in if block.kind == "item" else None,
                )
            )
        self._paragraph += len(self._units) > first

    def _introduces(self) -> bool:
        """Whether the sentence before introduces a list: it ends with a colon, or speaks of what follows."""
        span = self._units[-1].span if self._units else Span(start=0, end=0)
        words = self._text[-(span.end - span.start) :] if self._units else ""
        return bool(words) and (not words.endswith((".", "!", "?")) or "følgende" in words or "nedenstående" in words)

    def _table(self, block: Block) -> None:
        rows = block.rows
        first = first_row(rows)
        heads = [line.text for line in rows[:first]]
        head = read_head(heads)
        level = self._open[-1].level + 1
        start = self._length + 2 if self._parts else 0
        self._begin(
            "table", head.caption or (f"Tabel {head.number}" if head.number else ""), head.number, level, 0, start
        )
        section = self._open[-1].index
        table_rows: list[TableRow] = []
        noted = False
        broken: TableRow | None = None
        for index, line in enumerate(rows):
            trace = tidy(line.trace)
            at = self._write(trace, "\n" if index else "\n\n")
            noted = noted or NOTE_UNDER.match(line.text) is not None
            if index >= first and not noted and not says_again(line.text, heads):
                row = read_row(line.text, head.unit)
                span = Span(start=at, end=at + len(trace))
                made = TableRow(label=row.label, values=row.values, span=span)
                if broken and starts_small(line.text):  # "Aktivitetsbestemt" / "medfinansiering 23.009"
                    made = _rejoined(table_rows.pop(), made)
                table_rows.append(made)
                broken = None if made.values else made
        self._tables.append(
            Table(
                section=section,
                number=head.number,
                caption=head.caption,
                unit=head.unit,
                price_level=head.price_level,
                columns=head.columns,
                rows=tuple(table_rows),
                span=Span(start=start, end=self._length),
            )
        )
        self._close(level)


def _rejoined(first: TableRow, second: TableRow) -> TableRow:
    """A row whose label a narrow column has broken."""
    span = Span(start=first.span.start, end=second.span.end)
    return TableRow(label=f"{first.label} {second.label}", values=second.values, span=span)


def _unnumbered(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a block, the numbers of points left out: "1.1 KL vil ... 1.2 Regeringen vil ..."."""
    for begin, end in find_sentences(text):
        point = _POINT.match(text, begin, end)
        if point is None:
            yield begin, end
        elif point.end() < end:
            yield point.end(), end


def assemble(blocks: Sequence[Block]) -> Body:
    """Writes `blocks` one after the other as a document's text and says what stands where."""
    assembler = Assembler()
    for block in leave_boxes(front_matter(blocks)):
        assembler.add(block)
    return replace(assembler.finish(), heading=_heading_of_all(blocks))


def _heading_of_all(blocks: Sequence[Block]) -> str:
    """The first block's text where markup makes it the only heading of the highest level, numbered ones aside."""
    titles = [block.kind == "heading" and block.level == 1 and not NUMBERED.match(block.text) for block in blocks]
    return blocks[0].text if titles and titles[0] and not any(titles[1:]) else ""


def front_matter(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with the title page told apart: what stands before the first chapter or sentence, and names of
    parties alone.
    """
    first = _first_of_body(blocks)
    return [
        replace(block, kind="front") if block.kind != "table" and (at < first or _is_front(block)) else block
        for at, block in enumerate(blocks)
    ]


def leave_boxes(blocks: Sequence[Block]) -> list[Block]:
    """Marks where a box ends without a word: its lines are longer than the text's, and a page begins with the
    text's width.
    """
    done = list(blocks)
    widths: list[int] = []
    inside = False
    for at, block in enumerate(done):
        before = done[at - 1] if at else None
        if block.kind == "heading":
            kind = read_heading(block).kind
            inside = kind == "box" or (inside and kind == "section")
            widths = [] if kind != "section" else widths
        if not inside:
            continue
        if before is not None and before.quoted and not block.quoted:
            done[at] = replace(block, leaves=True)
            inside = False
            continue
        near = next((other.width for other in done[at : at + 3] if other.width), 0)
        if block.opens and widths and near and near < _NARROWER * sorted(widths)[len(widths) // 2]:
            done[at] = replace(block, leaves=True)
            inside = False
        elif block.width:
            widths.append(block.width)
    return done


def _is_front(block: Block) -> bool:
    return block.kind in ("heading", "text") and (
        is_signature(block.text)
        or DATE.fullmatch(block.text) is not None
        or not any(char.isalpha() for char in block.text)
    )


def _first_of_body(blocks: Sequence[Block]) -> int:
    """The index of the first chapter heading, or of the headings that stand over the first sentence."""
    for at, block in enumerate(blocks[:_FRONT_BLOCKS]):
        if block.kind == "heading" and read_heading(block).kind == "chapter":
            return at
        if (
            block.kind in ("text", "item")
            and not _is_title(block)
            and (len(block.text) > _LONG or (has_verb(block.text) and words(block.text) > _FEW))
        ):
            return _over(blocks, at)
    return 0


def _over(blocks: Sequence[Block], at: int) -> int:
    """The first of the headings that stand over the block at `at`."""
    while at > 1 and blocks[at - 1].kind == "heading" and not _is_part_of_title(blocks, at - 1):
        if blocks[at - 2].text.endswith(" om:"):  # "Aftale mellem regeringen og ... om:" / "Finansloven for 2022"
            break
        at -= 1
    return at


def _is_part_of_title(blocks: Sequence[Block], at: int) -> bool:
    """Whether the heading at `at` is on the title page; a heading of the first level under a title is a chapter's, as
    Word has both.
    """
    block = blocks[at]
    named = TITLE.match(block.text) is not None or _is_front(block)
    return _is_title(block) and (named or not _has_title(blocks[:at]))


def _has_title(blocks: Sequence[Block]) -> bool:
    """Whether a title stands there."""
    return any((block.level == 1 and block.kind == "heading") or TITLE.match(block.text) for block in blocks)


def _is_title(block: Block) -> bool:
    title = TITLE.match(block.text) is not None and not block.text.endswith(".")
    between = block.text.startswith("mellem ") and not ends_sentence(block.text)  # those who sign, under the title
    return (block.level == 1 and block.kind == "heading") or title or between or _is_front(block)
