"""Tables of figures: which lines are one, and what their rows say in kroner.

"Tabel 1 / Balance for kommunerne i 2027 / Mia. kr., 2027-pl Aftale / Serviceudgifter, netto 351,5" is a table whether
its cells are parted by spaces, tabs or bars, and also where its rows were torn from its heading by the page's layout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.read.source import Line
from extract.segment.shapes import BULLET, LABEL, is_open, words
from extract.sentences import ends_sentence

_FIGURE = r"(?:[-–−]\s?)?\(?(?:\d{1,3}(?:[.\u00a0\u202f]\d{3})+|\d+)(?:,\d+)?\)?(?:\s?(?:pct\.|%))?"
_CELL = rf"(?:{_FIGURE}|[-–−]|\.{{1,2}}|n/a)"
_ROW = re.compile(rf"(?P<label>[^\d\s].*?|[-–]\s.*?)\s+(?P<values>{_CELL}(?:\s+{_CELL})*)")
_VALUE = re.compile(_CELL)
_CAPTION = re.compile(
    r"(?:(?:Bilags)?[Tt]abel|Oversigt)\s+(?P<number>\d{1,2}(?:\.\d{1,2})?[a-z]?)\s*[.:–-]?\s*(?P<title>.*)"
)
_UNIT = re.compile(
    r"\(?(?P<unit>(?:Mio|Mia|mio|mia)\.?\s?kr\.?|1\.000\s?kr\.?|[Tt]usinde?\s?kr\.?|Kr\.|Pct\.|Procent)"
    r"(?P<rest>(?![ \t]*(?:i|til|for|som|fra|og|årligt|pr\.|på|ekstra)\b)(?!.*\w{3}\.$).*)"
)
_PRICES = re.compile(r"(?P<year>(?:20)?\d\d)\s?-\s?(?:pl|PL)\b|(?P<level>(?:20)\d\d)-(?:priser|niveau)")
_YEAR_LAST = re.compile(r"\b(?:i|for|fra|og|til|af|juni|maj)\s+(?:19|20)\d\d$")
_CONTINUED = re.compile(r"(?:(?:Bilags)?[Tt]abel|Oversigt)\s+[\d.]+[a-z]?\b.*?[\s(,](?:fortsat|forts\.)\W*")
_TAG = re.compile(r"</?(?:b|i|em|strong|u|sub|sup)>", re.IGNORECASE)
NOTE_UNDER = re.compile(r"(?:Anm|Anmærkning|Anmærkninger|Kilde|Kilder|Note|Noter)\.?\s*:", re.IGNORECASE)
_BRACKETS = re.compile(
    r"[(\[](?P<unit>(?:mio|mia)\.?\s?kr\.?|1\.000\s?kr\.?|pct\.)(?P<rest>[^()\[\]]*)[)\]]\s*$", re.IGNORECASE
)
_YEARS = re.compile(r"(?:20\d\d(?:[-–/]\d{2,4})?|I alt|Ialt|\s|\|)+")
_LEAST_ROWS, _MOST_NOTES = 3, 12
_FACTORS = (("mia", Decimal(10) ** 9), ("mio", Decimal(10) ** 6), ("1.000", Decimal(1000)), ("tus", Decimal(1000)))


@dataclass(frozen=True, slots=True)
class Row:
    """A row's label and figures, in kroner where the table's unit is money; None for a cell that is empty."""

    label: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above a table's rows."""

    number: str = ""
    caption: str = ""
    unit: str = ""
    price_level: str | None = None
    columns: tuple[str, ...] = ()


def is_row(text: str) -> bool:
    """Whether the line is a label with figures after it, as no line of prose is.

    >>> is_row("Bloktilskud mv. -72.627"), is_row("kommunerne i 2020. Det er forudsat, at 3")
    (True, False)
    """
    match = _ROW.fullmatch(_TAG.sub("", text))
    if match is None or words(match["label"]) > 12 or re.search(r"[.!?]\s+[A-ZÆØÅ]", match["label"]):
        return False
    if is_open(match["label"]):  # "der afsættes en ramme på 1.000", where a narrow column breaks the line
        return False
    return not (_UNIT.match(match["label"]) or LABEL.fullmatch(text) or _YEAR_LAST.search(text))


