"""Which sentences bind: each unit of a document read clause by clause, with its force, its parties and who is to act.

A sentence gives one commitment, or one for each of two main clauses that differ in force or parties ("Parterne vil
samle op ..., og KL vil videreformidle ..."). An item of a list takes force and parties from its lead-in where it has
none of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.actors import find_actors
from extract.bodies import introduced_bodies, own_names, with_bodies, with_own_names
from extract.clauses import Clause
from extract.confidence import confidence_of
from extract.force import ClauseFacts, clause_facts, find_force
from extract.models import ActorId, Commitment, CommitmentId, Document, DocumentId, Evidence, Force, Span, Unit
from extract.obliged import find_obliged
from extract.parse import Sentence, parse_sentence
from extract.parties import Roles, find_parties
from extract.pronouns import stands_for

_TAIL = re.compile(r"[\s,;]*(?:\b(?:og|men|samt|mens|ligesom))?\s*$", re.IGNORECASE)
# "til at drøfte følgende konkrete temaer, jf. boks 2"
_ANNOUNCED = re.compile(r"\bfølgende\b[^.]{0,80}\bjf\.\s+boks\s+(\d+)", re.IGNORECASE)
_LEAD_IN_ONLY = re.compile(r"\ber\b.{0,60}\bi dialog (?:om|med)\b|følgende|nedenstående", re.IGNORECASE)

# "Heri indgår bl.a.:" leads in what follows and says nothing itself.
_SHORT_LEAD_IN = re.compile(r"\s*(?:\S+\s+){0,4}\S+:\s*|.*\b(?:at|om)\s*:\s*|.*\benige?\s+om,?(?:\s+at)?\W*", re.DOTALL)
_FOLLOWING = re.compile(r"\b(?:følgende|nedenstående)\b", re.IGNORECASE)
_OPENING_UNITS = 4
_MADE = re.compile(r"\bindg(?:ået|ik|år)\b", re.IGNORECASE)
# as in "Stormflodspulje (125 mio. kr. i 2024): Kommuner, som blev ramt, kan få tilskud"
_NAME_WITH_SUM = re.compile(r"[^.:(]{3,80}\(\d[\d.,½]*\s(?:mio|mia)\.\skr\.[^)]{0,60}\)\s?:")
_FOR_A_SUM = re.compile(
    r"(?:ca\. |yderligere )?\d[\d.,½]*\s(?:mio|mia)\.\skr\.\s.*\btil\b|.*\(\d[\d.,½]*\s(?:mio|mia)\.\skr\.", re.DOTALL
)
_SUM = re.compile(r"\d\s*(?:kr|mio|mia|pct)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one clause, or a sentence without one, says: where, by which rule, with which roles (unit's offsets)."""

    span: Span
    force: Force
    rule: str
    roles: Roles
    evidence: tuple[Evidence, ...]


def find_statements(reading: Sentence, known: tuple[ActorId, ...] = ()) -> tuple[Statement, ...]:
    """The statements of a sentence that bind; `known` is whom "parterne" stands for.

    >>> text = "KL vil samle op på dette, og regeringen noterer sig det."
    >>> [(s.force, s.roles.parties) for s in find_statements(parse_sentence(text))]
    [('undertake', ('kl',)), ('note', ('regeringen',))]
    """
    mains = reading.mains
    if not mains:
        statement = _state(reading, None, Span(start=0, end=len(reading.text)), known)
        return (statement,) if statement else ()
    pieces = _pieces(reading.text, mains)
    found = [
        (i, s)
        for i, (clause, span) in enumerate(zip(mains, pieces, strict=True))
        if (s := _state(reading, clause, span, known))
    ]
    if not found:
        return ()
    if len(found) > 1 and all(_differ(a, b) for (_, a), (_, b) in pairwise(found)):
        return tuple(statement for _, statement in found)
    best = found[0][1] if found[0][0] == 0 or found[0][1].force != "undertake" else found[-1][1]
    return (replace(best, span=Span(start=0, end=len(reading.text))),)


