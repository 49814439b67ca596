"""Which passages are about a matter: those that name it, and those that cannot be about anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from pyoxigraph import NamedNode

from graph.lookup import Lookup
from graph.matters import Matter
from graph.words import base

Why = Literal["words", "heading", "lead-in", "between", "referred-to", "context"]
_GAP = 2  # sentences of a paragraph that may stand between two that name the matter
_DEFINITE = re.compile(r"\b(?:det|den|de|dette|denne|disse)\s+([^\W\d_]{3,})\s+([^\W\d_]{3,})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


class Scope:
    """The passages about a matter, and why each is; passages are told by their IRIs."""

    def __init__(self, lookup: Lookup, wanted: Matter) -> None:
        self._lookup = lookup
        self._iris = lookup.snapshot.iris
        self._wanted = wanted
        self.why: dict[NamedNode, Why] = {}
        named = [passage for passage, text in lookup.texts("ag:text") if wanted.named_in(text)]
        self._add(named, "words")
        for section in self._sections():
            self._add(self._passages_in(section), "heading")
        for passage in named:
            self._add(lookup.subjects("ag:leadIn", passage), "lead-in")
        for passage in named:
            self._add(self._between(passage), "between")
            self._add(self._referred_to(passage), "referred-to")
        for passage in self._by_context():
            self._add([passage], "context")

    def commitments(self) -> Iterator[NamedNode]:
        """Yields the commitments about the matter, each once.

        Of a sentence with several, those that name the matter, unless the whole sentence is about it.
        """
        topic = set(self._of_topic())
        for passage, why in self.why.items():
            for commitment in self._lookup.subjects("ag:inPassage", passage):
                whole = why not in ("words", "context")
                if whole or commitment in topic or self._names(commitment):
                    yield commitment

    def _names(self, commitment: NamedNode) -> bool:
        return self._wanted.named_in(self._lookup.value(commitment, "ag:quote") or "")

    def _add(self, passages: list[NamedNode], why: Why) -> None:
        for passage in passages:
            self.why.setdefault(passage, why)

    def _sections(self) -> set[NamedNode]:
        """The sections whose heading is about the matter, and those below them."""
        lookup = self._lookup
        found: set[NamedNode] = set()
        todo = [
            section
            for section, title in lookup.texts("dcterms:title")
            if lookup.node(section, "dcterms:isPartOf") is not None and self._wanted.heads(title)
        ]
        while todo:
            section = todo.pop()
            if section not in found:
                found.add(section)
                todo += lookup.subjects("dcterms:isPartOf", section)
        return found

    def _passages_in(self, section: NamedNode) -> list[NamedNode]:
        lookup = self._lookup
        return [
            thing for thing in lookup.subjects("ag:inSection", section) if lookup.value(thing, "ag:text") is not None
        ]

    def _neighbour(self, passage: NamedNode, by: int) -> NamedNode:
        """The passage `by` places on in the same agreement, if there is one."""
        document, number = passage.value.rsplit("/", 2)[1:]
        return self._iris.passage(document, int(number) + by)

    def _together(self, one: NamedNode, other: NamedNode) -> bool:
        """Whether two passages stand in one paragraph."""
        paragraph = self._lookup.value(one, "ag:paragraph")
        return paragraph is not None and paragraph == self._lookup.value(other, "ag:paragraph")

    def _between(self, passage: NamedNode) -> list[NamedNode]:
        """What stands between this passage and the next that names the matter, in one paragraph."""
        for gap in range(1, _GAP + 1):
            end = self._neighbour(passage, gap + 1)
            if self.why.get(end) == "words" and self._together(passage, end):
                return [self._neighbour(passage, step) for step in range(1, gap + 1)]
        return []

    def _referred_to(self, passage: NamedNode) -> list[NamedNode]:
        """The sentence before, where this one takes it up: "et ekstraordinært løft ... Til det ekstraordinære løft"."""
        before = self._neighbour(passage, -1)
        if not self._together(passage, before):
            return []
        text = self._lookup.value(passage, "ag:text") or ""
        said = _pairs(self._lookup.value(before, "ag:text") or "")
        return [before] if any((base(one), base(other)) in said for one, other in _DEFINITE.findall(text)) else []

    def _of_topic(self) -> list[NamedNode]:
        if self._wanted.topic is None:
            return []
        return self._lookup.subjects("ag:topic", self._iris.concept("topic", self._wanted.topic.id))

    def _by_context(self) -> Iterator[NamedNode]:
        """Yields passages whose commitments were found to be about the topic and which follow one that is."""
        lookup = self._lookup
        passages = {passage for commitment in self._of_topic() for passage in lookup.nodes(commitment, "ag:inPassage")}
        for passage in sorted(passages, key=_place):
            before = lookup.node(passage, "ag:leadIn") or self._neighbour(passage, -1)
            if passage not in self.why and before in self.why and self._one_section(passage, before):
                yield passage

    def _one_section(self, one: NamedNode, other: NamedNode) -> bool:
        return self._lookup.node(one, "ag:inSection") == self._lookup.node(other, "ag:inSection")


def _place(passage: NamedNode) -> tuple[str, int]:
    document, number = passage.value.rsplit("/", 2)[1:]
    return (document, int(number))


def _pairs(text: str) -> set[tuple[str, str]]:
    """Each word of a text with the next, in base forms."""
    words = [base(word) for word in _WORD.findall(text)]
    return set(pairwise(words))
