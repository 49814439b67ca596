"""Who agrees, undertakes or notes, and who is to act: read from the subject, its verb and the clauses under it.

"Parterne" stands for the actors last named together as agreeing; that memory is passed in and handed on, so the
functions here stay pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.actors import Mention
from extract.clauses import Clause, grammar, split_words
from extract.models import ActorId, Evidence, Force, Span
from extract.verbs import finite_form

_JOINS = re.compile(r"[\s,]*(?:\([^)]*\))?[\s,]*(?:og|samt|&|/)?\s*(?:(?:den|de|det)\s)?\s*", re.IGNORECASE)
_ARTICLES = re.compile(r"[\s,]*(?:(?:den|de|det|alle|både|landets|samtlige)\s+(?:enkelte\s+|øvrige\s+)?)?\s*", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:alle |begge |aftale|forligs)?(?:parterne|partierne|partnerne|parter)\b|\b(?:forligskredsen|aftalekredsen|aftaleparterne|aftalepartierne)\b|\bvi\b", re.IGNORECASE)
_BETWEEN = re.compile(r"enighed(?:en)?\s+(?:i\w*\s)?(?:mellem|blandt)\s+", re.IGNORECASE)
_ENTRUSTED = re.compile(r"\b(?:op til|overladt til|fortsat være|betinget af)\s+", re.IGNORECASE)
_OWN_SHARE = re.compile(r"\b(kommunal|regional|statslig)e?(?:\s+og\s+(kommunal|regional|statslig)e?)?\s+(?:andel|medfinansiering|egenfinansiering)", re.IGNORECASE)
_MADE = re.compile(r"\bindg(?:ået|ik)\b", re.IGNORECASE)
_WITH = re.compile(r"\bmed\s+", re.IGNORECASE)
_RECEIVING = frozenset({"får", "kan", "skal", "gives", "sikres", "opnår", "modtager", "tilføres"})
_PLACE = re.compile(r"^(?:I|Hos)\s+")
_AGENT = re.compile(r"\b(\w+)\s(?:(?:løbende|fuldt|delvist|en gang for alle|herefter|som hidtil|samlet)\s)?af\s+(?:den\s|de\s|en\s\w+\smed deltagelse af\s)?", re.IGNORECASE)
_DONE_TO = re.compile(r"\bvil\b[\w\s,.]{0,40}\bblive\s\w+(?:et|t)\b", re.IGNORECASE)
_FROM = re.compile(r"\bkr\.?\s+(?:\([^)]*\)\s)?fra\s+", re.IGNORECASE)
_CALLED = re.compile(r"\bopfordrer\s+(?:\w+\s){0,2}?", re.IGNORECASE)
_ADJECTIVES = {"kommunal": ActorId("kommunerne"), "regional": ActorId("regionerne"), "statslig": ActorId("staten")}
_ADJECTIVE = re.compile(r"\b(kommunal|regional|statslig)e?\b", re.IGNORECASE)
_NO_DUTY = re.compile(r"^\s+(?:ikke\b|have mulighed|kunne\b|have adgang|have ret\b|være en dialog)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who binds themselves, who is to act, and the words for both."""

    parties: tuple[ActorId, ...] = ()
    obliged: tuple[ActorId, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with what was read off it: its clauses and the actors it names."""

    text: str
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]

    def verbs_of(self, main: Clause) -> tuple[Clause, ...]:
        """The verbs that share `main`'s subject, `main` first."""
        own = (c for c in self.clauses if c.level == "main" and c.front.start == main.front.start and c is not main)
        return (main, *own)

    @property
    def mains(self) -> tuple[Clause, ...]:
        """The main clauses; a second verb with the same subject ("vil løfte ... og vil igangsætte") makes none of its own,
        and a verb right after a comma is the sentence's own ("For at løse den opgave, de har fået, har regeringen ...")."""
        found: dict[int, Clause] = {}
        for clause in self.clauses:
            if clause.level == "main" and (clause.front.start not in found or self.text[: clause.verb.start].rstrip().endswith(",")):
                found[clause.front.start] = clause
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Found:
    actors: tuple[ActorId, ...]
    span: Span
    rule: str


def named_group(text: str, start: int, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The actors listed from `start` on, joined by commas and "og": "regeringen, KL og Danske Regioner".

    A mention in the genitive ends the list. Offsets count from the beginning of `text`.
    """
    group: list[Mention] = []
    position = start
    for mention in mentions:
        if mention.span.start < position or (group and text.rfind("(", position, mention.span.start) > text.rfind(")", position, mention.span.start)):
            continue
        between = (_JOINS if group else _ARTICLES).fullmatch(text, position, mention.span.start)
        if not between or mention.genitive:
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
        if mention.genitive or _under_preposition(text[subject.start : mention.span.start]):
            continue
        group = named_group(text, mention.span.start, mentions)
        if group:
            return _ids(group), Span(start=group[0].span.start, end=group[-1].span.end)
    return (), None


def _under_preposition(before: str) -> bool:
    """Whether a name after `before` belongs to another noun ("udbygningen af forsvaret") and heads no subject."""
    return any(word.text in grammar().prepositions for word in split_words(before))


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


def _agreeing_below(reading: Sentence, known: tuple[ActorId, ...]) -> tuple[tuple[ActorId, ...], Span | None]:
    """Who agrees in a clause under the sentence's own: "Det er erfaringer, som regeringen og KL er enige om ..."."""
    for clause in reading.clauses:
        if clause.level == "sub" and " enige" in reading.text[clause.verb.end : clause.verb.end + 80]:
            actors, span = subject_actors(reading.text, clause, reading.mentions, known)
            if actors:
                return actors, span
    return (), None


def find_parties(reading: Sentence, clause: Clause | None, known: tuple[ActorId, ...], force: Force, rule: str) -> Roles:
    """Who binds themselves in the clause: for `agree`, `undertake`, `note`, `recall` and an actor's own allocation.

    `known` is whom "parterne" stands for. Offsets of clause, mentions and evidence count from the beginning of the text.
    """
    text, mentions = reading.text, reading.mentions
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
    elif force == "require" or rule.endswith("note.called-on") or _done_to_subject(text, clause):
        return Roles()
    else:
        found = subject_actors(text, clause, mentions, known)
    actors, span = found
    if force == "recall" and actors:
        actors = tuple(dict.fromkeys((*actors, *_counterparts(text, mentions))))
    if not actors and force == "agree":
        actors, span = _agreeing_below(reading, known)
    if rule.endswith("with-this-agreement") and clause is not None and text[clause.verb.start : clause.verb.end] in _RECEIVING:
        return Roles()
    if span is None or not actors:
        return Roles()
    return Roles(parties=actors, evidence=(_evidence("party", text, span, "parties.subject"),))


def _counterparts(text: str, mentions: tuple[Mention, ...]) -> tuple[ActorId, ...]:
    """With whom an earlier agreement was made: "har indgået en aftale med størstedelen af Folketingets partier"."""
    if not _MADE.search(text):
        return ()
    groups = (named_group(text, match.end(), mentions) for match in _WITH.finditer(text))
    return next((_ids(group) for group in groups if group), ())


def _done_to_subject(text: str, clause: Clause) -> bool:
    """Whether the clause's subject is acted on: "KL inddrages", "KL vil blive inddraget"."""
    if clause.form == "passive":
        return True
    return bool(_DONE_TO.match(text, clause.verb.start)) and not clause.inverted


def find_obliged(reading: Sentence, main: Clause | None, roles: Roles, known: tuple[ActorId, ...], force: Force) -> Roles:
    """Adds to `roles` who is to act or abide, when that is somebody else than, or only some of, the parties."""
    text, mentions = reading.text, reading.mentions
    found: list[_Found] = []
    if main is not None and (force == "require" or text[main.verb.start : main.verb.end] == "opfordres"):
        found += _acting(reading, main, known)
    for clause in reading.clauses:
        if clause.opener == "at" and _binds(text, clause):
            found += _acting(reading, clause, known)
    for pattern, rule in ((_ENTRUSTED, "obliged.entrusted"), (_AGENT, "obliged.agent"), (_FROM, "obliged.payer"), (_CALLED, "obliged.called-on")):
        found += _named_after(text, pattern, mentions, rule)
    if main is not None and main.form == "passive":
        found += _named_after(text, _PLACE, mentions, "obliged.place")
    if force == "allocate":
        found += _sharing(text)
    actors = tuple(dict.fromkeys(actor for one in found for actor in one.actors))
    if not actors or set(actors) == set(roles.parties):
        return roles
    evidence = tuple(_evidence("obliged", text, one.span, one.rule) for one in found)
    return Roles(parties=roles.parties, obliged=actors, evidence=roles.evidence + evidence)


def _binds(text: str, clause: Clause) -> bool:
    """Whether an "at"-clause binds its subject: not what it may, is able to, has done, or is done to it."""
    verb = text[clause.verb.start : clause.verb.end].lower()
    rest = text[clause.verb.end :].lower()
    if _NO_DUTY.match(rest) or text[clause.front.start : clause.verb.start].rstrip().endswith(" ikke"):
        return False
    if verb in ("skal", "bør", "overholdes"):
        return True
    if verb == "vil":
        return " blive " not in rest[:40] and not rest.startswith((" kunne", " være", " få"))
    if verb == "har":
        return "ansvar" in rest[:20] or rest.startswith((" fokus", " taget", " leveret"))
    return clause.form in ("present", "maybe") and verb not in ("oplever", "står", "modtager", "løfter")


def _acting(reading: Sentence, clause: Clause, known: tuple[ActorId, ...]) -> list[_Found]:
    """Whom the subject of a binding clause names: themselves, as owners ("kommunernes udgifter skal nedbringes"), or by an adjective."""
    text, subject = reading.text, clause.subject
    actors, span = subject_actors(text, clause, reading.mentions, known)
    if actors and span is not None:
        return [_Found(actors, span, "obliged.subject")]
    verb = text[clause.verb.start : clause.verb.end].lower()
    if verb not in ("skal", "overholdes", "holder"):
        return []
    for owner in reading.mentions:
        inside = subject.start <= owner.span.start < subject.end and not _under_preposition(text[subject.start : owner.span.start])
        if owner.genitive and inside and owner.actor in _ADJECTIVES.values():
            return [_Found((owner.actor,), owner.span, "obliged.owner")]
    match = _ADJECTIVE.search(text, subject.start, subject.end)
    if match and not _under_preposition(text[subject.start : match.start()]):
        return [_Found((_ADJECTIVES[match.group(1).lower()],), Span(start=match.start(), end=match.end()), "obliged.adjective")]
    return []


def _sharing(text: str) -> list[_Found]:
    """Who bears a share: "den kommunale og regionale andel", "kommunal medfinansiering"."""
    found = []
    for match in _OWN_SHARE.finditer(text):
        actors = tuple(_ADJECTIVES[word.lower()] for word in match.groups() if word)
        found.append(_Found(actors, Span(start=match.start(), end=match.end()), "obliged.share"))
    return found


def _named_after(text: str, pattern: re.Pattern[str], mentions: tuple[Mention, ...], rule: str) -> list[_Found]:
    found = []
    for match in pattern.finditer(text):
        if rule == "obliged.agent" and finite_form(match.group(1).lower()) != "passive":
            continue
        owner = next((m for m in mentions if m.genitive and m.span.start == match.end()), None)
        group = (owner,) if owner and rule == "obliged.entrusted" else named_group(text, match.end(), mentions)
        if group:
            found.append(_Found(_ids(group), Span(start=group[0].span.start, end=group[-1].span.end), rule))
    return found
