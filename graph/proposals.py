"""Topics that the agreements themselves suggest: short forms given in brackets, and things that come back.

A proposal is evidence for a person to judge, never a topic by itself: `aftalegraf topics accept` makes it one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.areas import area_spotter
from extract.patterns import compiled
from extract.slugs import slug
from extract.topics import topic_spotter
from graph.linking.passages import Corpus, Passage
from graph.linking.words import content_words, names
from graph.words import base, fold
from ontology.vocab import actors

Reason = Literal["acronym", "compound", "name"]
_FEWEST_AGREEMENTS = 2
_MOST = 40  # passages of a matter: more are what everything is about
_FEWEST = 3  # passages of a word that dictionaries have: fewer come back by chance
_LONG = 8  # letters of a word that may be made for one thing
_MADE = 12  # letters of a word of the dictionary that is likely made for one thing
_WITHIN = 0.6  # of its passages, those that have one topic, if a word is only a part of that
_SHOWN = 2  # passages of each agreement that are given as evidence
_WORDS_BEFORE = 6  # words before a bracket that its short form may stand for
_WORD = r"[^\W\d_][\w-]*"
_BRACKET = r"((?:[^\W\d_][\w-]*\s+){1,6})\(([A-ZÆØÅ][A-ZÆØÅa-zæøå]{1,6})\)"
_BODY = r"(?i)(?:kommune|ministeri\w*|styrelsen?)$"
_NOUN = r"\w+(?:en|et|erne|ene|ens|ets|ernes)"  # what only nouns end in, a definite form


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A passage in which what is proposed stands; `number` is the commitment's, None where it is none."""

    document: str
    quote: str
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A topic that may be: its spellings in the phrase language, and `exact` those in which capitals count.

    `passages` counts where it stands, `documents` are the agreements; `area` is what most commitments on it are about.
    """

    id: str
    label: str
    reason: Reason
    spellings: tuple[str, ...]
    exact: tuple[str, ...]
    area: str | None
    documents: tuple[str, ...]
    passages: int
    examples: tuple[Example, ...]


def propose_topics(corpus: Corpus) -> tuple[Proposal, ...]:
    """The topics that agreements suggest and that no topic has yet: short forms first, then what comes back most."""
    passages = [passage for agreement in corpus for passage in agreement]
    found: dict[str, Proposal] = {}
    for proposal in (*_acronyms(passages), *_recurring(passages)):
        found.setdefault(proposal.id, proposal)
    order = {"acronym": 0, "name": 1, "compound": 2}
    return tuple(
        sorted(found.values(), key=lambda one: (order[one.reason], -len(one.documents), -one.passages, one.id))
    )


def _acronyms(passages: Sequence[Passage]) -> Iterator[Proposal]:
    """Yields what a text gives a short form of: "Center for Offentlig Innovation (COI)"."""
    long_forms: dict[str, str] = {}
    for passage in passages:
        for before, short in compiled(_BRACKET).findall(passage.text):
            words = stands_for(short, before.split())
            if words and sum(letter.isupper() for letter in short) > 1:
                long_forms.setdefault(short, words)
    for short, words in sorted(long_forms.items()):
        pattern = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)|{re.escape(words)}", re.IGNORECASE)
        where = [passage for passage in passages if _stands(short, pattern, passage.text)]
        if not _known(words) and not _known(short) and where:
            label = f"{words[:1].upper()}{words[1:]} ({short})"
            yield _proposal(slug(short), label, "acronym", (f"{words}*",), (short,), where)


def _stands(short: str, pattern: re.Pattern[str], text: str) -> bool:
    """Whether the long form stands in a text, or the short one in its own capitals."""
    return any(found == short or found.lower() != short.lower() for found in pattern.findall(text))


def stands_for(short: str, words: Sequence[str]) -> str | None:
    """Of the words before a bracket, those that its short form stands for; None where its letters are not in them.

    >>> stands_for("KMF", "Den kommunale medfinansiering".split())
    'kommunale medfinansiering'
    """
    for count in range(1, min(len(words), _WORDS_BEFORE) + 1):
        chosen = words[-count:]
        if chosen[0][:1].lower() == short[:1].lower() and _holds(short, chosen):
            return " ".join(chosen)
    return None


def _holds(short: str, words: Sequence[str]) -> bool:
    """Whether the letters of a short form stand in the words in their order, and each word begins with one of them.

    Small words ("for", "og") need not.
    """
    letters = iter("".join(words).lower())
    initials = [word[0].lower() for word in words if len(word) > 3]
    return all(letter in letters for letter in short.lower()) and all(one in short.lower() for one in initials)


def _recurring(passages: Sequence[Passage]) -> Iterator[Proposal]:
    """Yields long words and names that two agreements or more have, and that no topic speaks for."""
    where: dict[str, list[Passage]] = defaultdict(list)
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in passages:
        for form in dict.fromkeys(content_words(passage.text)):
            if len(form) >= _LONG or "+" in form:
                where[form].append(passage)
        for word in compiled(_WORD).findall(passage.text):
            said[base(word)][word.lower()] += 1
        for words, form in names(passage.text):
            said[form][words] += 1
    for form, found in sorted(where.items()):
        if len(found) <= _MOST and len({one.document for one in found}) >= _FEWEST_AGREEMENTS:
            proposal = _named(form, said[form], found) if "+" in form else _compound(form, said[form], found)
            if proposal is not None:
                yield proposal


def _named(form: str, said: Counter[str], found: list[Passage]) -> Proposal | None:
    label = said.most_common(1)[0][0] if said else form.replace("+", " ")
    if _known(label) or is_body(label):
        return None
    return _proposal(slug(label), label, "name", (f"{label}*",), (), found)


def is_body(label: str) -> bool:
    """Whether a name is that of somebody who acts: an actor of the gazetteer, a municipality, a ministry.

    >>> is_body("Danske Regioner"), is_body("Aarhus Kommune"), is_body("Mit Overblik")
    (True, True, False)
    """
    return fold(label) in _actors() or bool(compiled(_BODY).search(label))


def _compound(form: str, said: Counter[str], found: list[Passage]) -> Proposal | None:
    """A word that stands in a definite form somewhere is a noun."""
    noun = any(compiled(_NOUN).fullmatch(word) for word in said)
    if not noun or _known(*said) or _is_general(form, said, found) or compiled(_BODY).search(form):
        return None
    shortest = min(said, key=lambda word: (len(word), word))
    return _proposal(slug(form), f"{shortest[:1].upper()}{shortest[1:]}", "compound", (f"{shortest}*",), (), found)


def _proposal(
    identifier: str,
    label: str,
    reason: Reason,
    spellings: tuple[str, ...],
    exact: tuple[str, ...],
    found: list[Passage],
) -> Proposal:
    areas = Counter(one.commitment.areas[0] for one in found if one.commitment and one.commitment.areas)
    by_document: dict[str, list[Passage]] = defaultdict(list)
    for passage in found:
        by_document[passage.document].append(passage)
    return Proposal(
        id=identifier,
        label=label,
        reason=reason,
        spellings=spellings,
        exact=exact,
        area=areas.most_common(1)[0][0] if areas else None,
        documents=tuple(by_document),
        passages=len(found),
        examples=tuple(
            Example(document=one.document, quote=one.text, number=one.commitment.number if one.commitment else None)
            for passages in by_document.values()
            for one in passages[:_SHOWN]
        ),
    )


def _is_general(form: str, said: Counter[str], found: list[Passage]) -> bool:
    """Whether a word is one that dictionaries have and no heading, names a policy area, or lies within one topic."""
    import simplemma  # late: its dictionary takes half a second

    common = any(simplemma.is_known(word, lang="da") for word in said)
    headed = any(form in content_words(heading) for one in found for heading in one.headings)
    topics = Counter(topic for one in found for topic in one.topics)
    within = bool(topics) and topics.most_common(1)[0][1] >= _WITHIN * len(found)
    areas = any(mention.named for word in said for mention in area_spotter().find(word))
    plain = common and (not headed or len(form) < _MADE or len(found) < _FEWEST)
    return plain or within or areas


def _known(*texts: str) -> bool:
    """Whether a topic speaks for any of the words, or half-way for a hint."""
    return any(topic_spotter().find(text) for text in texts)


@cache
def _actors() -> frozenset[str]:
    return frozenset(fold(name) for actor in actors() for name in actor.spellings)


def proposal_turtle(proposal: Proposal, *, label: str | None = None) -> str:
    """The entry of a Turtle file that makes a proposal a topic; `label` is what it is to be called instead."""
    from pyoxigraph import Literal

    def said(texts: Iterable[str], language: str | None = "da") -> str:
        return " , ".join(str(Literal(text, language=language) if language else Literal(text)) for text in texts)

    lines = [
        f"topic:{proposal.id} a skos:Concept , ag:Topic ;",
        "    skos:inScheme <https://w3id.org/aftalegraf/id/scheme/topics> ;",
        f"    skos:prefLabel {said([label or proposal.label])} ;",
        f"    skos:hiddenLabel {said(proposal.spellings)} ;",
    ]
    lines += [f"    ag:exactLabel {said(proposal.exact, None)} ;"] if proposal.exact else []
    lines += [f"    ag:mainArea area:{proposal.area} ;"] if proposal.area else []
    return "\n".join([*lines, f"    skos:example {said(one.quote for one in proposal.examples[:1])} .", ""])


HEAD = """# Topics of your own; docs/add-a-topic.md tells what each line means.
@prefix ag: <https://w3id.org/aftalegraf/ns#> .
@prefix area: <https://w3id.org/aftalegraf/id/area/> .
@prefix topic: <https://w3id.org/aftalegraf/id/topic/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
