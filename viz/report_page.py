"""A report as one page that needs nothing else."""

from __future__ import annotations

from graph.report import Report
from viz.parts_page import parts_page
from viz.report_parts import report_paper
from viz.voice import Voice


def report_page(report: Report, made: str, language: str = "da") -> str:
    """The page as HTML: no script, no request, every word of the texts escaped. `made` says when it was made."""
    return parts_page(report_paper(report, made, Voice(language=language)))
