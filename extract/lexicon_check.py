"""Proves the phrase data against its own examples: each is caught by its own entry, and no counter-example is.

A file of the phrase language is proved by its phrases. A file whose entries say more than phrases (`force.toml`: what
the clause is about, which verb it has) is proved by the function that reads it: its judge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from extract.lexicon import Entry, LexiconError, compile_phrase, load_lexicon, phrase_files
from extract.models import ActorId
from ontology.vocab import Concept, actors, areas, topics

Judge = Callable[[Entry, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An example that is not as its entry says. `place` is file and entry, `problem` what is wrong and what to do."""

    place: str
    problem: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was proved: how many files, entries and examples, and what was wrong."""

    files: int
    entries: int
    examples: int
    findings: tuple[Finding, ...]


def by_phrases(entry: Entry, text: str) -> bool:
    """Whether a phrase of the entry stands in the text."""
    return entry.find(text) is not None


def check_entry(name: str, entry: Entry, judge: Judge = by_phrases) -> tuple[Finding, ...]:
    """The examples that the entry does not catch, the counter-examples that it does, and the lack of any example.

    An entry with `role = "words"` is a list that others look things up in: it says nothing by itself, and needs none.
    """
    place = f"lexicon/{name}.toml: {entry.id}"
    findings = [
        Finding(place=place, problem="does not catch its example: add a phrase for it", example=example)
        for example in entry.examples
        if not judge(entry, example)
    ]
    findings += [
        Finding(place=place, problem="catches its counter-example: make a phrase narrower", example=example)
        for example in entry.counter_examples
        if judge(entry, example)
    ]
    if entry.patterns and not entry.examples and entry.get("role") != "words":
        findings.append(Finding(place=place, problem="has no example: quote one from an agreement", example=""))
    return tuple(findings)


def check_concept(name: str, concept: Concept) -> tuple[Finding, ...]:
    """The examples of a concept in which none of its spellings stands."""
    place = f"ontology/{name}.ttl: {concept.id}"
    patterns = [compile_phrase(spelling) for spelling in concept.spellings]
    return tuple(
        Finding(place=place, problem="no spelling of it stands in its example: add the spelling", example=text)
        for text in concept.examples
        if not any(list(pattern.find(text, text.lower())) for pattern in patterns)
    )


def by_force(entry: Entry, text: str) -> bool:
    """Whether a rule of `force.toml` decides the force of a clause of the sentence."""
    from extract.find import find_statements
    from extract.parse import parse_sentence

    known = (ActorId("regeringen"), ActorId("kl"))
    return any(statement.rule == f"force.{entry.id}" for statement in find_statements(parse_sentence(text), known))


def check_lexicon(judges: Mapping[str, Judge] | None = None) -> Checked:
    """Checks every phrase file and the vocabularies whose spellings are matched."""
    judges = {"force": by_force} if judges is None else judges
    findings: list[Finding] = []
    entries = examples = 0
    names = phrase_files()
    for name in names:
        try:
            loaded = load_lexicon(name)
        except LexiconError as error:
            findings.append(Finding(place=f"lexicon/{name}.toml", problem=str(error), example=""))
            continue
        for entry in loaded:
            findings += check_entry(name, entry, judges.get(name, by_phrases))
            examples += len(entry.examples) + len(entry.counter_examples)
        entries += len(loaded)
    vocabularies = {"actors": actors(), "areas": areas(), "topics": topics()}
    for name, concepts in vocabularies.items():
        for concept in concepts:
            findings += check_concept(name, concept)
            examples += len(concept.examples)
        entries += len(concepts)
    return Checked(files=len(names) + len(vocabularies), entries=entries, examples=examples, findings=tuple(findings))
