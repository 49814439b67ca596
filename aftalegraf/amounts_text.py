"""Sums over the years as people and programs get them: lines, plain values, rows of a table."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from extract.records import json_number
from graph.chains import Entry, Series
from graph.price_levels import Converted
from graph.sums import Sums
from graph.tables import Column, Table, Value
from ontology.vocab import short_name, topics, values
from viz.wording import bounded, worth

COLUMNS = (
    "series", "year", "until", "value", "unit", "words", "bound", "price_level", "assumed", "in_prices_of", "computed",
    "document", "number", "section", "page", "source", "differs", "quote",
)  # fmt: skip
_HEADINGS = (
    "Række", "År", "Til og med", "Beløb", "Enhed", "Ordene", "Grænse", "Prisniveau", "Året er aftalens", "Omregnet til",
    "Beregnet", "Aftale", "Nr.", "Afsnit", "Side", "Står i", "Bemærk", "Citat",
)  # fmt: skip
_WHOLE = ("year", "until", "in_prices_of", "page")
_MEASURES = {"level": "niveau", "change": "ændring"}


def sums_json(found: Sums) -> dict[str, object]:
    """The sums as plain values, in kroner and per cent."""
    return {
        "term": found.term,
        "topic": found.topic,
        "price_year": found.price_year,
        "series": [_series_json(found, series) for series in found.series],
        "years": [
            {"document": year.document, "year": year.year, "title": year.title, "status": year.status}
            for year in found.years
        ],
    }


def _series_json(found: Sums, series: Series) -> dict[str, object]:
    return {
        "kind": series.kind,
        "unit": series.unit,
        "measure": series.measure,
        "label": series.label or None,
        "entries": [_entry_json(found, entry) for entry in series.entries],
        "differences": [
            {"year": one.year, "entries": [_entry_json(found, entry) for entry in one.entries]}
            for one in series.differences
        ],
    }


def _entry_json(found: Sums, entry: Entry) -> dict[str, object]:
    converted = found.in_prices(entry)
    return {
        "year": entry.year,
        "until": entry.until,
        "value": json_number(entry.value),
        "unit": entry.unit,
        "words": entry.words,
        "bound": entry.bound,
        "price_level": entry.price_level,
        "year_assumed": entry.assumed,
        "document": entry.document,
        "id": entry.commitment,
        "number": entry.number,
        "section": list(entry.section),
        "page": entry.page,
        "source": entry.source,
        "label": entry.label or None,
        "quote": entry.quote,
        "computed": _converted_json(converted) if converted else None,
    }


def _converted_json(converted: Converted) -> dict[str, object]:
    return {
        "value": json_number(converted.value) if converted.value is not None else None,
        "prices_of": converted.year,
        "estimates": [
            {"year": one.year, "percent": json_number(one.percent), "spending": one.spending, "document": one.document}
            for one in converted.estimates
        ],
        "missing": list(converted.missing),
    }


def sums_rows(found: Sums) -> Iterator[tuple[Value, ...]]:
    """Yields a row for each sum, in the order of COLUMNS."""
    for series in found.series:
        differing = {entry for one in series.differences for entry in one.entries}
        for entry in series.entries:
            converted = found.in_prices(entry)
            yield (
                series_name(series), entry.year, entry.until, entry.value, entry.unit, entry.words, entry.bound,
                entry.price_level, "ja" if entry.assumed else "", found.price_year if converted else None,
                converted.value if converted else None, entry.document, entry.number, " › ".join(entry.section),
                entry.page, entry.source, "afviger" if entry in differing else "", entry.quote,
            )  # fmt: skip


def sums_table(found: Sums) -> Table:
    """The sums as a table for spreadsheets."""
    columns = tuple(
        Column(
            key=key,
            heading=heading,
            kind="whole" if key in _WHOLE else "text",
            width=60 if key == "quote" else 24 if key in ("series", "section") else 12,
        )
        for key, heading in zip(COLUMNS, _HEADINGS, strict=True)
    )
    about = f"{found.term}: beløb år for år"
    return Table(name="sums", title="Beløb år for år", about=about, columns=columns, rows=sums_rows(found))


def series_name(series: Series) -> str:
    """What a series is called: its kind of money, and level or change; of a table's row its label."""
    if series.kind == "table":
        return f"tabel: {series.label}"
    kinds = {kind.id: kind.label for kind in values("amount-kind")}
    unit = "kr." if series.unit == "DKK" else "pct."
    return f"{kinds.get(series.kind, series.kind)}, {_MEASURES[series.measure]}, {unit}"


def sums_lines(found: Sums, width: int) -> list[str]:
    """The sums for people, a part for each series."""
    labels = {topic.id: topic.label for topic in topics()}
    topic = f" (emne: {labels.get(found.topic, found.topic)})" if found.topic else ""
    lines = [f"{found.term}{topic}: beløb år for år"]
    if not found.series:
        lines.append("Ingen af de indlæste aftaler nævner et beløb.")
    for series in found.series:
        lines += ["", series_name(series)]
        for entry in series.entries:
            lines += textwrap.wrap(_entry_words(found, entry), width, initial_indent="  ", subsequent_indent="      ")
        for difference in series.differences:
            lines.append(f"  afviger, {difference.year}:")
            for entry in difference.entries:
                mark = f"    {_where(entry)}: {_bounded(entry)}: "
                lines += textwrap.wrap(
                    f"{mark}“{entry.quote}”", width, initial_indent="    ", subsequent_indent="      "
                )
    not_read = [short_name(year.document) for year in found.years if year.status == "not-read"]
    lines += ["", f"Ikke indlæst: {', '.join(not_read)}."] if not_read else []
    return [*lines, *_computed_note(found)]


def _entry_words(found: Sums, entry: Entry) -> str:
    when = f"{entry.year or '    '}" + (f"-{entry.until}" if entry.until else "")
    when += " i alt" if entry.until and entry.unit == "DKK" else ""
    said = [f"{when}  {_bounded(entry)}", _where(entry)]
    said += [f"i {entry.price_level}"] if entry.price_level else []
    said += ["året er ikke nævnt; aftalens eget"] if entry.assumed else []
    converted = found.in_prices(entry)
    if converted is not None and converted.value is not None:
        said.append(f"beregnet: {worth(converted.value, 'DKK')} i {converted.year}-priser")
    elif converted is not None:
        said.append(f"kan ikke omregnes: intet skøn for {', '.join(map(str, converted.missing))}")
    return " · ".join(said)


def _bounded(entry: Entry) -> str:
    return bounded(entry.bound, worth(entry.value, entry.unit))


def _where(entry: Entry) -> str:
    if entry.source == "table":
        return f"{short_name(entry.document)}, tabel"
    return f"{short_name(entry.document)}-{entry.number}" if entry.number else short_name(entry.document)


def _computed_note(found: Sums) -> list[str]:
    if found.price_year is None:
        return []
    return [
        f"Beregnet: omregnet til {found.price_year}-priser med aftalernes egne skøn for pris- og lønudviklingen.",
        "Hvor intet prisniveau er nævnt, er aftaleårets brugt. Ingen aftale siger de beregnede tal.",
    ]
