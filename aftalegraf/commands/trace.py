"""`aftalegraf trace`: one matter over the years."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.language import of_pages, pages_voice
from aftalegraf.output import emit, emit_json, made, width

if TYPE_CHECKING:
    from graph.trace import Trace, TracedFigure, TracedYear
    from viz.voice import Voice


@click.command(short_help="Follow one matter over the years.")
@click.argument("term")
@options.store
@options.file_format("json", "html")
@options.output
def command(term: str, store: options.Store, file_format: str | None, output: Path | None) -> None:
    """Follows a matter over the years: what was committed, with quotes, sums and references; which years are not read.

    The matter is a topic such as KMF, or any word.

    The word is found in all its forms and inside compounds ("botilbud" in "botilbudskapacitet").

    With -o FILE.html it is a page to read, print and mail.
    """
    from aftalegraf.items import nothing_found
    from graph.nearest import nearest_labels
    from graph.store import reading
    from graph.trace import trace
    from ontology.vocab import short_name

    with reading(store) as snapshot:
        found = trace(snapshot, term)
        near = () if found.items or found.figures else nearest_labels(snapshot, term)
    if file_format == "html":
        from viz.trace_page import trace_page

        language = of_pages()
        emit(trace_page(found, made(language), near, language), output)
    elif file_format == "json":
        emit_json({**trace_json(found), "nearest": list(near)}, output)
    elif found.items or found.figures:
        emit("\n".join(trace_lines(found, width(), pages_voice())), output)
    else:
        voice = pages_voice()
        unread = ", ".join(short_name(year.document) for year in found.not_read())
        missing = [voice.said("missing", years=unread)] if unread else []
        emit("\n".join([*nothing_found(term, near, voice), *missing]), output)


def trace_json(found: Trace) -> dict[str, object]:
    """The trace as plain values."""
    from aftalegraf.items import item_json, other_json

    return {
        "term": found.term,
        "topic": found.topic,
        "items": [
            {
                **item_json(item),
                "takes_up": [other_json(other) for other in item.takes_up],
                "taken_up": [other_json(other) for other in item.taken_up],
            }
            for item in found.items
        ],
        "figures": [_figure_json(figure) for figure in found.figures],
        "years": [
            {"document": year.document, "year": year.year, "title": year.title, "status": year.status}
            for year in found.years
        ],
    }


def _figure_json(figure: TracedFigure) -> dict[str, object]:
    """A row of a table as plain values, in kroner."""
    from extract.records import json_number

    return {
        "document": figure.document,
        "year": figure.year,
        "label": figure.label,
        "value": json_number(figure.value),
        "price_level": figure.price_level or None,
    }


def trace_lines(found: Trace, columns: int, voice: Voice, *, commitments: int | None = None) -> list[str]:
    """The trace for people, a part for each year; with `commitments`, that many of each at most, and no passages."""
    from aftalegraf.items import item_lines
    from graph.nearest import topics_with

    label = voice.topic(found.topic_label) if found.topic_label else ""
    term = voice.said("topic-named", term=found.term, topic=label) if label else found.term
    promised = sum(item.force is not None for item in found.items)
    counts = {
        "promised": voice.counted("commitment-one", "commitments-short", promised),
        "others": voice.counted("other-one", "others-counted", len(found.items) - promised),
    }
    lines = [voice.said("trace-told", term=term, **counts)]
    wider = topics_with(found.term) if found.topic is None else ()
    lines += [voice.said("wider-topics", topics=", ".join(map(voice.topic, wider)))] if len(wider) > 1 else []
    for year in found.years:
        lines += ["", _heading(year, voice)]
        items = [item for item in found.items if item.document == year.document]
        shown = items if commitments is None else [item for item in items if item.force is not None][:commitments]
        for item in shown:
            lines += item_lines(item, columns, voice)
        if len(shown) < len(items):
            lines.append(f"  {voice.said('more-of-it', n=voice.number(len(items) - len(shown)))}")
    return lines


def _heading(year: TracedYear, voice: Voice) -> str:
    title = year.title if year.status == "found" else voice.said(f"heading-{year.status}", title=year.title)
    return f"{year.year or '    '}  {title}"