def _differ(one: Statement, other: Statement) -> bool:
    """Whether two clauses are two commitments: other parties of their own, or a duty beside an agreement."""
    if one.force != other.force:
        return bool(other.roles.parties or other.roles.obliged) or other.force == "require"
    return bool(other.roles.parties) and one.roles.parties != other.roles.parties


def _pieces(text: str, mains: tuple[Clause, ...]) -> tuple[Span, ...]:
    """The stretch of each main clause: from its beginning to that of the next, conjunction left out."""
    starts = [0, *(clause.front.start for clause in mains[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(
        Span(start=start, end=end if end == len(text) else start + len(_TAIL.sub("", text[start:end])))
        for start, end in zip(starts, ends, strict=True)
    )


def _moved(clause: Clause, by: int) -> Clause:
    if by == 0:
        return clause
    return replace(
        clause,
        span=clause.span.shifted(by),
        front=clause.front.shifted(by),
        verb=clause.verb.shifted(by),
        subject=clause.subject.shifted(by),
    )


def _state(reading: Sentence, clause: Clause | None, span: Span, known: tuple[ActorId, ...]) -> Statement | None:
    """The statement of one main clause, or of a sentence without a verb; None where it does not bind."""
    text = reading.text[span.start : span.end]
    mentions = tuple(
        replace(m, span=m.span.shifted(-span.start)) for m in reading.mentions if span.start <= m.span.start < span.end
    )
    own = _moved(clause, -span.start) if clause else None
    under = tuple(_moved(c, -span.start) for c in reading.clauses if span.start <= c.verb.start < span.end)
    piece = Sentence(text=text, clauses=under, mentions=mentions, they=reading.they, circle=known)
    found = None
    for verb in reading.verbs_of(clause) if clause else ():
        found = found or find_force(clause_facts(piece, _moved(verb, -span.start)))
    if clause is None:
        found = find_force(ClauseFacts.of_fragment(text))
    if found is None:
        return None
    rule, evidence = found
    roles = find_obliged(piece, own, find_parties(piece, own, known, rule.label, rule.id), known, rule.label)
    return Statement(
        span=span,
        force=rule.label,
        rule=rule.id,
        roles=replace(roles, evidence=tuple(e.shifted(span.start) for e in roles.evidence)),
        evidence=(evidence.shifted(span.start),),
    )


def find_commitments(document: Document) -> tuple[Commitment, ...]:
    """The commitments of a document in text order, with force, parties, who is obliged and the evidence for each."""
    known: tuple[ActorId, ...] = document.identity.signatories if len(document.identity.signatories) > 1 else ()
    leads = _leads(document)
    lead_ins = {
        lead for lead in leads.values() if document.words(document.units[lead].span).rstrip().endswith((":", " at"))
    }
    bodies = introduced_bodies(document.text)
    names = own_names(document.identity.signatories, document.identity.title)
    read: dict[int, tuple[Statement, ...]] = {}
    found: list[Commitment] = []
    for index, unit in enumerate(document.units):
        text = document.words(unit.span)
        reading = parse_sentence(text)
        said = tuple(text[m.span.start : m.span.end] for m in reading.mentions)
        reading = replace(reading, mentions=with_bodies(reading.mentions, said, bodies, unit.span.start))
        if names:
            reading = replace(reading, mentions=with_own_names(reading.mentions, text, names))
        reading = replace(reading, they=_they(document, index, read, known))
        statements = find_statements(reading, known)
        statements = _opening(statements, index, document)
        known = _together(statements, known)
        read[index] = statements
        if index in lead_ins and not _stands_alone(text, statements):
            read[index] = statements or _leading(reading, known)
            continue
        if _SHORT_LEAD_IN.fullmatch(text):
            continue
        lead = leads.get(index)
        if lead is not None and not statements and unit.position == 0:
            statements = _inherited(text, read.get(lead, ()), lists=_lists(document.words(document.units[lead].span)))
        elif lead is not None and unit.position == 0:
            statements = _with_lead_in(statements, read.get(lead, ()))
        if not statements and unit.kind == "item" and unit.position == 0:
            statements = _item_of_money(text, bare=not reading.mains)
        found += [_commitment(document, index, unit, lead, statement) for statement in statements]
    return _numbered(document.id, found)


def _they(
    document: Document, index: int, read: dict[int, tuple[Statement, ...]], known: tuple[ActorId, ...]
) -> tuple[ActorId, ...]:
    """Whom "de" or "den" stands for in a sentence: whom the sentence before it in the paragraph is about."""
    unit = document.units[index]
    before = read.get(index - 1, ())
    if not before or unit.paragraph != document.units[index - 1].paragraph:
        return ()
    roles = before[-1].roles
    found = stands_for(document.words(unit.span), roles.parties, roles.obliged)
    return known if set(found) == set(known) else found


def _leads(document: Document) -> dict[int, int]:
    """The lead-in of each item.

    Its own; for lists under headings of their own the last sentence with a colon; for lists in a box that an earlier
    sentence announces ("følgende temaer, jf. boks 2") that sentence.
    """
    leads: dict[int, int] = {}
    announced: dict[str, int] = {}
    colon: int | None = None
    for index, unit in enumerate(document.units):
        text = document.words(unit.span)
        if unit.kind == "sentence":
            colon = index if text.rstrip().endswith(":") else None
            announced.update((match.group(1), index) for match in _ANNOUNCED.finditer(text))
            continue
        own = unit.lead_in if unit.lead_in is not None else colon
        lead = own if own is not None else announced.get(_box(document, unit.section))
        if lead is not None:
            leads[index] = lead
    return leads


def _box(document: Document, section: int | None) -> str:
    """The number of the box that the section is or lies in, "" for none."""
    while section is not None:
        if document.sections[section].kind == "box":
            return document.sections[section].number
        section = document.sections[section].parent
    return ""


def _opening(statements: tuple[Statement, ...], index: int, document: Document) -> tuple[Statement, ...]:
    """What the agreement's own parties first say that they "har indgået" is this agreement, and none before it."""
    own = set(document.identity.signatories)
    if index >= _OPENING_UNITS or len(own) < 2:
        return statements
    return tuple(
        replace(s, force="agree", rule="force.agree.opening")
        if s.force == "recall"
        and own <= set(s.roles.parties)
        and _MADE.search(document.words(document.units[index].span))
        else s
        for s in statements
    )


def _together(statements: tuple[Statement, ...], known: tuple[ActorId, ...]) -> tuple[ActorId, ...]:
    """Whom "parterne" stands for after this sentence: the two or more that it names as agreeing or acting together."""
    for statement in reversed(statements):
        agrees = statement.force == "agree" or (not known and statement.force in ("undertake", "note"))
        if agrees and len(statement.roles.parties) > 1:
            return statement.roles.parties
    return known


def _stands_alone(text: str, statements: tuple[Statement, ...]) -> bool:
    """Whether a lead-in says something itself: a sum, or an action; "Parterne er enige om, at:" does not."""
    if not statements:
        return False
    return bool(_SUM.search(text)) or (
        len(text.split()) > 14 and not re.search(r"(?:\bat|\bom|følgende\b.*)\s*:?\s*$", text)
    )


def _leading(reading: Sentence, known: tuple[ActorId, ...]) -> tuple[Statement, ...]:
    """A lead-in that binds only through its items: parties "in dialogue on the following"."""
    if not reading.mains or not _LEAD_IN_ONLY.search(reading.text):
        return ()
    roles = find_parties(reading, reading.mains[0], known, "undertake", "lead-in")
    span = Span(start=0, end=len(reading.text))
    return (
        (Statement(span=span, force="undertake", rule="force.lead-in", roles=roles, evidence=()),)
        if roles.parties
        else ()
    )


def _item_of_money(text: str, *, bare: bool) -> tuple[Statement, ...]:
    """An item that sets a sum: `bare` of a verb ("540 mio. kr. til fysiske bøger"), or a name with one in brackets."""
    if not (bare and _FOR_A_SUM.match(text)) and not _NAME_WITH_SUM.match(text):
        return ()
    span = Span(start=0, end=len(text))
    return (Statement(span=span, force="allocate", rule="force.item-of-money", roles=Roles(), evidence=()),)


def _inherits(lead: tuple[Statement, ...]) -> bool:
    return bool(lead) and (lead[0].force == "agree" or bool(lead[0].roles.parties))


def _lists(lead_in: str) -> bool:
    """Whether a lead-in tells what is to be done with all that it lists: "Følgende opgaver flyttes til regionerne:"."""
    return bool(_FOLLOWING.search(lead_in)) and not _SUM.search(lead_in)


def _inherited(text: str, lead: tuple[Statement, ...], *, lists: bool = False) -> tuple[Statement, ...]:
    """An item with no force of its own: force and parties are its lead-in's, who is obliged is read from its words."""
    if not _inherits(lead) and not (lists and lead and lead[0].force == "undertake"):
        return ()
    parties = lead[0].roles.parties
    roles = find_obliged(parse_sentence(text), None, Roles(parties=parties), parties, lead[0].force)
    return (
        replace(lead[0], span=Span(start=0, end=len(text)), roles=roles, rule=lead[0].rule + ".lead-in", evidence=()),
    )


def _with_lead_in(own: tuple[Statement, ...], lead: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The first sentence of an item takes force and parties from its lead-in, and keeps whom it obliges."""
    if not own or not _inherits(lead) or own[0].force == "agree" or own[0].force == lead[0].force:
        return own
    if own[0].roles.parties and own[0].force in ("note", "recall"):
        return own
    roles = replace(own[0].roles, parties=lead[0].roles.parties or own[0].roles.parties)
    return (replace(own[0], force=lead[0].force, rule=lead[0].rule + ".lead-in", roles=roles), *own[1:])


def _commitment(document: Document, index: int, unit: Unit, lead: int | None, statement: Statement) -> Commitment:
    span = statement.span.shifted(unit.span.start)
    quote = document.words(span)
    inside = (
        m for m in find_actors(document.words(unit.span)) if statement.span.start <= m.span.start < statement.span.end
    )
    mentions = tuple(dict.fromkeys(m.actor for m in inside))
    roles = statement.roles
    evidence = tuple(e.shifted(unit.span.start) for e in (*statement.evidence, *roles.evidence))
    return Commitment(
        document=document.id,
        id=CommitmentId(""),
        number=0,
        quote=quote,
        span=span,
        unit=index,
        force=statement.force,
        rule=statement.rule,
        confidence=confidence_of(statement.rule),
        lead_in=document.units[lead].span if lead is not None and statement.rule.endswith(".lead-in") else None,
        parties=roles.parties,
        obliged=roles.obliged,
        mentions=tuple(actor for actor in mentions if actor not in roles.parties and actor not in roles.obliged),
        evidence=evidence,
    )


def _numbered(document: DocumentId, commitments: list[Commitment]) -> tuple[Commitment, ...]:
    """Gives each its number and an id made of its words, so that an edit elsewhere leaves it as it is."""
    seen: Counter[str] = Counter()
    numbered = []
    for number, commitment in enumerate(commitments, 1):
        folded = "".join(char for char in commitment.quote.lower() if char.isalnum())
        digest = hashlib.sha256(folded.encode()).hexdigest()[:10]
        seen[digest] += 1
        suffix = f"-{seen[digest]}" if seen[digest] > 1 else ""
        numbered.append(replace(commitment, number=number, id=CommitmentId(f"{document}-{digest}{suffix}")))
    return tuple(numbered)
