"""Who agrees, undertakes or notes, and who is to act: read from the subject, its verb and the clauses under it.

"Parterne" stands for the actors last named together as agreeing; that memory is passed in and handed on, so the
functions here stay pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.actors import Mention
from extract.clauses import Clause
from extract.models import ActorId, Evidence, Force, Span

_JOINS = re.compile(r"[\s,]*(?:\([^)]*\))?[\s,]*(?:og|samt|&|/)?\s*(?:(?:den|de|det)\s)?\s*", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:alle |begge |aftale|forligs)?(?:parterne|partierne|partnerne|parter)\b|\b(?:forligskredsen|aftalekredsen|aftaleparterne|aftalepartierne)\b|\bvi\b", re.IGNORECASE)
_BETWEEN = re.compile(r"enighed(?:en)?\s+(?:i\w*\s)?(?:mellem|blandt)\s+", re.IGNORECASE)
_ENTRUSTED = re.compile(r"(?:op til|overladt til)\s+(?:(?:den enkelte|de enkelte|den|de)\s)?", re.IGNORECASE)
_AGENT = re.compile(r"\b\w+(?:es|et|t)\s(?:[\w\s]{0,30}?\s)?af\s+(?:den\s|de\s|en\s)?", re.IGNORECASE)
_FROM = re.compile(r"\bkr\.?\s+(?:\([^)]*\)\s)?fra\s+", re.IGNORECASE)
_CALLED = re.compile(r"\bopfordrer\s+(?:\w+\s){0,2}?", re.IGNORECASE)
_ADJECTIVES = ((re.compile(r"\bkommunale?\b", re.IGNORECASE), "kommunerne"), (re.compile(r"\bregionale?\b", re.IGNORECASE), "regionerne"), (re.compile(r"\bstatslige?\b", re.IGNORECASE), "staten"))
_KEPT = ("overholdes", "skal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who binds themselves, who is to act, and the words for both."""

    parties: tuple[ActorId, ...] = ()
    obliged: tuple[ActorId, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def named_group(text: str, start: int, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The actors listed from `start` on, joined by commas and "og": "regeringen, KL og Danske Regioner".

    A mention in the genitive ends the list. Offsets count from the beginning of `text`.
    """
    group: list[Mention] = []
    position = start
    for mention in mentions:
        if mention.span.start < position:
            continue
        joined = _JOINS.fullmatch(text, position, mention.span.start) if group else not text[position : mention.span.start].strip(" ,")
        if not joined or mention.genitive:
            break
        group.append(mention)
        position = mention.span.end
    return tuple(group)


def _evidence(field: str, text: str, span: Span, rule: str) -> Evidence:
    return Evidence(field=field, words=text[span.start : span.end], start=span.start, end=span.end, rule=rule)


def _ids(mentions: tuple[Mention, ...]) -> tuple[ActorId, ...]:
    return tuple(dict.fromkeys(mention.actor for mention in mentions))


def subject_actors(text: str, clause: Clause, mentions: tuple[Mention, ...], known: tuple[ActorId, ...]) -> tuple[tuple[ActorId, ...], Span | None]:
    """The actors that the clause's subject names, or that its "parterne" stands for, with the words' place; ((), None) for none."""
    subject = clause.subject
    own = [m for m in mentions if subject.start <= m.span.start < max(subject.end, subject.start + 1)]
    together = _TOGETHER.search(text, subject.start, subject.end)
    if together and (not own or together.start() < own[0].span.start):
        return known, Span(start=together.start(), end=together.end())
    for mention in own:
        if not mention.genitive:
            group = named_group(text, mention.span.start, mentions)
            if group:
                return _ids(group), Span(start=group[0].span.start, end=group[-1].span.end)
        if not clause.inverted:
            break
    return (), None


def _owners(text: str, mentions: tuple[Mention, ...], known: tuple[ActorId, ...]) -> tuple[tuple[ActorId, ...], Span | None]:
    """Whose ambition, aim or priority it is: "regeringens ambition", "en prioritering for regeringen og KL"."""
    match = re.search(r"\b(aftalepartiernes|aftaleparternes|parternes|partiernes)\b", text, re.IGNORECASE)
    if match:
        return known, Span(start=match.start(), end=match.end())
    genitive = tuple(m for m in mentions if m.genitive)[:1]
    if genitive:
        return _ids(genitive), genitive[0].span
    group = named_group(text, mentions[0].span.start, mentions) if mentions else ()
    return (_ids(group), Span(start=group[0].span.start, end=group[-1].span.end)) if group else ((), None)


def find_parties(text: str, clause: Clause | None, mentions: tuple[Mention, ...], known: tuple[ActorId, ...], force: Force, rule: str) -> Roles:
    """Who binds themselves in the clause: for `agree`, `undertake`, `note`, `recall` and an actor's own allocation.

    `known` is whom "parterne" stands for. Offsets of clause, mentions and evidence count from the beginning of `text`.
    """
    between = _BETWEEN.search(text)
    if between and force in ("agree", "recall"):
        together = _TOGETHER.match(text, between.end())
        group = named_group(text, between.end(), mentions)
        found = (known, Span(start=between.end(), end=together.end())) if together else (_ids(group), Span(start=between.end(), end=group[-1].span.end if group else between.end()))
    elif rule.endswith("owned-aim"):
        found = _owners(text, mentions, known)
    elif clause is None:
        group = named_group(text, mentions[0].span.start, mentions) if mentions and mentions[0].span.start < 3 else ()
        match = _TOGETHER.match(text)
        found = (_ids(group), Span(start=0, end=group[-1].span.end)) if group else (known, Span(start=0, end=match.end())) if match else ((), None)
    elif force == "require" or rule.endswith("called-on"):
        return Roles()
    else:
        found = subject_actors(text, clause, mentions, known)
    actors, span = found
    if span is None or not actors:
        return Roles()
    return Roles(parties=actors, evidence=(_evidence("party", text, span, "parties.subject"),))


def find_obliged(text: str, clauses: tuple[Clause, ...], main: Clause | None, mentions: tuple[Mention, ...], roles: Roles, known: tuple[ActorId, ...], force: Force) -> Roles:
    """Adds to `roles` who is to act or abide, when that is somebody else than, or only some of, the parties."""
    found: list[tuple[tuple[ActorId, ...], Span, str]] = []
    if force == "require" and main is not None:
        found += _acting(text, main, mentions, known)
    for clause in clauses:
        if clause.opener == "at" and _binds(text, clause):
            found += _acting(text, clause, mentions, known)
    for pattern, rule in ((_ENTRUSTED, "obliged.entrusted"), (_AGENT, "obliged.agent"), (_FROM, "obliged.payer"), (_CALLED, "obliged.called-on")):
        found += _named_after(text, pattern, mentions, rule)
    if force == "note" and main is not None and text[main.verb.start : main.verb.end] == "opfordres":
        found += _acting(text, main, mentions, known)
    actors = tuple(dict.fromkeys(actor for group, _, _ in found for actor in group))
    if not actors or set(actors) == set(roles.parties):
        return roles
    evidence = tuple(_evidence("obliged", text, span, rule) for _, span, rule in found)
    return Roles(parties=roles.parties, obliged=actors, evidence=roles.evidence + evidence)


def _binds(text: str, clause: Clause) -> bool:
    """Whether an "at"-clause binds its subject: not what it may, is able to, has done, or is done to it."""
    verb = text[clause.verb.start : clause.verb.end].lower()
    rest = text[clause.verb.end : clause.span.end + 1].lower()
    if verb in ("skal", "bør"):
        return True
    if verb == "vil":
        return " blive " not in rest[:40] and not rest.startswith((" kunne", " være", " få"))
    if verb == "har":
        return rest.startswith((" ansvar", " fokus", " taget", " leveret")) or "ansvar" in rest[:20]
    return clause.form in ("present", "maybe") and verb not in ("er", "kan", "oplever", "står", "får", "modtager") or verb == "overholdes"


def _acting(text: str, clause: Clause, mentions: tuple[Mention, ...], known: tuple[ActorId, ...]) -> list[tuple[tuple[ActorId, ...], Span, str]]:
    """Whom the subject of a binding clause names: themselves, as owners ("kommunernes udgifter skal"), or by an adjective."""
    actors, span = subject_actors(text, clause, mentions, known)
    if actors and span is not None:
        return [(actors, span, "obliged.subject")]
    subject = clause.subject
    verb = text[clause.verb.start : clause.verb.end].lower()
    owners = tuple(m for m in mentions if m.genitive and subject.start <= m.span.start < subject.end)[:1]
    if owners and owners[0].actor in ("kommunerne", "regionerne", "staten") and (verb in _KEPT or verb in ("holder",)):
        return [(_ids(owners), owners[0].span, "obliged.owner")]
    for pattern, actor in _ADJECTIVES:
        match = pattern.search(text, subject.start, subject.end)
        if match and verb in _KEPT:
            return [((ActorId(actor),), Span(start=match.start(), end=match.end()), "obliged.adjective")]
    return []


def _named_after(text: str, pattern: re.Pattern[str], mentions: tuple[Mention, ...], rule: str) -> list[tuple[tuple[ActorId, ...], Span, str]]:
    found = []
    for match in pattern.finditer(text):
        group = named_group(text, match.end(), mentions)
        if group:
            found.append((_ids(group), Span(start=group[0].span.start, end=group[-1].span.end), rule))
    return found
