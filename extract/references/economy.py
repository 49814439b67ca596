"""References to economy agreements and finance acts: every form in which a year of them is named.

"økonomiaftalen for 2026", "Aftaler om kommunernes økonomi for 2021 og 2022", "ØA24", "sidste års økonomiaftale",
"forhandlingerne om kommunernes økonomi for 2023", "finansloven for 2019", "FL21". One mention is yielded for each
agreement that the words stand for, all with the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.models import ReferenceKind
from extract.references.check import FIRST_YEAR, year_problem
from extract.references.mention import Citing, Mention, Side
from extract.references.times import DATE, YEARS

# Whose economy: "kommunernes", "den kommunale og regionale", "kommunernes og regionernes".
_WHOSE = r"(?:(?:kommun|region|amt)(?:ernes|ale|er|erne))"
_WHOSE_ALL = rf"(?:den\s+)?(?:{_WHOSE})(?:(?:,|\s+og)\s+(?:den\s+)?{_WHOSE})*"
# With whom, or for whom, between the name and its year: "for kommunerne", "med KL og Danske Regioner".
_WITH = (
    r"(?:\s+(?:for|med|mellem|til)\s+(?:(?:regeringen|staten|KL|kommunerne|regionerne|kommuner|regioner|Danske\s+Regioner)"
    r"(?:\s*,\s*|\s+og\s+)?)+(?<![\s,]))?"
)
# "sidste års", "næste års", "de kommende", "den seneste"
_RELATIVE = (
    r"(?:(?P<relative>sidste\s+års|forrige\s+års|foregående\s+års|dette\s+års|årets|indeværende\s+års|næste\s+års|kommende\s+års"
    r"|(?:den|de|det)\s+(?:kommende|næste|forestående|seneste|sidste|forrige|nuværende|gældende)"
    r"|kommende|næste|forestående|seneste)\s+)?"
)
_FOR_YEARS = (
    rf"(?:\s+(?:(?P<when>for|i|om|til|vedr\.|vedrørende)\s+)?(?P<years>{YEARS})|\s+(?:fra|af)\s+(?P<made>{DATE}))?"
)

# "økonomiaftalen", "økonomiforhandlingerne", "kommuneaftalen", "aftalerne om den kommunale og regionale økonomi".
_NAMED = (
    r"(?:(?P<short>(?:økonomi|kommune|regions?|amts)(?:aftale|forhandling|drøftelse)\w*|opfølgningsaftale\w*)"
    r"|(?P<long>(?:økonomi|delaf)?(?:aftale|aftalen|aftaler|aftalerne|(?:forhandling|drøftelse)(?:er|erne|r|rne)?))"
    r"(?:\s+(?:mellem|med)\s+[^,.;:]{2,60}?)?\s+om\s+(?:(?P<next>næste\s+års|årets)\s+)?"
    rf"(?P<whose>{_WHOSE_ALL}\s+økonomi(?:ske\s+rammer)?|(?<=års\s)økonomi|økonomien(?=\s+for\s+(?:19|20)\d\d))\b)"
)
# "ØA24", "ØA 2028", "ØA’25", "ØA-2024": capitals count.
_SHORTHAND = re.compile(r"(?<!\w)ØA(?:[\s’'-]|\s*-\s*)?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)")
_FINANCE_SHORTHAND = re.compile(r"(?<!\w)F?FL(?:[\s’'-])?(?P<year>(?:19|20)\d\d|\d\d)(?![\w,.]*\d)")
_PLURAL = re.compile(r"(?:aftaler|aftalerne|aftalernes|forhandlinger|forhandlingerne|love|lovene)$", re.IGNORECASE)
# What comes before an agreement, in that year or the year before.
_TALKS = re.compile(r"forhandling|drøftelse", re.IGNORECASE)
_NUMBER = re.compile(r"\d{4}")
_RANGE = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")


@cache
def _economy() -> re.Pattern[str]:
    owner = r"(?:(?P<owner>kommunernes|regionernes|kommunens)\s+)?"
    between = r"(?:\s+mellem\s+(?:regeringen|staten)\s+og\s+(?:KL|kommunerne|Danske\s+Regioner|regionerne)(?!\w))?"
    return re.compile(rf"(?<!\w){_RELATIVE}{owner}{_NAMED}(?!\w){_WITH}{_FOR_YEARS}{between}", re.IGNORECASE)


@cache
def _last_year() -> re.Pattern[str]:
    """ "sidste års aftale", with no word of what it is about: in an economy agreement, the one of the year before."""
    return re.compile(
        r"(?<!\w)(?P<relative>sidste|forrige|foregående)\s+års\s+(?P<short>aftale\w*|forhandling\w*)(?!\w|\s+om\s+(?!at\b))",
        re.IGNORECASE,
    )


@cache
def _of_year() -> re.Pattern[str]:
    """ "aftalen for 2024": in an economy agreement, the one for that year."""
    return re.compile(rf"(?<!\w)(?P<short>aftale(?:n|rne))\s+for\s+(?P<years>{YEARS})", re.IGNORECASE)


@cache
def _finance() -> re.Pattern[str]:
    """ "Aftale om finansloven for 2021", "finanslovsaftalen for 2018", "finanslov 2020", "næste års finanslov"."""
    return re.compile(
        rf"(?<!\w){_RELATIVE}(?P<head>(?:\w*aftale(?:n|r|rne)?|forhandling(?:er|erne))(?:\s+(?:mellem|med)\s+[^.;:]{{2,120}}?)?"
        r"\s+om\s+(?:en\s+|et\s+|næste\s+års\s+)?(?:forslag\s+til\s+)?finanslov(?:en|ene|e)?|(?:forslag(?:et)?\s+til\s+)?finanslov(?:ens?|enes?|e)?"
        rf"|finanslovs?(?:aftale|forslag|forlig)(?:n|r|rne|et|ene|s|ns)?)(?!\w){_FOR_YEARS}",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class _Years:
    """The years that a name gives, or why it gives none."""

    years: tuple[int, ...]
    reason: str = ""


def _full_year(digits: str) -> int:
    """The year of "2024", of "24" and of "98"."""
    year = int(digits)
    return year if year > 99 else year + (1900 if year >= FIRST_YEAR % 100 else 2000)


def _spelled(years: str) -> tuple[int, ...]:
    """The years of "2019, 2020 og 2021" and of "2021-2023"."""
    span = _RANGE.fullmatch(years.strip())
    if span and 0 < int(span[2]) - int(span[1]) < 10:
        return tuple(range(int(span[1]), int(span[2]) + 1))
    return tuple(dict.fromkeys(int(year) for year in _NUMBER.findall(years)))


def _step(relative: str) -> int | None:
    """How far from the citing agreement's year "sidste års", "årets", "næste års" lie; None for no such word."""
    words = relative.lower()
    if not words:
        return None
    if words.startswith(("sidste", "forrige", "foregående", "den seneste", "den sidste", "den forrige", "det seneste")):
        return -1
    if (
        words.startswith(("næste", "kommende", "forestående"))
        or " kommende" in words
        or " næste" in words
        or " forest" in words
    ):
        return 1
    return 0


