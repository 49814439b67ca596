"""Which agreement a document is: id, title, kind, year, date, signatories, each with where it was taken from.

In this order: `documents.tsv` beside the file, the registry `ontology/agreements.ttl`, front matter, the file's
metadata, the text itself, and last the file's name, with a warning. The year an agreement is for is not the year it
was signed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from extract.actors import find_actors
from extract.calendar_time import A_MONTH, DAY, MONTHS, edtf_day
from extract.listed import TABLE, Row, listed
from extract.models import ActorId, DocumentId, Identity
from extract.segment.shapes import ABOUT_TITLE, TITLE
from extract.sentences import find_sentences
from extract.signatories import named_parties, parties_between
from extract.slugs import slug
from ontology.vocab import RegisteredAgreement, agreements, registered

_HEAD = 4000
_MONTH = re.compile(rf"\b({A_MONTH})\s+((?:19|20)\d\d)", re.IGNORECASE)
_ECONOMY = re.compile(
    r"(?:(?P<kommuner>kommuner(?:ne)?s|den\s+kommunale)|(?P<regioner>regioner(?:ne)?s|amter(?:ne)?s|den\s+regionale))\s+økonomi"
    r"(?:\s+for|\s+i)?\s+(?P<year>(?:19|20)\d\d)"
    r"|økonomiaftale\w*\s+(?:for|med)\s+(?:(?P<kommuner2>kommunerne|KL)|(?P<regioner2>regionerne|Danske\s+Regioner))"
    r"(?:\s+for|\s+i)?\s+(?P<year2>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_FINANCE = re.compile(r"finanslov(?:en)?(?:\s+for)?\s+(?P<year>(?:19|20)\d\d)", re.IGNORECASE)
# what an economy agreement says of the year it is for, and of no other
_SAID = re.compile(
    r"(?:Balance\s+for\s+(?P<who>kommunerne|regionerne)\s+i|(?:kommunale|regionale)\s+serviceramme\s+(?:for|i)"
    r"|økonomiske\s+rammer\s+for|(?:kommunernes|regionernes)\s+(?:investeringer|anlægsudgifter|udgifter)\s+i"
    r"|aftalen\s+om\s+(?:kommunernes|regionernes)\s+økonomi\s+for|[Mm]ed\s+økonomiaftale(?:n|rne)\s+for|uændret\s+kommunal\s+skat\s+for"
    r"|finanslov(?:en)?\s+for|M(?:io|ia)\.\s?kr\.,?)\s+(?P<year>20\d\d)"
)
_SHORT_WORDS = 3
_DATE_OF_SIGNING = re.compile(
    rf"(?:\s+[A-ZÆØÅ][\wæøå]+,)?(?:\s*[·ꞏ•|(–-])?\s*(?:(?<=\s)(?:af|fra|den|d\.)|,)?\s*(?:d\.|den)?\s*\d{{1,2}}\."
    rf"\s*(?i:{A_MONTH})\s+\d{{4}}\s*\)?\s*$"
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
# "Regeringen og Venstre har den 22. juni 2020 indgået aftale", "KL er enige om", "aftale mellem regeringen og ..."
_AGREE = re.compile(
    r"\benige\s+om\b|\b[Ii]ndgået\s+(?:den\s+[\w. ]+\s)?(?:i\s+\w+\s)?mellem\b|\bindgået\b|\bindgår\b"
    r"|\b[Aa]ftale\s+mellem\b|\bblevet\s+enige\b"
)
# "Indgået den 3. september 2026 mellem ..."
_SIGNED = re.compile(rf"\b[Ii]ndgået\s+(?:af\s+[^.]+?\s)?{DAY.pattern}")
# such as "Aftale mellem regeringen og Radikale Venstre om: Finansloven for 2022"
_BETWEEN = re.compile(
    r"(?P<kind>[\wæøåÆØÅ -]*?(?:aftale|forlig))\s+mellem\s+(?P<who>.+?)\s+om\b\s*:?\s*", re.IGNORECASE
)
_VERB = re.compile(r"\s+(?:har|er|indgår|indgik|blev|og\s+\w+\s+er)\b.*", re.DOTALL)
_NO_TITLE = frozenset(
    "indledning forord baggrund resumé resume sammenfatning indhold aftale aftaletekst forside".split()
)
_AHEAD = 1  # the year an agreement is for is at most so long after the day of signing
_PARENTHESIS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What is known before the text is asked: front matter and metadata by name, the lines of the title page, the
    text, the heading that stands over all of it, if one does.
    """

    metadata: tuple[tuple[str, str], ...]
    front: tuple[str, ...]
    text: str
    heading: str = ""


