"""Sums over the years as people and programs get them: lines, plain values, rows of a table."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from extract.records import json_number
from graph.chains import Entry, Series
from graph.price_levels import Converted
from graph.sums import Sums
from graph.tables import Column, Table, Value
from ontology.vocab import short_name
from viz.voice import Voice

COLUMNS = (
    "series", "year", "until", "value", "unit", "words", "bound", "price_level", "assumed", "in_prices_of", "computed",
    "document", "number", "section", "page", "source", "differs", "quote",
)  # fmt: skip
_WHOLE = ("year", "until", "in_prices_of", "page")


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


def sums_rows(found: Sums, voice: Voice) -> Iterator[tuple[Value, ...]]:
    """Yields a row for each sum, in the order of COLUMNS."""
    yes, differing_word = voice.said("yes"), voice.said("differing")
    for series in found.series:
        differing = {entry for one in series.differences for entry in one.entries}
        for entry in series.entries:
            converted = found.in_prices(entry)
            yield (
                series_name(series, voice), entry.year, entry.until, entry.value, entry.unit, entry.words, entry.bound,
                entry.price_level, yes if entry.assumed else "", found.price_year if converted else None,
                converted.value if converted else None, entry.document, entry.number, " › ".join(entry.section),
                entry.page, entry.source, differing_word if entry in differing else "", entry.quote,
            )  # fmt: skip


def sums_table(found: Sums, voice: Voice) -> Table:
    """The sums as a table for spreadsheets."""
    columns = tuple(
        Column(
            key=key,
            heading=voice.said(f"column-{key}"),
            kind="whole" if key in _WHOLE else "text",
            width=60 if key == "quote" else 24 if key in ("series", "section") else 12,
        )
        for key in COLUMNS
    )
    about = voice.said("sums-title", name=found.term)
    rows = sums_rows(found, voice)
    return Table(name="sums", title=voice.said("amounts-title"), about=about, columns=columns, rows=rows)


def series_name(series: Series, voice: Voice) -> str:
    """What a series is called: its kind of money, and level or change; of a table's row its label."""
    if series.kind == "table":
        return voice.said("series-table", label=series.label)
    measure, unit = voice.said(f"measure-{series.measure}"), voice.said(f"unit-{series.unit}")
    return f"{voice.label('amount-kind', series.kind)}, {measure}, {unit}"


def sums_lines(found: Sums, width: int, voice: Voice) -> list[str]:
    """The sums for people, a part for each series."""
    topic = voice.label("topic", found.topic) if found.topic else ""
    name = voice.said("topic-named", term=found.term, topic=topic) if topic else found.term
    lines = [voice.said("sums-title", name=name)]
    if not found.series:
        lines.append(voice.said("no-sums"))
    for series in found.series:
        lines += ["", series_name(series, voice)]
        for entry in series.entries:
            told = _entry_words(found, entry, voice)
            lines += textwrap.wrap(told, width, initial_indent="  ", subsequent_indent="      ")
        for difference in series.differences:
            lines.append(f"  {voice.said('differs-in', year=str(difference.year))}")
            for entry in difference.entries:
                mark = f"    {_where(entry, voice)}: {_bounded(entry, voice)}: "
                lines += textwrap.wrap(
                    f"{mark}“{entry.quote}”", width, initial_indent="    ", subsequent_indent="      "
                )
    not_read = ", ".join(short_name(year.document) for year in found.years if year.status == "not-read")
    lines += ["", voice.said("missing", years=not_read)] if not_read else []
    return [*lines, *_computed_note(found, voice)]


def _entry_words(found: Sums, entry: Entry, voice: Voice) -> str:
    when = str(entry.year or "    ")
    if entry.until:
        when = f"{entry.year}–{entry.until}"
        when = voice.said("in-all", span=when) if entry.unit == "DKK" else when
    said = [f"{when}  {_bounded(entry, voice)}", _where(entry, voice)]
    said += [voice.said("price-one", price=voice.price_level(entry.price_level))] if entry.price_level else []
    said += [voice.said("year-assumed")] if entry.assumed else []
    converted = found.in_prices(entry)
    if converted is not None and converted.value is not None:
        said.append(voice.said("computed", sum=voice.worth(converted.value), year=str(converted.year)))
    elif converted is not None:
        said.append(voice.said("not-computed", years=", ".join(map(str, converted.missing))))
    return " · ".join(said)


def _bounded(entry: Entry, voice: Voice) -> str:
    return voice.bounded(entry.bound, voice.worth(entry.value, entry.unit))


def _where(entry: Entry, voice: Voice) -> str:
    if entry.source == "table":
        return voice.said("in-table", name=short_name(entry.document))
    return f"{short_name(entry.document)}-{entry.number}" if entry.number else short_name(entry.document)


def _computed_note(found: Sums, voice: Voice) -> list[str]:
    if found.price_year is None:
        return []
    return [voice.said("computed-how", year=str(found.price_year)), voice.said("computed-from")]