def is_unit(text: str) -> bool:
    """Whether the line is a table's heading row, "Mio. kr., 2020-pl Aftale"."""
    return len(text) < 100 and _UNIT.match(_TAG.sub("", text)) is not None and not is_row(text)


def find_tables(lines: Sequence[Line]) -> list[tuple[int, ...]]:
    """The tables among `lines`: for each the indices of its lines, caption first. Lines of one table may stand
    apart.
    """
    heads: list[list[int]] = []
    runs: list[list[int]] = []
    index = 0
    while index < len(lines):
        head = _head(lines, index)
        start = index + len(head)
        run = _run(lines, start)
        rows = sum(is_row(lines[at].text) for at in run)
        if head and rows:
            heads.append([*head, *run])
        elif head:
            heads.append(head)
        elif rows >= _LEAST_ROWS:
            runs.append(run)
        else:
            run = []
        index = max(start + len(run), index + 1)
    return [tuple(table) for table in sorted(_reunite(heads, runs, lines))]


def _reunite(heads: list[list[int]], runs: list[list[int]], lines: Sequence[Line]) -> list[list[int]]:
    """Gives rows without a heading to the nearest heading before them that has none; headings left without rows
    are no tables.
    """
    tables = [head for head in heads if any(is_row(lines[at].text) for at in head)]
    widows = [head for head in heads if head not in tables]
    for run in runs:
        before = [head for head in widows if head[-1] < run[0]]
        if before:
            widows.remove(before[-1])
            tables.append([*before[-1], *run])
        else:
            tables.append(run)
    return tables


def _head(lines: Sequence[Line], index: int) -> list[int]:
    """The caption and the unit row that begin at `index`, if a table's head does."""
    caption = _CAPTION.fullmatch(lines[index].text)
    if caption and not lines[index].text.endswith((".", ",")) and len(lines[index].text) < 140:
        for at in range(index + 1, min(index + 5, len(lines))):
            if is_unit(lines[at].text):
                return list(range(index, at + 1))
            if is_row(lines[at].text) and _row_follows(lines, at):
                return list(range(index, at))
            if lines[at].text.endswith(".") and words(lines[at].text) > 8:
                return []
        return []
    if is_unit(lines[index].text) and _row_follows(lines, index):
        return [index]
    return []


def _row_follows(lines: Sequence[Line], index: int) -> bool:
    return any(is_row(line.text) for line in lines[index + 1 : index + 3])


def _run(lines: Sequence[Line], start: int) -> list[int]:
    """Consecutive rows from `start` on; a short line between two rows is a row without figures."""
    run: list[int] = []
    at = start
    while at < len(lines):
        text = lines[at].text
        if lines[at].mark in ("heading", "item") or (
            lines[at].mark != "row" and BULLET.match(text) and not is_row(text)
        ):
            break
        if is_row(text) or lines[at].mark == "row":
            run.append(at)
        elif not (run and words(text) <= 8 and not _stops(text) and _row_follows(lines, at)):
            break
        else:
            run.append(at)
        at += 1
    return run + _notes(lines, at) if run else run


def _stops(text: str) -> bool:
    """Whether a line ends with a full stop, one after "ekskl." aside, where a narrow column breaks a label."""
    return text.endswith(".") and (ends_sentence(text) or "(" not in text)


def _notes(lines: Sequence[Line], start: int) -> list[int]:
    """The lines under a table that say what it rests on ("Anm.: ...", "Kilde: ..."), each up to its full stop."""
    notes: list[int] = []
    at = start
    while at < len(lines) and (NOTE_UNDER.match(lines[at].text) or (notes and not lines[at - 1].text.endswith("."))):
        notes.append(at)
        at += 1
        if len(notes) > _MOST_NOTES:
            return []
    return notes


