"""Names that carry a year which is none of the commitment's: agreements, acts, strategies, price levels, guides.

Used beside the references that were found, and alone where none were given: it knows such names by their shape.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.calendar_time import A_MONTH
from extract.lexicon import find_phrases, labelled
from extract.models import Span
from extract.patterns import KEPT, compiled

_YEARS = r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d(?!\d))|\stil\s(?:19|20)\d\d)?"
_LIST = rf"{_YEARS}(?:(?:,\s|\s(?:og|samt)\s){_YEARS}(?!\s?(?:kr|mio|mia|pct)))*"
# A word of a title: no digit, and none of the verbs and conjunctions that begin what is said of the agreement.
_WORD = (
    r"(?!(?:er|var|har|havde|blev|bliver|vil|skal|kan|bør|som|der|at|hvor|inden|frem|fremover|således|hvilket|mens"
    r"|enige|aftalt|afsat|afsættes|udgør|dækker|sikrer|giver)\b)(?!\w+(?<!n)es\b)[^\W\d][\w&’'/-]*"
)

# A year right behind the title ("Aftale om sundhedsreform 2024"), with no preposition between.
_BARE = (
    r"(?<!\si)(?<!\sfra)(?<!\sfor)(?<!\stil)(?<!\sog)(?<!\sfrem)(?<!\smod)(?<!\såret)(?<!\sårene)(?<!\sperioden)"
    rf"\s{_YEARS}(?!\d)"
)


@cache
def _date() -> str:
    return rf"(?:(?:d\.\s|den\s)?\d{{1,2}}\.\s?)?(?:{A_MONTH}|foråret|efteråret|sommeren|vinteren)\s(?:19|20)\d\d"


@cache
def _after_agreement() -> re.Pattern[str]:
    """What follows "aftale", "forlig", "forhandlingerne": a title and "for 2023", "af 5. maj 2020", or a bare year."""
    # A title begins with "om", "mellem", or a capital: "aftalen løber fra 2021" has none.
    title = rf"(?:\s(?:om|mellem|med|vedr\.|vedrørende|(?-i:[A-ZÆØÅ])[\w-]*)(?:\s(?:{_WORD}),?){{0,16}}?)?"
    signed = rf"(?:\s(?:af|fra)\s{_date()})"
    return re.compile(
        rf"{title}(?:\s(?:for|vedr\.|vedrørende)\s(?:(?:kommunerne|regionerne|kommuner|regioner)\s(?:for|i)\s)?{_LIST}{signed}?|{signed}"
        rf"|\s(?:for|med)\s(?:kommunerne|regionerne|KL|Danske\sRegioner)\s(?:for|i|fra)\s{_LIST}|\s(?:af|fra)\s(?:19|20)\d\d(?!\d)"
        rf"|{title}{_BARE})",
        re.IGNORECASE,
    )


@cache
def _after_plan() -> re.Pattern[str]:
    """What follows "strategi", "handlingsplan": a short title and years right behind it, or "for 2022-2025"."""
    period = r"\sfor\s(?:perioden\s|årene\s)?(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)"
    return re.compile(rf"(?:\s{_WORD}){{0,6}}?(?:{_BARE}|{period}|\s(?:fra|af)\s{_date()})", re.IGNORECASE)


@cache
def _fixed() -> re.Pattern[str]:
    """Forms with a year that are names by themselves: "lov nr. 548 af 7. maj 2019", "2018-pl", "ØA24"."""
    forms = (
        rf"\b[Ll](?:ov|BK|ovbekendtgørelse)\s(?:nr\.?\s)?\d+\saf\s(?:{_date()}|\d\d?[./]\d\d?[./\s]\d{{4}})",
        r"(?i:\b(?:EU|EF|EØF)?-?(?:forordning|direktiv)\w*\s(?:\((?:EU|EF|EØF)\)\s)?(?:nr\.?\s)?\d{2,4}/\d+(?:/E[UFØ]+)?)",
        r"(?i:\b\d{2}(?:\d\d)?\s?[–-]?\s?(?:pl|p/l|priser|prisniveau)\b)",
        r"(?i:\b(?:pris-?\s?og\slønniveau(?:et)?|pl-niveau)(?:\si)?\s\d{4})",
        r"\b(?:ØA|F?FL|KØF)\s?(?:\d\d|20\d\d)\b",
        r"\b(?:Agenda|Horizon|Horisont|Vision|Danmark|Erasmus\+?|Kommuneplan|Verdensmål)\s20\d\d\b",
        r"(?<!\w)20\d\d(?:-|–)(?:plan|forløb|fremskrivning|pakke|dagsorden)\w*",
        rf"(?i:\b(?:vejledning|bekendtgørelse|cirkulære|rapport|redegørelse|betænkning)\w*\s(?:fra|af)\s(?:{_date()}|(?:19|20)\d\d))",
    )
    return re.compile("|".join(forms))


@lru_cache(maxsize=KEPT)
def name_spans(text: str) -> tuple[Span, ...]:
    """The stretches of `text` that are such names.

    >>> text = "Med Aftaler om kommunernes økonomi for 2021 og 2022 sænkes rammen for 2023 med 5 mio. kr. (22-pl)."
    >>> [text[span.start : span.end] for span in name_spans(text)]
    ['Aftaler om kommunernes økonomi for 2021 og 2022', '22-pl']
    """
    if not compiled(r"\d\d").search(text):
        return ()
    spans = [Span(start=match.start(), end=match.end()) for match in _fixed().finditer(text)]
    for start, end, entry in find_phrases(labelled("dates", "name of agreement", "name of plan"), text):
        match = (_after_agreement() if entry.label == "name of agreement" else _after_plan()).match(text, end)
        if match:
            spans.append(Span(start=start, end=match.end()))
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
