"""References known by their very words: titles in `lexicon/references.toml`, the register, "L 123", a quoted title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.lexicon import Pattern, compile_phrase, find_phrases
from extract.references.mention import Citing, Mention, kind_of
from extract.references.titles import read_title
from extract.references.words import entries
from extract.slugs import slug

# "L 123", "L123", "L 87 (2019-20)": a bill. A capital letter alone before a number is rare enough.
_BILL = re.compile(r"(?<![\w.])L\s?(\d{1,3})(?:\s*[A-D]\b)?(?:\s*\(\d{4}-\d{2,4}\))?(?![\w,.]*\d)")
# "den aftale, som Danmarks Lærerforening og KL har indgået om en ”Ny Start”"
_RELATIVE = re.compile(
    r"(?<!\w)den\s+(?:\w+\s+)?(?P<head>aftale|strategi|plan|lov),\s+(?:som|der)\s+(?:(?!\som\s)[^.;]){2,120}?"
    r"\b(?:indgået|indgik|aftalt|vedtaget|vedtog|lavet|fremlagt|indgås)\b(?:(?!\som\s)[^.;,]){0,40}?\s+om\s+(?!at\b)",
    re.IGNORECASE,
)
# "Ministeriet for Grøn Trepart" is a ministry, and names no agreement.
_MINISTRY = re.compile(r"minister(?:en|iet|ie)?\s+for\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:en|et|den|det)\s+(?=[”\"“»])", re.IGNORECASE)
_SETTLED = ("oea-", "finanslov-")


@cache
def _registered() -> tuple[tuple[str, Pattern], ...]:
    """Ids and spellings of the registered agreements that the year rules do not know."""
    from ontology.vocab import agreements

    return tuple(
        (agreement.id, compile_phrase(spelling))
        for agreement in agreements()
        if not agreement.id.startswith(_SETTLED)
        for spelling in (agreement.title, *agreement.aliases)
    )


def _titles(text: str, folded: str) -> Iterator[Mention]:
    for start, end, entry in find_phrases(entries("title"), text, folded):
        if _MINISTRY.search(text, max(start - 20, 0), start):
            continue
        words = text[start:end]
        genitive = words.endswith("s") and words[:-1].endswith(("et", "en"))
        yield Mention(
            kind=kind_of(entry.label),
            target=slug(words[:-1] if genitive else words),
            start=start,
            end=end,
            rule=entry.id,
            head="aftale",
            name=words.lower(),
            full=True,
        )


def _relative(text: str) -> Iterator[Mention]:
    for match in _RELATIVE.finditer(text):
        article = _ARTICLE.match(text, match.end())
        title = read_title(text, article.end() if article else match.end())
        if title:
            words = text[title.start : title.stop]
            quoted = words[0] in '”"“»'
            head = match["head"].lower()
            yield Mention(
                kind=kind_of({"aftale": "agreement", "lov": "law"}.get(head, "strategy")),
                target=slug(words if quoted else f"{head} om {words}"),
                start=match.start(),
                end=title.end,
                rule="named.relative",
                head=head,
                name=f"{head} {words}".lower(),
                full=True,
            )


def find_fixed(text: str, folded: str, citing: Citing) -> Iterator[Mention]:
    """Yields what `text` names by words that are known beforehand; `folded` is `text` in lower case."""
    yield from _titles(text, folded)
    if "den " in folded and ", " in text:
        yield from _relative(text)
    if "L" in text:
        for match in _BILL.finditer(text):
            yield Mention(
                kind="law",
                target=f"l-{match[1]}",
                start=match.start(),
                end=match.end(),
                rule="law.bill",
                head="lov",
                name=match.group().lower(),
                full=True,
            )
    for target, pattern in _registered():
        for start, end in pattern.find(text, folded):
            if target != citing.document:
                yield Mention(
                    kind="agreement",
                    target=target,
                    start=start,
                    end=end,
                    rule="register",
                    head="aftale",
                    name=text[start:end].lower(),
                    full=True,
                )
