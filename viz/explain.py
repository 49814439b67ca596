"""Why records say what they say, as one page: each sentence with its words marked, and the rules under it.

spaCy's displaCy sets its colours in `style` attributes, which a policy that lets no foreign style in must forbid, and
it cannot draw spans that overlap as ours do; so the marks are made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.explain import Explained, Reason
from viz.render import render_page
from viz.words import load_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a sentence, and the fields that rest on it, the one with the shortest words first."""

    text: str
    fields: tuple[str, ...]
    title: str


def pieces(one: Explained) -> tuple[Piece, ...]:
    """The sentence cut where words that fields rest on begin and end; together the pieces are the sentence."""
    inside = [reason for reason in one.reasons if one.span.start <= reason.span.start < reason.span.end <= one.span.end]
    cuts = sorted({one.span.start, one.span.end, *(edge for r in inside for edge in (r.span.start, r.span.end))})
    return tuple(
        _piece(one.text[start - one.span.start : end - one.span.start], _over(inside, start, end))
        for start, end in pairwise(cuts)
    )


def _over(reasons: Iterable[Reason], start: int, end: int) -> list[Reason]:
    """The reasons whose words cover the stretch, the shortest first."""
    over = [reason for reason in reasons if reason.span.start <= start and end <= reason.span.end]
    return sorted(over, key=lambda reason: reason.span.end - reason.span.start)


def _piece(text: str, over: Sequence[Reason]) -> Piece:
    title = "\n".join(f"{reason.field}: {', '.join(reason.items)} ({reason.rule})" for reason in over)
    return Piece(text=text, fields=tuple(dict.fromkeys(reason.field for reason in over)), title=title)


def explanation_page(sentences: Sequence[Explained], title: str, language: str = "da") -> str:
    """The page as HTML: no script, no request, every word of the text escaped."""
    words = load_words(language)
    return render_page(
        "explain.html",
        scripts=(),
        styles=("page.css", "explain.css"),
        language=language,
        title=title,
        words=words,
        sentences=[
            {
                "place": " › ".join((*one.section, str(one.line))),
                "pieces": pieces(one),
                "rows": [_row(reason, words) for reason in one.reasons],
            }
            for one in sentences
        ],
    )


def _row(reason: Reason, words: dict[str, str]) -> dict[str, str]:
    return {
        "field": reason.field,
        "label": words.get(f"field-{reason.field}", reason.field),
        "value": ", ".join(reason.items),
        "words": reason.words,
        "rule": reason.rule,
        "confidence": "" if reason.confidence is None else f"{reason.confidence:.2f}",
    }
