"""A document of parts as one page that needs nothing else: a report, the ledger, a matter over the years."""

from __future__ import annotations

from viz.parts import Paper
from viz.render import render_page
from viz.words import load_words


def parts_page(paper: Paper) -> str:
    """The page as HTML: no script, no request, every word of the texts escaped."""
    return render_page(
        "report.html",
        scripts=(),
        styles=("page.css", "report.css"),
        language=paper.language,
        words=load_words(paper.language),
        title=paper.title,
        paper=paper,
    )
