"""A report on two agreements as parts: what page, Word document and workbook are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from graph.chains import Entry
from graph.links import Link
from graph.report import ComparedFigures, ComparedSums, Promise, Report
from graph.sheets.ledger import OUTCOMES
from graph.sureness import sureness
from graph.trace import TracedFigure
from graph.vanished import Vanished
from ontology.vocab import short_name, values
from viz.network_data import NetworkAmount
from viz.parts import Cell, Part, Quotes, Text
from viz.wording import money, when

_GONE = {"topic": "Emne", "sum": "Beløb til senere år", "body": "Skulle afrapportere eller arbejde videre"}
_BOUNDS = {"up-to": "op til ", "at-least": "mindst ", "about": "ca. "}
_HOW = (
    "Alt herunder er fundet i de to tekster og citeret derfra. En sammenhæng, som teksten ikke selv nævner, er en"
    " vurdering: sikker, sandsynlig eller tjek selv. Teksterne siger, hvad parterne skrev, ikke hvad der skete."
)
SAYS_NOT = "Teksterne siger intet om, hvad der skete."


def report_title(report: Report) -> str:
    """What the report is called."""
    return f"{report.older.name} og {report.newer.name}: hvad blev taget op igen?"


def report_lead(report: Report) -> tuple[str, ...]:
    """What stands before the first part, a paragraph each."""
    promised = len(report.taken_up) + len(report.silent)
    unread = f" Imellem dem ligger {', '.join(report.unread)}, som ikke er indlæst." if report.unread else ""
    counted = (
        f"{report.older.title} rummer {promised} aftalepunkter, som skulle tages op igen eller leveres."
        f" {report.newer.title} tager {len(report.taken_up)} af dem op og omtaler ikke {len(report.silent)}.{unread}"
    )
    return (counted, _HOW)


def report_parts(report: Report) -> tuple[Part, ...]:
    """The parts of a report, also those that are empty: that nothing was found is an answer."""
    old, new = report.older.name, report.newer.name
    cells = _Cells(report)
    return (
        Part(
            title="Taget op igen",
            lead=f"Hvad {old} ville tage op eller levere, og hvad {new} siger om det.",
            columns=(f"{old} siger", f"{new} siger", "Hvad der sker med det"),
            rows=tuple(map(cells.taken_up, report.taken_up)),
        ),
        Part(
            title=f"Ikke omtalt i {new}",
            lead=f"{new} er læst og søgt igennem efter ordene; de nærmeste passager er vist. {SAYS_NOT}",
            columns=(f"{old} siger", "Søgt efter", f"Nærmest i {new}"),
            rows=tuple(map(cells.silent, report.silent)),
        ),
        Part(
            title="Beløb",
            lead="Beløb om samme emne og af samme slags i begge aftaler, hver i sit prisniveau.",
            columns=("Emne og slags", old, new, "Bemærk"),
            rows=tuple(map(cells.sums, report.sums)),
        ),
        Part(
            title="Tabeltal",
            lead="Rækker, som begge aftalers tabeller har, hver i sit prisniveau. Ændringen er ikke renset for priser.",
            columns=("Række", old, new, "Ændring (beregnet)"),
            rows=tuple(map(_figures, report.figures)),
        ),
        Part(
            title=f"Står i {old} og ikke i {new}",
            lead=f"Emner, beløb til senere år og udvalg eller arbejdsgrupper, som {new} ikke nævner. {SAYS_NOT}",
            columns=("Hvad", f"{old} siger", "Søgt efter", f"Nærmest i {new}"),
            rows=tuple(map(cells.vanished, report.vanished)),
        ),
        Part(
            title=f"I øvrigt tager {new} op",
            lead=f"Andre steder, hvor {new} nævner {old} eller fører det samme videre.",
            columns=(f"{old} siger", f"{new} siger", "Hviler på"),
            rows=tuple(map(cells.other, report.others)),
        ),
    )


class _Cells:
    """Makes the cells of a report's rows; knows what its two agreements are called."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._quotes = Quotes({party.id: party.title for party in (report.older, report.newer)})

    def taken_up(self, one: Promise) -> tuple[Cell, ...]:
        row = one.row
        said = ", ".join(OUTCOMES[outcome] for outcome in row.outcomes)
        also = [Text(text=f"Også taget op i {self._names(one.elsewhere)}.", quiet=True)] if one.elsewhere else []
        return (
            (self._quotes.said(row), *_due(one)),
            tuple(map(self._quotes.witness, row.evidence)),
            (Text(text=said), *also),
        )

    def silent(self, one: Promise) -> tuple[Cell, ...]:
        row = one.row
        also = [Text(text=f"Taget op i {self._names(one.elsewhere)}.", quiet=True)] if one.elsewhere else []
        due = (
            [f"Skulle tages op i {short_name(row.target)}."]
            if row.target and row.target != self._report.newer.id
            else []
        )
        return (
            (self._quotes.said(row), *_due(one)),
            (Text(text=", ".join(row.searched)), *(Text(text=text, quiet=True) for text in due), *also),
            tuple(map(self._quotes.said, row.nearest)),
        )

    def sums(self, one: ComparedSums) -> tuple[Cell, ...]:
        kinds = {kind.id: kind.label for kind in values("amount-kind")}
        measure = "niveau" if one.series.measure == "level" else "ændring"
        name = Text(text=f"{one.topic}: {kinds.get(one.series.kind, one.series.kind)}, {measure}")
        columns = (
            tuple(self._entry(entry) for entry in one.series.entries if entry.document == party.id)
            for party in (self._report.older, self._report.newer)
        )
        notes = tuple(Text(text=f"afviger for {difference.year}") for difference in one.series.differences)
        return ((name,), *columns, notes)

    def _entry(self, entry: Entry) -> Text:
        until = f"-{entry.until} i alt" if entry.until else ""
        level = f" ({entry.price_level})" if entry.price_level else ""
        text = f"{entry.year}{until}: {_BOUNDS.get(entry.bound, '')}{_kroner(entry.value)}{level}"
        return Text(text=text, source=self._quotes.source(entry), note=f"“{entry.quote}”")

    def vanished(self, one: Vanished) -> tuple[Cell, ...]:
        label = f": {one.label}" if one.label else ""
        return (
            (Text(text=f"{_GONE[one.kind]}{label}"),),
            tuple(map(self._quotes.said, one.said)),
            (Text(text=", ".join(one.searched)),),
            tuple(map(self._quotes.said, one.nearest)),
        )

    def other(self, link: Link) -> tuple[Cell, ...]:
        rests = "aftalen er nævnt" if link.explicit else "samme emne" if link.kind == "topic" else "ordlyden"
        words = ", ".join(effect.words for effect in link.effects if effect.words)
        target = (self._quotes.said(link.target),) if link.target else (Text(text="kun aftalen er nævnt", quiet=True),)
        said = [Text(text=f"Ordene: {words}", quiet=True)] if words else []
        return (target, (self._quotes.said(link.source),), (Text(text=f"{rests} ({sureness(link.confidence)})"), *said))

    def _names(self, documents: Iterable[str]) -> str:
        return ", ".join(map(short_name, documents))


def _due(one: Promise) -> Iterator[Text]:
    if one.row.deadline:
        yield Text(text=f"Frist: {when(one.row.deadline)}", quiet=True)


def _figures(one: ComparedFigures) -> tuple[Cell, ...]:
    def cell(figure: TracedFigure) -> Cell:
        return (Text(text=f"{_kroner(figure.value)} ({figure.price_level or 'prisniveau ikke nævnt'})"),)

    sign = "+" if one.change > 0 else ""
    return ((Text(text=one.label),), cell(one.older), cell(one.newer), (Text(text=f"{sign}{_kroner(one.change)}"),))


def _kroner(value: Decimal) -> str:
    return money(NetworkAmount(value=value, unit="DKK", years=(), per_year=False))