def _years(match: re.Match[str], base: int | None, *, plural: bool) -> _Years | None:
    """The years that the words of `match` stand for; None where they name no one year at all."""
    groups = match.groupdict()
    if groups.get("years"):
        # Negotiations "i 2024" are held in that year, about the next one's economy.
        ahead = 1 if (groups.get("when") or "").lower() == "i" and _TALKS.search(match.group()) else 0
        return _Years(tuple(year + ahead for year in _spelled(groups["years"])))
    if groups.get("made"):
        # What was made in May 2020 is for 2021.
        return _Years((int(_NUMBER.findall(groups["made"])[-1]) + 1,))
    relative = groups.get("relative") or groups.get("next") or ""
    step = _step(relative)
    if step is None or ("års" not in relative and "årets" not in relative and plural and step <= 0):
        return None
    if plural and "års" not in relative and "årets" not in relative:
        return _Years((), "ingen af de kommende er nævnt med årstal")
    if base is None:
        return _Years((), f"»{relative}« kan ikke regnes ud: aftalens eget år kendes ikke")
    return _Years((base + step,))


def _sides(words: str, citing: Citing, *, plural: bool, years: int) -> tuple[Side, ...]:
    """Whose economy agreements the words mean: said in them, both (a plural of one year), or the citing side's."""
    lower = words.lower()
    sides: list[Side] = []
    if "kommun" in lower or "kl" in lower.split():
        sides.append("kommuner")
    if "region" in lower:
        sides.append("regioner")
    if sides:
        return tuple(sides)
    if plural and years == 1 and not _TALKS.search(lower):
        return ("kommuner", "regioner")
    return (citing.side or "kommuner",)


