"""A document of parts as one page that needs nothing else: a report, the ledger, a matter over the years."""

from __future__ import annotations

from collections.abc import Sequence

from viz.parts import Part
from viz.render import render_page


def parts_page(title: str, lead: Sequence[str], parts: Sequence[Part], made: str) -> str:
    """The page as HTML: no script, no request, every word of the texts escaped.

    `lead` stands before the first part, a paragraph each; `made` says when it was made.
    """
    return render_page(
        "report.html",
        scripts=(),
        styles=("page.css", "report.css"),
        language="da",
        title=title,
        lead=lead,
        parts=parts,
        made=made,
    )
