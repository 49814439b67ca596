"""How a clause binds: the rules of `lexicon/force.toml`, tried from the top.

A rule looks at the clause as grammar shows it (its finite verb, what its subject is) and at its words, so that the
phrases a civil servant writes down are asked for only where they can mean what they say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from extract.clauses import Clause
from extract.lexicon import LexiconError, Pattern, compile_phrase, find_spans
from extract.models import Evidence, Force
from extract.nouns import head_noun, noun_classes
from extract.offices import is_name
from extract.parse import Sentence
from extract.parties import is_circle, names_circle, role_verbs
from extract.pronouns import is_pronoun

_MONEY = re.compile(r"\d\s*(?:kr\b|mio\b|mia\b|mill|pct\b|procent|%)|\bkroner\b", re.IGNORECASE)
# What names an earlier text or time; capitals count ("med Retfærdig retning for Danmark").
_EARLIER = re.compile(
    r"""[Aa]ftale[rn]*\b.{0,60}\b(?:for|af|fra|om)\b | \bøa\s?\d\d | [Ff]inanslov | forlig | (?:sidste|forrige)[ ]års
    | tidligere | udligningsreform | regeringsgrundlag
    | \b(?:foråret|efteråret|sommeren|starten[ ]af|slutningen[ ]af)\s(?:19|20)\d\d
    | d\.\s\d{1,2}\.\s\w+\s(?:19|20)\d\d | [“”"»«] | \bmed[ ][A-ZÆØÅ][a-zæøå]+[ ](?!Regioner)""",
    re.VERBOSE,
)
# Who speak for themselves in any agreement, also where they do not sign it.
_NATIONAL = ("regeringen", "kl", "danske-regioner")
# Actors of whom much is told that binds nobody.
_COLLECTIVES = frozenset({"kommunerne", "regionerne", "staten", "folketinget"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFacts:
    """What the rules ask of a clause: words, verb, classes of its subject, if money or an earlier text is there."""

    text: str
    verb: str
    passive: bool
    past: bool
    present: bool
    subject: frozenset[str]
    money: bool
    earlier: bool
    actor_below: bool = False

    @classmethod
    def of_fragment(cls, text: str) -> ClauseFacts:
        """The facts of a sentence without a finite verb (the verb left out, or an item of a list)."""
        earlier, money = bool(_EARLIER.search(text)), bool(_MONEY.search(text))
        return cls(
            text=text,
            verb="",
            passive=False,
            past=False,
            present=False,
            subject=frozenset({"other"}),
            money=money,
            earlier=earlier,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceRule:
    """One entry of `lexicon/force.toml`, its phrases compiled. What an entry does not name, it does not ask for."""

    id: str
    label: Force
    verbs: frozenset[str]
    verbs_not: frozenset[str]
    subjects: frozenset[str]
    phrases: tuple[Pattern, ...]
    start: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    money: bool
    earlier: bool
    actor_below: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, facts: ClauseFacts) -> tuple[int, int] | None:
        """The stretch that the rule rests on, (0, 0) where grammar alone decides; None where it does not fit."""
        if (self.money and not facts.money) or (self.earlier and not facts.earlier):
            return None
        if self.actor_below and not facts.actor_below:
            return None
        if self.subjects and not self.subjects & facts.subject:
            return None
        if facts.verb in self.verbs_not or (self.verbs and not self._verb_fits(facts)):
            return None
        folded = facts.text.lower()
        if find_spans(self.unless, facts.text, folded):
            return None
        if self.start and not any(begin == 0 for begin, _ in find_spans(self.start, facts.text, folded)):
            return None
        if not self.phrases:
            return (0, 0)
        return min(find_spans(self.phrases, facts.text, folded), default=None)

    def _verb_fits(self, facts: ClauseFacts) -> bool:
        return (
            facts.verb in self.verbs
            or (facts.present and "(present)" in self.verbs)
            or (facts.passive and "(passive)" in self.verbs)
            or (facts.past and "(past)" in self.verbs)
        )


@dataclass(frozen=True, slots=True)
class RawRule:
    """An entry as the file has it, and the lists of the file that it may name ("@views")."""

    entry: Mapping[str, object]
    lists: Mapping[str, list[str]]

    def strings(self, name: str) -> tuple[str, ...]:
        """The texts of a list, those of a list that it names in the place of that name; () for no list."""
        value = self.entry.get(name, [])
        if not isinstance(value, list):
            return ()
        return tuple(text for item in map(str, value) for text in self._named(item))

    def phrases(self, name: str) -> tuple[Pattern, ...]:
        """The same, compiled."""
        if not isinstance(self.entry.get(name, []), list):
            raise LexiconError(f"lexicon/force.toml: entry {self.entry.get('id')}: {name} must be a list of texts")
        return tuple(map(compile_phrase, self.strings(name)))

    def _named(self, item: str) -> Sequence[str]:
        if not item.startswith("@"):
            return (item,)
        if item[1:] not in self.lists:
            raise LexiconError(f"lexicon/force.toml: entry {self.entry.get('id')}: there is no list {item[1:]!r}")
        return self.lists[item[1:]]


@cache
def force_rules() -> tuple[ForceRule, ...]:
    """The rules in the file's order. Raises LexiconError for an entry that cannot be used."""
    raw = tomllib.loads((files("extract") / "lexicon" / "force.toml").read_text(encoding="utf-8"))
    rules = []
    for entry in raw["entry"]:
        if entry.get("label") not in get_args(Force):
            raise LexiconError(
                f"lexicon/force.toml: entry {entry.get('id')}: label must be one of {', '.join(get_args(Force))}"
            )
        given = RawRule(entry, raw.get("lists", {}))
        rules.append(
            ForceRule(
                id=f"force.{entry['id']}",
                label=entry["label"],
                verbs=frozenset(given.strings("verb")),
                verbs_not=frozenset(given.strings("verb_not")),
                subjects=frozenset(given.strings("subject")),
                phrases=given.phrases("phrases"),
                start=given.phrases("start"),
                unless=given.phrases("unless"),
                money=bool(entry.get("money")),
                earlier=bool(entry.get("earlier")),
                actor_below=bool(entry.get("actor_below")),
                examples=given.strings("examples"),
                counter_examples=given.strings("counter_examples"),
            )
        )
    return tuple(rules)


def clause_facts(piece: Sentence, clause: Clause) -> ClauseFacts:
    """What the rules ask of a clause of `piece`, the sentence or the part of it that the clause makes up."""
    text = piece.text
    classes = _subject_classes(piece, clause)
    matter = noun_classes(head_noun(text[clause.verb.end :].removeprefix(" der"))) if "der" in classes else frozenset()
    return ClauseFacts(
        text=text,
        verb=piece.verb(clause),
        passive=clause.form == "passive",
        past=clause.form == "past",
        present=clause.form in ("present", "maybe"),
        subject=classes,
        money=bool(_MONEY.search(text)) or "money" in classes or "money" in matter,
        earlier=bool(_EARLIER.search(text)),
        actor_below=any(c.opener == "at" and "actor" in _subject_classes(piece, c) for c in piece.clauses),
    )


def _subject_classes(piece: Sentence, clause: Clause) -> frozenset[str]:
    subject = piece.text[clause.subject.start : clause.subject.end]
    head, first = head_noun(subject), subject.split(maxsplit=1)[0].lower().strip(",") if subject.split() else ""
    named = [m for m in piece.mentions if not m.genitive and clause.subject.start <= m.span.start < clause.subject.end]
    reach = (subject.lower().find(head) if head else 0) + len(head)
    if first == "begge" or is_circle(first):
        return frozenset({"actor", "we"} if first == "vi" else {"actor"} if first == "begge" else {"actor", "circle"})
    if is_pronoun(subject) and (piece.they or piece.verb(clause) in role_verbs("parties_do")):
        return frozenset({"actor", "circle"} if len(piece.they) > 1 else {"actor"})
    if names_circle(subject):
        return frozenset({"actor", "circle"})
    heads = [m for m in named if m.span.start - clause.subject.start <= reach]
    if heads:
        told = len(named) == 1 and heads[0].actor not in (*piece.circle, *_NATIONAL)
        kind = {"actor"} if heads[0].actor in _COLLECTIVES else {"actor", "body"}
        return frozenset(kind | {"outsider"} if told else kind)
    if is_name(subject):
        return frozenset({"actor", "body", "outsider"})
    if clause.inverted and _is_der(clause, subject):
        return frozenset({"der"})
    if first == "det" and head in ("det", ""):
        return frozenset({"det"})
    classes = noun_classes(head)
    return classes if classes - {"body", "deed", "office"} else classes | {"other"}


def _is_der(clause: Clause, subject: str) -> bool:
    """Whether the clause has "der" for its subject: before the verb, or first after it."""
    return clause.front.end - clause.front.start == 4 or subject.split()[:1] == ["der"]


def find_force(facts: ClauseFacts, offset: int = 0) -> tuple[ForceRule, Evidence] | None:
    """The first rule that fits the clause, with its words moved by `offset`; None where no rule does."""
    for rule in force_rules():
        span = rule.find(facts)
        if span is not None:
            start, end = span if span != (0, 0) else (0, len(facts.text))
            return rule, Evidence(
                field="force", words=facts.text[start:end], start=offset + start, end=offset + end, rule=rule.id
            )
    return None