def _yield(
    kind: ReferenceKind, ids: list[tuple[str, int]], match: re.Match[str], citing: Citing, rule: str
) -> Iterator[Mention]:
    for target, year in ids:
        problem = year_problem(year, citing)
        yield Mention(
            kind=kind,
            target=None if problem else target,
            start=match.start(),
            end=match.end(),
            rule=rule,
            head="økonomiaftale" if target.startswith("oea") else "finanslov",
            negotiated=_TALKS.search(match.group()) is not None,
            reason=problem,
            standing="own" if citing.is_own(target) else "named",
        )


def _economy_mention(match: re.Match[str], citing: Citing) -> Iterator[Mention]:
    groups = match.groupdict()
    head = groups.get("short") or groups.get("long") or ""
    if head.lower().startswith("opfølgningsaftale"):
        return
    plural = bool(_PLURAL.search(head))
    found = _years(match, citing.year, plural=plural)
    sides = _sides(match.group(), citing, plural=plural, years=len(found.years) if found else 0)
    if found is None:
        # "økonomiaftalen" alone is the citing agreement; "kommuneaftalen", said by the regions, that of the year.
        if plural or citing.side is None or citing.year is None:
            return
        found = _Years((citing.year,))
    if not found.years:
        yield Mention(
            kind="agreement",
            target=None,
            start=match.start(),
            end=match.end(),
            rule="economy.relative",
            head="økonomiaftale",
            reason=found.reason,
        )
    rule = "economy.year" if groups.get("years") else "economy.relative"
    yield from _yield(
        "agreement", [(f"oea-{side}-{year}", year) for year in found.years for side in sides], match, citing, rule
    )


def find_economy(text: str, folded: str, citing: Citing) -> Iterator[Mention]:
    """Yields the economy agreements that `text` names; `folded` is `text` in lower case."""
    if "øa" in folded:
        for match in _SHORTHAND.finditer(text):
            year = _full_year(match["year"])
            yield from _yield(
                "agreement", [(f"oea-{citing.side or 'kommuner'}-{year}", year)], match, citing, "economy.shorthand"
            )
    if "økonomi" in folded or "kommuneaftale" in folded or "regionsaftale" in folded or "kommuneforhandling" in folded:
        for match in _economy().finditer(text):
            yield from _economy_mention(match, citing)
    if citing.side and "aftale" in folded:
        for pattern in (_last_year(), _of_year()):
            for match in pattern.finditer(text):
                yield from _economy_mention(match, citing)


def find_finance(text: str, folded: str, citing: Citing) -> Iterator[Mention]:
    """Yields the finance acts, and the agreements on them, that `text` names by their year."""
    if "fl" in folded:
        for match in _FINANCE_SHORTHAND.finditer(text):
            year = _full_year(match["year"])
            yield from _yield("law", [(f"finanslov-{year}", year)], match, citing, "finance.shorthand")
    if "finanslov" not in folded:
        return
    base = citing.signed
    for match in _finance().finditer(text):
        found = _years(match, base, plural=bool(_PLURAL.search(match["head"])))
        if match["made"]:
            found = _Years((int(_NUMBER.findall(match["made"])[-1]) + 1,))
        if found is None or not found.years:
            continue
        kind: ReferenceKind = "agreement" if "aftale" in match["head"].lower() else "law"
        yield from _yield(kind, [(f"finanslov-{year}", year) for year in found.years], match, citing, "finance.year")
