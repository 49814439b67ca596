"""Who agrees, undertakes or notes: read from the subject of the clause that binds.

"Parterne" stands for the actors last named together as agreeing; whom it stands for is passed in, so that the functions
here stay pure.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extract.actors import Mention
from extract.clauses import Clause, grammar, split_words
from extract.models import ActorId, Evidence, Force, Span
from extract.nouns import noun_classes
from extract.offices import NOBODY, Named, is_name, office_of
from extract.parse import Sentence
from extract.pronouns import is_pronoun

# As in "regeringen, KL og Danske Regioner" and "Regeringen (Socialdemokratiet), Venstre og Alternativet".
_JOINS = re.compile(r"[\s,]*(?:\([^)]*\))?[\s,]*(?:og|samt|&|/)?\s*(?:(?:den|de|det)\s)?\s*", re.IGNORECASE)
# "den enkelte kommune", "alle landets kommuner"
_ARTICLES = re.compile(
    r"[\s,]*(?:(?:den|de|det|alle|både|landets|samtlige)\s+(?:enkelte\s+|øvrige\s+)?)?\s*", re.IGNORECASE
)
_TOGETHER = re.compile(
    r"\b(?:(?:alle |begge )?(?:\w*(?:aftale|forligs|pulje|budget|treparts|konstituerings))?(?:parterne|partierne)"
    r"|(?:alle|samtlige)\s(?:(?:aftale|forligs)(?:partier|parter)|(?:partier|parter)(?=\sbag\s))"
    r"|(?:hver|begge|undertegnede)\s(?:aftale|forligs)?(?:partier|parter|part)"
    r"|(?<!alle )parter|\w*(?:forligs|aftale)kredsen|vi)\b",
    re.IGNORECASE,
)
# "Aftalepartierne bag finansloven i 2020" are others than those of "partierne bag aftalen".
_BEHIND_ANOTHER = re.compile(
    r"\s+bag\s+(?!(?:denne\s|den\s|det\s|nærværende\s)?(?:nye\s)?(?:aftalen?|forlig(?:et)?|budgetforlig(?:et)?|budgettet|\w*puljen|reserven|reformen)\b"
    r"(?!\s+(?:om|fra|af|for|i)\b))",
    re.IGNORECASE,
)
_TOGETHER_OWN = re.compile(
    r"\b(?:\w*(?:aftale|forligs|pulje|budget|treparts))?(?:parternes|partiernes)\b", re.IGNORECASE
)
# "enighed mellem regeringen og KL"
_BETWEEN = re.compile(r"(?:enighed(?:en)?|aftalt)\s+(?:i\w*\s)?(?:mellem|blandt)\s+", re.IGNORECASE)
_AMONG = re.compile(r"\bmellem\s+(?:følgende\s[^:]{0,60}:\s*)?", re.IGNORECASE)
# "KL vil blive inddraget"
_DONE_TO = re.compile(r"\bvil\b[\w\s,.]{0,40}\bblive\s\w+(?:et|t)\b", re.IGNORECASE)
# Who requires it says so ("Forligspartierne pålægger ministeren at ...").
_ASKERS = ("require.asks-of", "require.takes-as-given")
# "har indgået en bred politisk aftale med størstedelen af Folketingets partier"
_MADE = re.compile(r"\bindg(?:ået|ik)\b", re.IGNORECASE)
_WITH = re.compile(r"\bmed\s+", re.IGNORECASE)
_AGREE = re.compile(r"er\s(?:\w+\s){0,2}enige\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who binds themselves, who is to act, and the words for both."""

    parties: tuple[ActorId, ...] = ()
    obliged: tuple[ActorId, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@cache
def role_verbs(name: str) -> frozenset[str]:
    """The verbs of the list `name` of `lexicon/roles.toml`, which says what each list is for."""
    return frozenset(_lists()[name])


@cache
def _lists() -> dict[str, list[str]]:
    raw: dict[str, list[str]] = tomllib.loads((files("extract") / "lexicon" / "roles.toml").read_text(encoding="utf-8"))
    return raw


def is_circle(word: str) -> bool:
    """Whether the word stands for all who agree: "parterne", "forligspartierne", "aftalekredsen", "vi"."""
    return _TOGETHER.fullmatch(word) is not None


def names_circle(subject: str) -> bool:
    """Whether a subject begins with several words for all who agree: "Alle partier bag forliget", "Hver part"."""
    return _TOGETHER.match(subject.lstrip()) is not None


def named_group(text: str, start: int, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The actors listed from `start` on, joined by commas and "og"; a mention in the genitive ends the list."""
    group: list[Mention] = []
    position = start
    for mention in mentions:
        if mention.span.start < position or (group and _in_brackets(text, position, mention.span.start)):
            continue
        between = (_JOINS if group else _ARTICLES).fullmatch(text, position, mention.span.start)
        if not between or mention.genitive:
            break
        group.append(mention)
        position = mention.span.end
    return tuple(group)


def _in_brackets(text: str, start: int, end: int) -> bool:
    return text.rfind("(", start, end) > text.rfind(")", start, end)


def ids(mentions: tuple[Mention, ...]) -> tuple[ActorId, ...]:
    """The ids of the mentions, none twice."""
    return tuple(dict.fromkeys(mention.actor for mention in mentions))


def of_group(group: tuple[Mention, ...]) -> Named:
    """The ids of a group and the words it covers."""
    return (ids(group), Span(start=group[0].span.start, end=group[-1].span.end)) if group else NOBODY


def under_preposition(before: str) -> bool:
    """Whether a name after `before` belongs to another noun ("udbygningen af forsvaret") and heads no subject."""
    return any(word.text in grammar().prepositions for word in split_words(before))


def subject_actors(sentence: Sentence, clause: Clause, known: tuple[ActorId, ...]) -> Named:
    """The actors that the clause's subject names, or that its "parterne" stands for, with the words' place."""
    text, subject = sentence.text, clause.subject
    own = [m for m in sentence.mentions if subject.start <= m.span.start < max(subject.end, subject.start + 1)]
    together = _TOGETHER.search(text, subject.start, subject.end)
    others = together is not None and _BEHIND_ANOTHER.match(text, together.end()) is not None
    if together and not others and (not own or together.start() < own[0].span.start):
        return known, Span(start=together.start(), end=together.end())
    if is_pronoun(text[subject.start : subject.end]):
        if sentence.they:
            return sentence.they, subject
        if sentence.verb(clause) in role_verbs("parties_do") or _AGREE.match(text, clause.verb.start):
            return known, subject
    for mention in own:
        before = text[subject.start : mention.span.start]
        apart = others and before.rstrip().endswith(",")  # "Parterne bag aftalen fra 2009, regeringen, Venstre og ..."
        if mention.genitive or (under_preposition(before) and not apart):
            continue
        group = named_group(text, mention.span.start, sentence.mentions)
        if group:
            return of_group(group)
    return NOBODY if own or clause.opener in ("som", "der") else _by_office(text, subject)


def _by_office(text: str, subject: Span) -> Named:
    """A body that has no name but what it is: "Forvaltningen", "Politidirektørerne"; a bare "Ministeren" is none."""
    word = text[subject.start : subject.end].strip()
    named = is_name(word) or (word.isalpha() and "body" in noun_classes(word.lower()))
    return office_of(text, subject) if named else NOBODY


def find_parties(
    sentence: Sentence, clause: Clause | None, known: tuple[ActorId, ...], force: Force, rule: str
) -> Roles:
    """Who binds themselves in the clause; `known` is whom "parterne" stands for, `rule` what gave the force."""
    actors, span = _named(sentence, clause, known, force, rule)
    if force == "recall" and actors:
        actors = tuple(dict.fromkeys((*actors, *_counterparts(sentence))))
    if force == "agree" and not actors:
        actors, span = _agreeing_below(sentence, known)
    if force == "agree" and not actors:
        actors, span = _agreeing_between(sentence, known)
    receives = force == "allocate" or rule.endswith(("with-this-agreement", "with-that-agreement"))
    if clause is not None and receives and sentence.verb(clause) in role_verbs("receiving"):
        return Roles()
    if span is None or not actors:
        return Roles()
    words = sentence.text[span.start : span.end]
    return Roles(
        parties=actors,
        evidence=(Evidence(field="party", words=words, start=span.start, end=span.end, rule="parties.subject"),),
    )


def _named(sentence: Sentence, clause: Clause | None, known: tuple[ActorId, ...], force: Force, rule: str) -> Named:
    between = _BETWEEN.search(sentence.text) if force in ("agree", "recall") else None
    if between:
        return _from(sentence, between.end(), known)
    if rule.endswith(("owned-aim", "shared-view")):
        return _owners(sentence, known)
    if clause is None:
        return _from(sentence, 0, known)
    if (
        (force == "require" and not rule.endswith(_ASKERS))
        or rule.endswith("note.called-on")
        or _done_to_subject(sentence, clause)
    ):
        return NOBODY
    return subject_actors(sentence, clause, known)


def _from(sentence: Sentence, start: int, known: tuple[ActorId, ...]) -> Named:
    """Whom the words at `start` name: "parterne", or a list of actors."""
    together = _TOGETHER.match(sentence.text, start)
    if together:
        return known, Span(start=together.start(), end=together.end())
    return of_group(named_group(sentence.text, start, sentence.mentions))


def _owners(sentence: Sentence, known: tuple[ActorId, ...]) -> Named:
    """Whose ambition, aim or priority it is: "regeringens ambition", "en prioritering for regeringen og KL"."""
    match = _TOGETHER_OWN.search(sentence.text)
    if match:
        return known, Span(start=match.start(), end=match.end())
    genitive = tuple(m for m in sentence.mentions if m.genitive)[:1]
    first = sentence.mentions[:1]
    return of_group(genitive or (named_group(sentence.text, first[0].span.start, sentence.mentions) if first else ()))


def _done_to_subject(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause's subject is acted on: "KL inddrages", "KL vil blive inddraget"."""
    return clause.form == "passive" or (not clause.inverted and bool(_DONE_TO.match(sentence.text, clause.verb.start)))


def _counterparts(sentence: Sentence) -> tuple[ActorId, ...]:
    """With whom an earlier agreement was made."""
    if not _MADE.search(sentence.text):
        return ()
    groups = (named_group(sentence.text, match.end(), sentence.mentions) for match in _WITH.finditer(sentence.text))
    return next((ids(group) for group in groups if group), ())


def _agreeing_between(sentence: Sentence, known: tuple[ActorId, ...]) -> Named:
    """Between whom it is agreed: "Der er mellem regeringen og Dansk Folkeparti indgået aftale om ..."."""
    for match in _AMONG.finditer(sentence.text):
        found = _from(sentence, match.end(), known)
        if len(found[0]) > 1:
            return found
    return NOBODY


def _agreeing_below(sentence: Sentence, known: tuple[ActorId, ...]) -> Named:
    """Who agrees in a clause under the sentence's own: "Det er erfaringer, som regeringen og KL er enige om ..."."""
    for clause in sentence.clauses:
        if clause.level == "sub" and " enige" in sentence.text[clause.verb.end : clause.verb.end + 80]:
            found = subject_actors(sentence, clause, known)
            if found[0]:
                return found
    return NOBODY