def identify(clues: Clues, path: Path, folder: Path) -> tuple[Identity, tuple[str, ...]]:
    """Names the agreement; the second value are warnings about what had to be inferred.

    Raises ReadError where `documents.tsv` in `folder` cannot be read, or what it says of the file is wrong.
    """
    row = listed(path, folder)
    if row:
        return _from_row(row), ()
    title, source = _title(clues)
    known = _match(title) if title else None
    if known:
        return _with_text(_from_register(known, source), clues), ()
    if title:
        return _with_text(_named(title, source), clues), ()
    inferred = _from_words(clues.text)
    if inferred:
        warning = f"{path}: has no title; by what it says {inferred.document}; a {TABLE} can say otherwise"
        return _with_text(inferred, clues), (warning,)
    stem = slug(path.stem) or "dokument"
    unnamed = Identity(
        document=DocumentId(stem),
        title=path.stem,
        kind="agreement",
        year=None,
        date=None,
        signatories=(),
        reasons=(("document", "file name"), ("title", "file name")),
    )
    warning = f"{path}: nothing says which agreement it is; named {stem} after the file: add it to a {TABLE} beside it"
    return _with_text(unnamed, clues), (warning,)


def _from_row(row: Row) -> Identity:
    """A row's own cells first; what it leaves empty the registry gives."""
    known = registered(row.document)
    reasons = [("document", TABLE)]
    for name in ("title", "year", "date", "signatories"):
        if getattr(row, name):
            reasons.append((name, TABLE))
        elif known and getattr(known, name):
            reasons.append((name, "registry"))
    return Identity(
        document=DocumentId(row.document),
        title=row.title or (known.title if known else row.document),
        kind=known.kind if known else _kind(row.document),
        year=row.year or (known.year if known else None),
        date=row.date or (known.date if known else None),
        signatories=row.signatories or tuple(ActorId(one) for one in (known.signatories if known else ())),
        reasons=tuple(reasons),
    )


def _from_register(known: RegisteredAgreement, source: str) -> Identity:
    reasons = [("document", f"registry, by the title in the {source}"), ("title", "registry")]
    reasons += [(name, "registry") for name in ("year", "date", "signatories") if getattr(known, name)]
    return registered_identity(known, tuple(reasons))


def registered_identity(known: RegisteredAgreement, reasons: tuple[tuple[str, str], ...] = ()) -> Identity:
    """What the registry tells of an agreement; `reasons` are as in `Identity`."""
    return Identity(
        document=DocumentId(known.id),
        title=known.title,
        kind=known.kind,
        year=known.year,
        date=known.date,
        signatories=tuple(ActorId(one) for one in known.signatories),
        reasons=reasons,
    )


def _named(title: str, source: str) -> Identity:
    """An agreement that no list has: its title is its name."""
    plain = title = _DATE_OF_SIGNING.sub("", title)
    document = _economy_id(plain) or slug(plain)
    year = _YEAR.search(plain)
    reasons = [("document", f"title in the {source}"), ("title", source)]
    return Identity(
        document=DocumentId(document),
        title=title,
        kind=_kind(document),
        year=int(year[1]) if year else None,
        date=None,
        signatories=(),
        reasons=(*reasons, ("year", "title")) if year else tuple(reasons),
    )


