"""A report on two agreements as parts: what page, Word document and workbook are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.chains import Entry
from graph.links import Link
from graph.report import ComparedFigures, ComparedSums, Promise, Report
from graph.trace import TracedFigure
from graph.vanished import Vanished
from ontology.vocab import short_name
from viz.parts import Cell, Paper, Part, Quotes, Text
from viz.voice import Voice, names


def report_paper(report: Report, made: str, voice: Voice) -> Paper:
    """The whole report; `made` says when it was made."""
    return Paper(
        language=voice.language,
        title=voice.said("report-title", old=report.older.name, new=report.newer.name),
        lead=_lead(report, voice),
        parts=_parts(report, voice),
        made=made,
    )


def _lead(report: Report, voice: Voice) -> tuple[str, ...]:
    """What stands before the first part."""
    counted = voice.said(
        "report-counted",
        older=report.older.title,
        n=voice.number(len(report.taken_up) + len(report.silent)),
        newer=report.newer.title,
        m=voice.number(len(report.taken_up)),
        k=voice.number(len(report.silent)),
    )
    unread = voice.said("report-between", names=", ".join(report.unread)) if report.unread else ""
    return (f"{counted} {unread}".strip(), " ".join(map(voice.said, ("quoted-here", "how-sure", "wrote-only"))))


def _parts(report: Report, voice: Voice) -> tuple[Part, ...]:
    """The parts, also those that are empty: that nothing was found is an answer."""
    cells = _Cells(report, voice)
    return tuple(
        Part(title=title, lead=lead, columns=columns, rows=rows, none=voice.said("none-here"))
        for (title, lead, columns), rows in zip(_headings(report, voice), cells.rows(), strict=True)
    )


def _headings(report: Report, voice: Voice) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yields title, lead and columns of each part."""
    said, old, new = voice.said, report.older.name, report.newer.name
    both = (said("says", name=old), said("says", name=new))
    searched, nearest, silence = said("searched-for"), said("nearest-in", new=new), said("silence")
    yield said("taken-up"), said("taken-up-lead", old=old, new=new), (*both, said("texts-say"))
    silent = f"{said('silent-lead', new=new)} {silence}"
    yield said("silent-in", new=new), silent, (both[0], searched, nearest)
    yield said("amounts"), said("sums-lead"), (said("topic-and-kind"), old, new, said("remark"))
    yield said("table-figures"), said("table-figures-lead"), (said("row"), old, new, said("change-computed"))
    gone = f"{said('gone-lead', new=new)} {silence}"
    yield said("gone", old=old, new=new), gone, (said("what"), both[0], searched, nearest)
    yield said("others", new=new), said("others-lead", old=old, new=new), (*both, said("rests-on"))


class _Cells:
    """Makes the cells of a report's rows; knows what its two agreements are called."""

    def __init__(self, report: Report, voice: Voice) -> None:
        self._report = report
        self._voice = voice
        self._quotes = Quotes({party.id: party.title for party in (report.older, report.newer)}, voice)

    def rows(self) -> Iterator[tuple[tuple[Cell, ...], ...]]:
        """Yields the rows of each part, in the order of the headings."""
        report = self._report
        yield tuple(map(self._taken_up, report.taken_up))
        yield tuple(map(self._silent, report.silent))
        yield tuple(map(self._sums, report.sums))
        yield tuple(map(self._figures, report.figures))
        yield tuple(map(self._vanished, report.vanished))
        yield tuple(map(self._other, report.others))

    def _taken_up(self, one: Promise) -> tuple[Cell, ...]:
        row = one.row
        return (
            (self._quotes.said(row), *self._due(one)),
            tuple(map(self._quotes.witness, row.evidence)),
            (Text(text=self._voice.outcomes(row)), *self._elsewhere("also-in", one)),
        )

    def _silent(self, one: Promise) -> tuple[Cell, ...]:
        row = one.row
        elsewhere = row.target is not None and row.target != self._report.newer.id
        due = [self._quiet("was-due-in", name=short_name(row.target or ""))] if elsewhere else []
        return (
            (self._quotes.said(row), *self._due(one)),
            (_words(row.searched), *due, *self._elsewhere("taken-in", one)),
            tuple(map(self._quotes.said, row.nearest)),
        )

    def _sums(self, one: ComparedSums) -> tuple[Cell, ...]:
        kind = self._voice.label("amount-kind", one.series.kind)
        measure = self._voice.said("measure-level" if one.series.measure == "level" else "measure-change")
        name = Text(text=f"{self._voice.topic(one.topic)}: {kind}, {measure}")
        columns = (
            tuple(self._entry(entry) for entry in one.series.entries if entry.document == party.id)
            for party in (self._report.older, self._report.newer)
        )
        differing = (self._voice.said("differs", year=str(difference.year)) for difference in one.series.differences)
        return ((name,), *columns, tuple(Text(text=text) for text in differing))

    def _entry(self, entry: Entry) -> Text:
        when = self._voice.said("in-all", span=f"{entry.year}–{entry.until}") if entry.until else str(entry.year)
        level = f" ({self._voice.price_level(entry.price_level)})" if entry.price_level else ""
        text = f"{when}: {self._voice.bounded(entry.bound, self._voice.worth(entry.value))}{level}"
        return Text(text=text, source=self._quotes.source(entry), note=f"“{entry.quote}”", note_own=entry.quote)

    def _figures(self, one: ComparedFigures) -> tuple[Cell, ...]:
        def cell(figure: TracedFigure) -> Cell:
            level = self._voice.price_level(figure.price_level) or self._voice.said("price-none")
            return (Text(text=f"{self._voice.worth(figure.value)} ({level})"),)

        change = f"{'+' if one.change > 0 else ''}{self._voice.worth(one.change)}"
        return ((Text(text=one.label, own=one.label),), cell(one.older), cell(one.newer), (Text(text=change),))

    def _vanished(self, one: Vanished) -> tuple[Cell, ...]:
        label = f": {self._voice.topic(one.label)}" if one.label else ""
        return (
            (Text(text=f"{self._voice.said(f'gone-{one.kind}')}{label}"),),
            tuple(map(self._quotes.said, one.said)),
            (_words(one.searched),),
            tuple(map(self._quotes.said, one.nearest)),
        )

    def _other(self, link: Link) -> tuple[Cell, ...]:
        rests = "agreement-named" if link.explicit else "same-topic" if link.kind == "topic" else "same-wording"
        words = ", ".join(effect.words for effect in link.effects if effect.words)
        target = self._quotes.said(link.target) if link.target else self._quiet("agreement-only")
        said = [Text(text=f"{self._voice.said('the-words')} {words}", own=words, quiet=True)] if words else []
        sure = f"{self._voice.said(rests)} ({self._voice.sureness(link.confidence)})"
        return ((target,), (self._quotes.said(link.source),), (Text(text=sure), *said))

    def _due(self, one: Promise) -> Iterator[Text]:
        if one.row.deadline:
            yield self._quiet("deadline-is", when=self._voice.when(one.row.deadline))

    def _elsewhere(self, key: str, one: Promise) -> Iterator[Text]:
        if one.elsewhere:
            yield self._quiet(key, names=names(one.elsewhere))

    def _quiet(self, key: str, **values: str) -> Text:
        return Text(text=self._voice.said(key, **values), quiet=True)


def _words(searched: Iterable[str]) -> Text:
    """Words of the agreements, as they were looked for."""
    text = ", ".join(searched)
    return Text(text=text, own=text)
