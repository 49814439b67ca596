"""A report as one page that needs nothing else."""

from __future__ import annotations

from graph.report import Report
from viz.render import render_page
from viz.report_parts import report_lead, report_parts, report_title


def report_page(report: Report, made: str) -> str:
    """The page as HTML: no script, no request, every word of the texts escaped. `made` says when it was made."""
    return render_page(
        "report.html",
        scripts=(),
        styles=("page.css", "report.css"),
        language="da",
        title=report_title(report),
        lead=report_lead(report),
        parts=report_parts(report),
        made=made,
    )