def _economy_id(title: str) -> str | None:
    """The id of an economy agreement or a finance act by its title.

    >>> _economy_id("Aftale om den kommunale økonomi for 2013"), _economy_id("Aftale om klima")
    ('oea-kommuner-2013', None)
    """
    match = _ECONOMY.search(title)
    if match:
        who = "kommuner" if match["kommuner"] or match["kommuner2"] else "regioner"
        return f"oea-{who}-{match['year'] or match['year2']}"
    finance = _FINANCE.search(title)
    return (
        f"finanslov-{finance['year']}" if finance and re.match(r"(?:aftale|finanslov)", title, re.IGNORECASE) else None
    )


def _kind(document: str) -> str:
    kinds = {"oea-kommuner-": "economy-municipalities", "oea-regioner-": "economy-regions", "finanslov-": "finance-act"}
    return next((kind for prefix, kind in kinds.items() if document.startswith(prefix)), "agreement")


def _match(title: str) -> RegisteredAgreement | None:
    """The registered agreement of that title."""
    document = _economy_id(title)
    wanted = slug(_DATE_OF_SIGNING.sub("", title))
    return next((one for one in agreements() if one.id == document or slug(one.title) == wanted), None)


def _title(clues: Clues) -> tuple[str, str]:
    """The title and where it stands: front matter, metadata that names an agreement, the title page, other metadata."""
    given = {name: " ".join(value.split()) for name, value in clues.metadata}
    front = given.get("titel") or given.get("title") or ""
    if any(char.isalpha() for char in front):
        return front, "front matter"
    metadata = given.get("document title", "")
    if _is_junk(metadata):
        metadata = ""
    if TITLE.fullmatch(metadata):
        return metadata, "metadata"
    for at, line in enumerate(clues.front):
        text = " ".join(line.split())
        if TITLE.fullmatch(text) and (_ends_as_title(text) or text.endswith(" om:")):
            return _about(_whole_title(text, clues.front[at + 1 : at + 2])), "text"
    if clues.heading and clues.heading.strip(" .:*").lower() not in _NO_TITLE:
        return " ".join(clues.heading.split()), "first heading"
    return metadata, "metadata"


def _about(title: str) -> str:
    """A title without the parties in it, and without what says that it is a part or a digest.

    >>> _about("Aftale mellem regeringen og Radikale Venstre om: Finansloven for 2022")
    'Aftale om Finansloven for 2022'
    >>> _about("Hovedelementer i Aftale om finansloven for 2022")
    'Aftale om finansloven for 2022'
    """
    title = ABOUT_TITLE.sub("", title, count=1)
    between = _BETWEEN.match(title)
    if between and between.end() < len(title) and find_actors(between["who"]):
        return f"{between['kind']} om {title[between.end() :]}"
    return title


def _is_junk(title: str) -> bool:
    """Whether a file's metadata has the name of a template or a file for a title."""
    return bool(re.search(r"microsoft word|\.\w{2,4}$|untitled|^dokument\d*$|skabelon|^\S+$", title, re.IGNORECASE))


def _ends_as_title(text: str) -> bool:
    return len(text.split()) >= _SHORT_WORDS - 1 and not text.endswith((".", ",", ":", ";"))


def _whole_title(text: str, following: Iterable[str]) -> str:
    """A title that stops in mid-phrase goes on in the next line ("Aftale om kommunernes" / "økonomi for 2020")."""
    for line in following:
        if line[:1].islower() or re.search(r"\b(?:om:?|for|af|og|i|til|på|med)$", text):
            return f"{text} {' '.join(line.split())}"
    return text


def _from_words(text: str) -> Identity | None:
    """An economy agreement by what it says of its year, where at least three places and most of them agree."""
    votes: Counter[int] = Counter()
    regions = 0
    for match in _SAID.finditer(text):
        votes[int(match["year"])] += 3 if match["who"] else 1
        regions += match["who"] == "regionerne"
    if not votes:
        return None
    year, count = votes.most_common(1)[0]
    municipal = len(re.findall(r"\b[Rr]egeringen og KL\b", text))
    regional = len(re.findall(r"\b[Rr]egeringen og Danske Regioner\b", text))
    if count < 3 or count * 2 <= votes.total() or max(municipal, regional) < 3:
        return None
    document = f"oea-{'regioner' if regional > municipal or regions else 'kommuner'}-{year}"
    known = registered(document)
    said = next(match.group() for match in _SAID.finditer(text) if int(match["year"]) == year)
    if known is None:
        return None
    identity = _from_register(known, "text")
    return replace(identity, reasons=(("document", f"text: {count} places such as “{said}”"), *identity.reasons[1:]))


