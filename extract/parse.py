"""A sentence as the rules see it: its text, its clauses, and the actors that it names."""

from __future__ import annotations

from dataclasses import dataclass

from extract.actors import Mention, find_actors
from extract.clauses import Clause, split_clauses
from extract.models import ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with what was read off it; every offset counts from its beginning."""

    text: str
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]
    they: tuple[ActorId, ...] = ()  # whom "de" stands for, where the sentence before says it
    circle: tuple[ActorId, ...] = ()  # whom "parterne" stands for

    @property
    def mains(self) -> tuple[Clause, ...]:
        """The main clauses.

        A second verb with the same subject ("vil løfte ... og vil igangsætte") makes none of its own, and a verb right
        after a comma is the sentence's own ("For at løse den opgave, de har fået, har regeringen ...").
        """
        found: dict[int, Clause] = {}
        for clause in self.clauses:
            own = clause.front.start not in found or self.text[: clause.verb.start].rstrip().endswith(",")
            if clause.level == "main" and own:
                found[clause.front.start] = clause
        return tuple(found.values())

    def verbs_of(self, main: Clause) -> tuple[Clause, ...]:
        """The verbs that share the subject of `main`, `main` first."""
        own = (c for c in self.clauses if c.level == "main" and c.front.start == main.front.start and c is not main)
        return (main, *own)

    def verb(self, clause: Clause) -> str:
        """The clause's finite verb in lower case."""
        return self.text[clause.verb.start : clause.verb.end].lower()


def parse_sentence(text: str) -> Sentence:
    """Reads the grammar and the actors of one sentence."""
    return Sentence(text=text, clauses=split_clauses(text), mentions=find_actors(text))
