"""Where, around a sentence, the concepts of a vocabulary are seen: in it, in its headings, in what was said before it.

A sentence such as "Arbejdet skal være færdigt i 2024" says little of what it is about; its place does. Each sighting
is a clue: where it was seen (`Where`), how strongly (`value`), and the words. What a clue is worth is said in
`lexicon/areas.toml` and `lexicon/topics.toml`, which `weights` reads.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from operator import itemgetter
from typing import Literal, get_args

from extract.lexicon import LexiconError
from extract.models import Commitment, Document, Span, Unit
from extract.spotting import Mention, Spotter

Where = Literal[
    "always",  # nothing seen yet: how unlikely any one concept is
    "named",  # the sentence (or clause) names it
    "named-more",  # ... and again by other words
    "hint",  # the sentence only hints at it
    "hint-more",
    "hint-in-place",  # ... and its surroundings name it
    "clause",  # another clause of the same sentence names it
    "heading",  # the heading it stands under names it
    "heading-hint",
    "upper-heading",  # the heading of the chapter, box or annex round that names it
    "title",  # the agreement's title names it, or a third of its sentences do
    "paragraph",  # an earlier sentence of the paragraph, or the lead-in of the list, names it
    "paragraph-hint",
    "before",  # a sentence of the paragraph before names it
    "far-before",  # an earlier sentence of the section names it
    "other-nearer",  # another one was named since
    "other-named",  # the sentence names another one
    "section",  # how large a share of the section's other sentences name it
    "own-matter",  # the sentence names a policy area, so it has a matter of its own
    "topic-main",  # a topic of the commitment has it as its main area
    "topic-always",  # ... as the next of its main areas
    "topic-usual",  # ... as an area that it has often
]
NEARNESS: Mapping[Where, float] = {"paragraph": 1.0, "before": 0.7, "far-before": 0.4}
OPENING = 300  # code points: an opening that is longer is no title
KINDS = frozenset(("oekonomiske-rammer",))  # what a title tells is the kind of agreement, "Budgetforlig for 2024"
THEME_SHARE = 1 / 3
THEME_UNITS = 5
THEME_UNNAMED = 0.7  # what a theme is worth that the sentences name and the title does not


@dataclass(frozen=True, slots=True)
class Clue:
    """One sighting of a concept: where, how strongly (0 to 1), and the words (offsets of the document), if any."""

    where: Where
    value: float = 1.0
    words: Mention | None = None


Clues = dict[str, list[Clue]]


@cache
def weights(name: str) -> Mapping[Where, float]:
    """What a clue is worth, from the table `[weights]` of `lexicon/<name>.toml`; 0 where it is not said.

    Raises LexiconError where the table names a clue that there is not, or a worth that is no number.
    """
    text = (files("extract") / "lexicon" / f"{name}.toml").read_text(encoding="utf-8")
    table: dict[str, object] = tomllib.loads(text).get("weights", {})
    known: tuple[Where, ...] = get_args(Where)
    for key, value in table.items():
        if key not in known or not isinstance(value, int | float):
            choice = ", ".join(known)
            raise LexiconError(f"lexicon/{name}.toml: [weights]: {key} = {value!r}: give a number to one of {choice}")
    numbers = {key: float(value) for key, value in table.items() if isinstance(value, int | float)}
    return {where: numbers.get(where, 0.0) for where in known}


def score(clues: Iterable[Clue], worth: Mapping[Where, float]) -> float:
    """What the clues are worth together; above 0 they speak for the concept."""
    return sum(clue.value * worth[clue.where] for clue in clues)


def decisive(clues: Iterable[Clue], worth: Mapping[Where, float]) -> Clue | None:
    """The clue with words that says most, the first of those; None where no words speak for the concept."""
    with_words = [clue for clue in clues if clue.words is not None and worth[clue.where] > 0]
    return max(with_words, key=lambda clue: clue.value * worth[clue.where], default=None)


class Surroundings:
    """A document as one spotter sees it: the mentions of each unit, heading and title."""

    def __init__(self, document: Document, spotter: Spotter) -> None:
        self.document = document
        self._spotter = spotter
        self._spans: dict[Span, tuple[Mention, ...]] = {}
        self._units = tuple(self.own(unit.span) for unit in document.units)
        self._names = tuple(_named(mentions) for mentions in self._units)
        self._sections: dict[int, list[int]] = defaultdict(list)
        # By section, which units name or hint at a concept, in their order, each with its first mention.
        self._sightings: dict[int, dict[tuple[str, bool], list[tuple[int, Mention]]]] = defaultdict(dict)
        for index, unit in enumerate(document.units):
            self._sections[unit.section].append(index)
            for named in (True, False):
                for mention in _firsts(self._units[index], named=named):
                    self._sightings[unit.section].setdefault((mention.concept, named), []).append((index, mention))
        self._shares = {section: self._counted(units) for section, units in self._sections.items()}
        self._headings: dict[int, tuple[Mention, ...]] = {}
        self._themes = self._find_themes()

    def own(self, span: Span) -> tuple[Mention, ...]:
        """The mentions in `span`, with offsets of the document."""
        if span not in self._spans:
            self._spans[span] = _shifted(self._spotter.find(self.document.words(span)), span.start)
        return self._spans[span]

    def clues(self, commitment: Commitment) -> Clues:
        """The clues for every concept seen in the commitment or round it."""
        unit = self.document.units[commitment.unit]
        own = self.own(commitment.span)
        found: Clues = defaultdict(list)
        for concept, clue in (
            *_own_clues(own),
            *self._clause_clues(commitment, own),
            *self._heading_clues(unit.section),
            *self._earlier_clues(commitment.unit, unit),
            *self._section_clues(commitment.unit, unit.section),
        ):
            found[concept].append(clue)
        _relate(found, _named(own))
        return found

    def _counted(self, units: list[int]) -> Counter[str]:
        return Counter(concept for index in units for concept in self._names[index])

    def _find_themes(self) -> dict[str, Mention | None]:
        """What the whole agreement is about: named in its title or opening lines, or in a third of its sentences."""
        total = self._counted(list(range(len(self._units))))
        most = max(len(self._units) * THEME_SHARE, THEME_UNITS)
        themes: dict[str, Mention | None] = {concept: None for concept, count in total.items() if count >= most}
        title = _shifted(self._spotter.find(self.document.identity.title), -1)
        for mention in (*title, *self.own(self._opening())):
            if mention.named and mention.concept not in KINDS:
                themes[mention.concept] = mention
        return themes

    def _opening(self) -> Span:
        """What stands before the first heading and the first sentence: the title as the text has it, a date; no more
        where a line begins with "mellem", since those who sign are no matter.
        """
        starts = (unit.span.start for unit in self.document.units[:1])
        headings = (section.span.start for section in self.document.sections if section.kind != "document")
        signed = self.document.text.find("\nmellem ", 0, OPENING)
        return Span(start=0, end=min((OPENING, *starts, *headings, *((signed,) if signed >= 0 else ()))))

    def _heading(self, section: int) -> tuple[Mention, ...]:
        """The mentions in the title of `section`, with offsets of the document."""
        if section not in self._headings:
            title, span = self.document.sections[section].title, self.document.sections[section].span
            at = self.document.text.find(title, span.start, span.end) if title else -1
            self._headings[section] = _shifted(self._spotter.find(title), at)
        return self._headings[section]

    def _clause_clues(self, commitment: Commitment, own: tuple[Mention, ...]) -> Iterator[tuple[str, Clue]]:
        inside = _named(own)
        for mention in _firsts(self._units[commitment.unit]):
            if mention.concept not in inside:
                yield mention.concept, Clue("clause", 1.0, mention)

    def _heading_clues(self, section: int) -> Iterator[tuple[str, Clue]]:
        upper = False
        index: int | None = section
        seen: set[str] = set()
        while index is not None and self.document.sections[index].kind != "document":
            mentions = self._heading(index)
            for mention in _firsts(mentions):
                if mention.concept not in seen:
                    yield mention.concept, Clue("upper-heading" if upper else "heading", 1.0, mention)
            if not upper:
                for mention in _firsts(mentions, named=False):
                    yield mention.concept, Clue("heading-hint", 1.0, mention)
            seen |= _named(mentions)
            upper, index = True, self.document.sections[index].parent
        for concept, words in self._themes.items():
            yield concept, Clue("title", THEME_UNNAMED if words is None else 1.0, words)

    def _earlier_clues(self, index: int, unit: Unit) -> Iterator[tuple[str, Clue]]:
        """The nearest earlier mention of each concept in the section, and whether another one was named since."""
        nearest: int | None = None  # the nearest unit that names a concept
        for i, mention in self._earlier(index, unit):
            where = self._distance(i, unit)
            if mention.named:
                yield mention.concept, Clue(where, 1.0, mention)
                nearest = i if nearest is None else nearest
                if i != nearest:
                    yield mention.concept, Clue("other-nearer", NEARNESS[self._distance(nearest, unit)])
            elif where == "paragraph":
                yield mention.concept, Clue("paragraph-hint", 1.0, mention)

    def _earlier(self, index: int, unit: Unit) -> list[tuple[int, Mention]]:
        """The unit and the mention that were last to name, or to hint at, each concept in the section; the last first.

        The lead-in of a list comes before all. A section may have thousands of sentences: none of them is gone through.
        """
        lead = () if unit.lead_in is None else self._units[unit.lead_in]
        found = [(unit.lead_in or 0, mention) for named in (True, False) for mention in _firsts(lead, named=named)]
        led = {(mention.concept, mention.named) for _, mention in found}
        for (concept, named), sightings in self._sightings[unit.section].items():
            last = bisect_left(sightings, index, key=itemgetter(0)) - 1
            if (concept, named) not in led and last >= 0:
                found.append(sightings[last])
        return sorted(found, key=lambda item: _order(item[0] == unit.lead_in, *item))

    def _distance(self, index: int, unit: Unit) -> Where:
        paragraphs = 0 if index == unit.lead_in else unit.paragraph - self.document.units[index].paragraph
        return "paragraph" if paragraphs == 0 else "before" if paragraphs == 1 else "far-before"

    def _section_clues(self, index: int, section: int) -> Iterator[tuple[str, Clue]]:
        others = len(self._sections[section]) - 1
        for concept, count in self._shares[section].items():
            share = (count - (concept in self._names[index])) / max(others, 1)
            if share > 0:
                yield concept, Clue("section", share)


def _order(led: bool, unit: int, mention: Mention) -> tuple[bool, int, bool, int, int, str]:
    """What comes first: the lead-in, then the later sentence; in it what is named, in the order of the text."""
    return (not led, -unit, not mention.named, mention.start, mention.end, mention.concept)


def _own_clues(own: tuple[Mention, ...]) -> Iterator[tuple[str, Clue]]:
    places: dict[tuple[str, bool], list[Mention]] = defaultdict(list)
    for mention in own:
        places[mention.concept, mention.named].append(mention)
    for (concept, named), mentions in places.items():
        yield concept, Clue("named" if named else "hint", 1.0, mentions[0])
        if len({mention.phrase for mention in mentions}) > 1:
            yield concept, Clue("named-more" if named else "hint-more", 1.0, mentions[1])


def _relate(found: Clues, named: frozenset[str]) -> None:
    """Adds what the clues say of each other: a hint where the surroundings name it, another one that is named."""
    for concept, clues in found.items():
        seen = {clue.where for clue in clues}
        if "hint" in seen and seen & {"heading", "upper-heading", "paragraph", "before", "far-before"}:
            clues.append(Clue("hint-in-place"))
        if named and concept not in named:
            clues.append(Clue("other-named"))


def _named(mentions: Iterable[Mention]) -> frozenset[str]:
    return frozenset(mention.concept for mention in mentions if mention.named)


def _firsts(mentions: Iterable[Mention], *, named: bool = True) -> tuple[Mention, ...]:
    """The first mention of each concept, of those that name it (or only hint at it)."""
    firsts: dict[str, Mention] = {}
    for mention in mentions:
        if mention.named == named:
            firsts.setdefault(mention.concept, mention)
    return tuple(firsts.values())


def _shifted(mentions: Iterable[Mention], by: int) -> tuple[Mention, ...]:
    """The mentions moved by `by` code points; those of words that stand nowhere (-1) to the beginning, empty."""
    if by < 0:
        return tuple(replace(mention, start=0, end=0) for mention in mentions)
    return tuple(
        Mention(one.concept, one.named, one.start + by, one.end + by, one.phrase, one.alone) for one in mentions
    )