def _with_text(identity: Identity, clues: Clues) -> Identity:
    """Fills what is still unknown: front matter's date and parties, then the title page's, then who is said to
    agree.
    """
    given = dict(clues.metadata)
    reasons = dict(identity.reasons)
    date, signatories, year = identity.date, identity.signatories, identity.year
    if not date:
        date, source = _date(given.get("dato") or given.get("date") or "", clues.front, clues.text)
        if date:
            reasons["date"] = source
    if not signatories:
        signatories, source = _signatories(given, clues)
        if signatories:
            reasons["signatories"] = source
    if year is None and re.fullmatch(r"(?:19|20)\d\d", given.get("year", given.get("år", ""))):
        year, reasons["year"] = int(given.get("year") or given["år"]), "front matter"
    if year and date and year > int(date[:4]) + _AHEAD and reasons.get("year") == "title":
        year = None  # "Aftale om Trafikplan 2040"
    if year is None and date:
        year, reasons["year"] = int(date[:4]), "date"
    return replace(identity, date=date, signatories=signatories, year=year, reasons=tuple(reasons.items()))


def _date(given: str, front: tuple[str, ...], text: str) -> tuple[str | None, str]:
    """The day of signing as an EDTF date, the month where no day is given."""
    if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", given):
        return given, "front matter"
    signed = _SIGNED.search(text[:_HEAD])
    for said, source in (
        (given, "front matter"),
        ("\n".join(front), "title page"),
        (signed.group() if signed else "", "text"),
    ):
        day = DAY.search(said)
        if day and 1 <= int(day[1]) <= 31:
            return edtf_day(day), source
        month = _MONTH.search(said)
        if month:
            return f"{month[2]}-{MONTHS.index(month[1].lower()) + 1:02}", source
    return None, ""


def _signatories(given: Mapping[str, str], clues: Clues) -> tuple[tuple[ActorId, ...], str]:
    parties = given.get("signatories") or given.get("parties") or given.get("parter") or given.get("aftaleparter") or ""
    if parties:
        parts = [part.strip() for part in re.split(r"[;,]", parties) if part.strip()]
        known = [mention.actor for part in parts for mention in find_actors(part)]
        return _once(known or [ActorId(slug(part)) for part in parts]), "front matter"
    page = _once(
        mention.actor
        for line in clues.front
        for mention in find_actors(_PARENTHESIS.sub("", _parties_in(line)))
        if not mention.genitive
    )
    between = parties_between(clues.front)
    if len(between) > len(page) and set(page) <= set(between):
        return between, "title page"
    if len(page) > 1:
        return page, "title page"
    for sentence in _first_sentences(clues.text):
        match = _AGREE.search(sentence)
        if not match:
            continue
        said = sentence[match.end() :] if "mellem" in match.group() else sentence[: match.start()]
        ids = _once(mention.actor for mention in find_actors(said) if not mention.genitive)
        names = named_parties(_VERB.sub("", said).strip())
        ids = names if len(names) > len(ids) and set(ids) <= set(names) else ids
        if len(ids) > 1:
            return ids, "text"
    return (), ""


def _first_sentences(text: str) -> Iterator[str]:
    """The sentences of the first pages, without what stands in brackets; a list belongs to its lead-in's."""
    for paragraph in text[:_HEAD].split("\n\n"):
        words = paragraph.replace("\n", " ")
        yield from (_PARENTHESIS.sub("", words[start:end]) for start, end in find_sentences(words))


def _parties_in(line: str) -> str:
    """What of a line of the title page may name those who sign: of a title only what stands before its subject."""
    text = " ".join(line.split())
    between = _BETWEEN.match(text)
    if between:
        return between["who"]
    return "" if TITLE.match(text) else line


def _once(ids: Iterable[ActorId]) -> tuple[ActorId, ...]:
    return tuple(dict.fromkeys(ids))