def first_row(lines: Sequence[Line]) -> int:
    """The index, in a table's lines, of its first row: after the row with the unit, where it has one."""
    unit = next((at for at, line in enumerate(lines[:6]) if is_unit(line.text)), None)
    if unit is not None:
        return unit + 1
    return next((at for at, line in enumerate(lines) if is_row(line.text)), len(lines))


def says_again(text: str, heads: Sequence[str]) -> bool:
    """Whether a line between rows repeats the head, as where a table goes on upon the next page.

    >>> says_again("Tabel 1 (fortsat)", ["Tabel 1", "Mio. kr."]), says_again("I alt 3,0", ["Tabel 1", "Mio. kr."])
    (True, False)
    """
    return text in heads or _CONTINUED.fullmatch(text) is not None


def read_head(texts: Sequence[str]) -> Head:
    """Reads a table's caption and unit from the lines above its rows; the unit may stand in brackets in the caption."""
    head = Head()
    captions: list[str] = []
    for text in (_TAG.sub("", text).strip() for text in texts):
        caption, unit = _CAPTION.fullmatch(text), _UNIT.match(text)
        if caption and not head.number:
            head = replace(head, number=caption["number"])
            title, head = _unit_in_brackets(caption["title"], head)
            captions.append(title)
        elif unit and not head.unit:
            head = _with_unit(head, unit["unit"], unit["rest"])
        elif _YEARS.fullmatch(text):
            head = replace(head, columns=_columns(text))
        else:
            said, head = _unit_in_brackets(text, head)
            captions.append(said)
    return replace(head, caption=" ".join(filter(None, captions)))


def _with_unit(head: Head, unit: str, rest: str) -> Head:
    level = _PRICES.search(rest)
    return replace(
        head,
        unit=unit,
        price_level=_price_level(level) if level else None,
        columns=_columns(rest[level.end() :] if level else rest),
    )


def _unit_in_brackets(text: str, head: Head) -> tuple[str, Head]:
    """A caption without the unit that stands in brackets at its end, "Aftalens udgifter (mio. kr., 2021-pl)"."""
    match = _BRACKETS.search(text)
    if not match or head.unit:
        return text, head
    return text[: match.start()].strip(), _with_unit(head, match["unit"], match["rest"])


def _price_level(match: re.Match[str]) -> str:
    year = match["year"] or match["level"]
    return f"{year if len(year) == 4 else '20' + year}-pl"


def _columns(rest: str) -> tuple[str, ...]:
    rest = rest.strip(" ,.()|\t")
    if "\t" in rest or "|" in rest:
        return tuple(part.strip() for part in re.split(r"[\t|]+", rest) if part.strip())
    years = re.findall(r"(?:20\d\d(?:[-–]20\d\d)?|I alt|Ialt)", rest)
    return tuple(years) if len(years) > 1 else ((rest,) if rest else ())


def read_row(text: str, unit: str) -> Row:
    """Reads a row; figures become kroner by the table's unit.

    >>> read_row("Serviceudgifter, netto 261.828", "Mio. kr.").values
    (Decimal('261828000000'),)
    >>> read_row("- Heraf betinget bloktilskud -4,0", "Mia. kr.").label
    'Heraf betinget bloktilskud'
    """
    text = _TAG.sub("", text)
    match = _ROW.fullmatch(text)
    if not match:
        return Row(label=text.strip(" |\t"), values=())
    factor = next((factor for name, factor in _FACTORS if unit.lower().startswith(name)), Decimal(1))
    values = tuple(_figure(cell, factor) for cell in _VALUE.findall(match["values"]))
    label = re.sub(r"^[-–•]\s*", "", match["label"].strip(" |\t"))
    return Row(label=label, values=values)


def _figure(cell: str, factor: Decimal) -> Decimal | None:
    digits = re.sub(r"[^\d,]", "", cell).replace(",", ".")
    if not digits:
        return None
    value = Decimal(digits) * factor
    negative = cell.lstrip("(")[:1] in "-–−" or cell.startswith("(")
    return (-value if negative else value).normalize() + 0 if factor == 1 else _whole(-value if negative else value)


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
