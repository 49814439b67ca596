"""Goes through the agreements from the oldest to the newest and finds what each takes up from those before it.

Explicitly: the sentence, or the one before it that it goes on about, names the earlier agreement. Inferred: it shares
what is rare with one earlier commitment more than with any other, and that commitment shares no more with any other
sentence of the agreement. Inferred links go back to the latest agreement that has the matter, so that a matter of many
years is a chain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from extract.models import TopicId
from extract.topics import named_topics
from graph.effects import begins, find_effects, says
from graph.linking.fields import Field, field_of
from graph.linking.index import Index
from graph.linking.judge import Circumstances, Clues, Nearness, clues, phrases_shared
from graph.linking.passages import Passage, is_later
from graph.linking.words import vague_words

_LIKELY = 0.22  # chance from which a link is made to the latest agreement before
_FURTHER = 0.4  # and to one further back
_UNSAID = 0.5  # chance that it needs where the later passage is no commitment
_BETTER = 1.2  # by how much (log odds) an older agreement must be likelier than the latest that has the matter
_WORDLESS = 0.33  # chance that two passages need that share no word of their own but such as "forebygge"
_ALSO, _NEARLY = 0.4, 0.7  # chance of a second passage that is taken up, and its least share of the first's
_TOPIC = 0.1  # chance where the two would be the only link between agreements that have a topic
_SAID_AGAIN = 0.7  # and that of a sentence that neither commits nor says what became of something
_BACK = 8  # earlier agreements that are looked at
_TRIED = 4  # passages of an earlier agreement that are judged for each
_SEEN = 0.06  # likeness below which none is
_NAMED = 0.2  # where the agreement is named, and only the place in it is sought
_REPORT = 0.4  # what a mere report of a still older agreement counts for as the thing that is meant
_GONE_ON = 0.65  # and what goes on about the sentence before it
_PROMISE = 1.3  # and a promise to return to it, where the later passage speaks of returning
_TWO = 2  # passages of one earlier agreement that a passage may take up
_FEW = 4  # commitments that an agreement has on a topic of which it says little
_AFTER = 2  # sentences after one that names an agreement that may go on about it


@dataclass(frozen=True, slots=True)
class Tie:
    """Two passages, told by their numbers in the index, or a passage and an agreement (`earlier` None)."""

    later: int
    earlier: int | None
    to_document: str
    kind: str
    explicit: bool
    chance: float


class Linker:
    """Takes in one agreement after the other, the oldest first; `ties` are the links found so far."""

    def __init__(self) -> None:
        self.index = Index()
        self.ties: list[Tie] = []
        self._documents: dict[str, range] = {}
        self._topics: dict[tuple[str, str], int] = defaultdict(int)
        self._by_later: dict[int, list[Tie]] = {}
        self._fields: dict[str, Field] = {}

    def add(self, passages: Sequence[Passage]) -> list[Tie]:
        """Takes in an agreement that is no older than those before; gives the links that start from it."""
        numbers = self._take(passages)
        likeness = {number: self.index.like(number) for number in numbers}
        best: dict[int, float] = defaultdict(float)
        for found in likeness.values():
            for other, value in found.items():
                best[other] = max(best[other], value)
        ties = list(self._named(numbers, likeness))
        named = {tie.later for tie in ties if tie.to_document in self._documents}
        for number in numbers:
            ties += self._inferred(number, likeness[number], best) if number not in named else []
        ties += self._by_topic(numbers, likeness, best, ties)
        if passages:
            self._documents[passages[0].document] = numbers
        self.index.widen()
        self.ties += ties
        for tie in ties:
            self._by_later.setdefault(tie.later, []).append(tie)
        return ties

    def know(self, passages: Sequence[Passage]) -> None:
        """Takes in an agreement whose own links are not asked for."""
        numbers = self._take(passages)
        if passages:
            self._documents[passages[0].document] = numbers
        self.index.widen()

    def _take(self, passages: Sequence[Passage]) -> range:
        """Takes the passages of an agreement in, and gives their numbers; it is not yet one that can be linked to."""
        for passage in passages:
            for topic in passage.topics:
                self._topics[passage.document, topic] += 1
        if passages:
            self._fields[passages[0].document] = field_of(passages)
        return self.index.add(passages)

    def follows(self, later: str, earlier: str) -> bool:
        """Whether an agreement may take up what an earlier one says without naming it (`graph.linking.fields`)."""
        return self._fields[later].follows(self._fields[earlier])

    def from_passage(self, later: int) -> list[Tie]:
        """The links that start from a passage."""
        return self._by_later.get(later, [])

    def firsts(self) -> list[tuple[str, Passage]]:
        """The agreements taken in, the oldest first, each with its first passage."""
        return [(document, self.index.passages[numbers[0]]) for document, numbers in self._documents.items()]

    def numbers(self, document: str) -> range:
        """The numbers of an agreement's passages."""
        return self._documents.get(document, range(0))

    def _named(self, numbers: range, likeness: dict[int, dict[int, float]]) -> Iterator[Tie]:
        """The links of passages that name an earlier agreement, and of those that go on about one that does."""
        last: dict[str, tuple[int, int | None]] = {}
        for number in numbers:
            passage = self.index.passages[number]
            named = self._earlier_agreements(passage)
            for document in named:
                near = self._likeness_in(number, document, likeness[number])
                place = self._place(number, document, near)
                value = near.get(place, 0.0) if place is not None else 0.0
                last[document] = (number, place)
                yield Tie(number, place, document, "reference", True, value)
            if not named and says("again", passage.text):
                yield from self._gone_on(number, last)

    def _likeness_in(self, number: int, document: str, likeness: dict[int, float]) -> dict[int, float]:
        """How like the passages of a named agreement are, also of one that is far back or of another kind."""
        named = self.numbers(document)
        if not named or self.index.reaches(number, named.start):
            return likeness
        return self.index.like_those(number, named)

    def _gone_on(self, number: int, last: dict[str, tuple[int, int | None]]) -> Iterator[Tie]:
        passage = self.index.passages[number]
        for document, (before, place) in last.items():
            one = self.index.passages[before]
            close = number - before <= _AFTER and one.headings == passage.headings
            same = begins("again", passage.text) or self._share(number, before)
            if close and same and find_effects(passage.text):
                yield Tie(number, place, document, "reference", True, 0.0)

    def _share(self, one: int, other: int) -> bool:
        return any(name[0] not in "~#" and " " not in name for name in self.index.shared(one, other))

    def _earlier_agreements(self, passage: Passage) -> list[str]:
        own = [reference.target for reference in passage.references if reference.kind == "agreement"]
        later = {passage.commitment.follow_up.target} if passage.commitment and passage.commitment.follow_up else set()
        found = [target for target in own if target and target != passage.document and target not in later]
        return [target for target in dict.fromkeys(found) if not is_later(target, passage.document, passage.year)]

    def _place(self, number: int, document: str, likeness: dict[int, float]) -> int | None:
        """The commitment of a named agreement that is meant: the likeliest; None where none is like it at all."""
        returns = _returns(self.index.passages[number])
        found: dict[int, float] = {}
        for other in self._documents.get(document, range(0)):
            earlier = self.index.passages[other]
            if other in likeness and earlier.commitment is not None:
                worth = _REPORT if earlier.commitment.force == "recall" else 1.0
                worth *= 1 + phrases_shared(self.index.passages[number].text, earlier.text)
                worth *= _GONE_ON if says("again", earlier.text) else 1.0
                found[other] = likeness[other] * worth * (_PROMISE if returns and _returns(earlier) else 1.0)
        best = max(found, key=lambda other: (found[other], -other), default=None)
        return best if best is not None and found[best] >= _NAMED else None

    def _inferred(self, number: int, likeness: dict[int, float], best: dict[int, float]) -> list[Tie]:
        """The links of a passage that names no agreement: to the latest that has the matter, one passage or two."""
        passage = self.index.passages[number]
        if says("yearly", passage.text) or not self.index.own(number):
            return []
        by_document = self._candidates(number, likeness)
        chosen: list[tuple[float, int]] = []
        latest = max(by_document, key=lambda one: by_document[one][0], default="")
        for document in sorted(by_document, key=lambda one: -by_document[one][0])[:_BACK]:
            judged = self._judged(number, by_document[document], likeness, best)
            needed = self._needed(passage) or (_LIKELY if document == latest else _FURTHER)
            better = not chosen or (judged and _odds(judged[0][0]) > _odds(chosen[0][0]) + _BETTER)
            if judged and judged[0][0] >= needed and better:
                chosen = judged
        return [
            self._tie(number, other, chance)
            for chance, other in chosen[:_TWO]
            if (chance == chosen[0][0] or chance >= max(_ALSO, _NEARLY * chosen[0][0]))
            and (chance >= _WORDLESS or self._share_a_word(number, other))
        ]

    def _by_topic(
        self, numbers: range, likeness: dict[int, dict[int, float]], best: dict[int, float], ties: Sequence[Tie]
    ) -> Iterator[Tie]:
        """Yields for each topic that no link ties to the latest agreement that has it the likeliest link that would."""
        tied = {
            topic
            for tie in ties
            if tie.earlier is not None
            for topic in {*self.index.passages[tie.later].topics} & {*self.index.passages[tie.earlier].topics}
        }
        found: dict[TopicId, list[Tie]] = defaultdict(list)
        for number in numbers:
            passage = self.index.passages[number]
            topics = set(passage.topics) - tied
            if not topics or says("yearly", passage.text):
                continue
            by_document = self._candidates(number, likeness[number])
            for topic in topics:
                document = self._latest_with(topic, number)
                others = [one for one in by_document.get(document, ()) if topic in self.index.passages[one].topics]
                for chance, other in self._judged(number, others, likeness[number], best)[:1]:
                    found[topic].append(Tie(number, other, document, "topic", False, chance))
        for topic in sorted(found):
            tie = max(found[topic], key=lambda one: (one.chance, -one.later))
            if self._both_name(topic, tie) and tie.chance >= (_TOPIC if self._is_small(topic, tie) else _LIKELY):
                yield tie

    def _both_name(self, topic: TopicId, tie: Tie) -> bool:
        """Whether the words of both ends name a topic; it may be read from the surroundings of either."""
        texts = [self.index.passages[one].text for one in (tie.later, tie.earlier) if one is not None]
        return all(topic in named_topics(text) for text in texts)

    def _is_small(self, topic: TopicId, tie: Tie) -> bool:
        documents = (self.index.passages[tie.later].document, tie.to_document)
        return max(self._topics[document, topic] for document in documents) <= _FEW

    def _latest_with(self, topic: str, number: int) -> str:
        """The latest agreement in a passage's window that has a topic."""
        start = self.index.start(number)
        for document, numbers in reversed(self._documents.items()):
            if numbers.start < start:
                break
            known = self._topics[document, topic] and self.follows(self.index.passages[number].document, document)
            if known and self.index.reaches(number, numbers.start):
                return document
        return ""

    def _candidates(self, number: int, likeness: dict[int, float]) -> dict[str, list[int]]:
        """The commitments of earlier agreements of the kind that share something with a passage, by agreement."""
        passage = self.index.passages[number]
        found: dict[str, list[int]] = defaultdict(list)
        for other, value in likeness.items():
            earlier = self.index.passages[other]
            if earlier.kind == passage.kind and value >= _SEEN and earlier.commitment is not None:
                found[earlier.document].append(other)
        return {document: others for document, others in found.items() if self.follows(passage.document, document)}

    def _tie(self, later: int, earlier: int, chance: float) -> Tie:
        one, other = self.index.passages[later], self.index.passages[earlier]
        kind = "topic" if set(one.topics) & set(other.topics) else "wording"
        return Tie(later, earlier, other.document, kind, False, chance)

    def _needed(self, passage: Passage) -> float:
        """The chance that a link needs whose later passage is no commitment; 0 where it is one."""
        if passage.commitment is not None:
            return 0.0
        return _UNSAID if find_effects(passage.text) else _SAID_AGAIN

    def _judged(
        self, number: int, others: list[int], likeness: dict[int, float], best: dict[int, float]
    ) -> list[tuple[float, int]]:
        """Of the passages of one earlier agreement those likest to a passage, the likeliest to be meant first."""
        tried = sorted(others, key=lambda other: (-likeness[other], other))[:_TRIED]
        judged = [
            (self.chance(number, other, Nearness(likeness[other], likeness[tried[0]], best[other])), other)
            for other in tried
        ]
        lasting = [pair for pair in judged if not says("yearly", self.index.passages[pair[1]].text)]
        return sorted(lasting, reverse=True)

    def chance(self, later: int, earlier: int, near: Nearness) -> float:
        """The chance that two passages are about the same measure (`graph.linking.judge`)."""
        found = self.clues(later, earlier, near)
        return found.chance() if found.own or found.heading else 0.0

    def clues(self, later: int, earlier: int, near: Nearness) -> Clues:
        """What two passages share, and what is known of them."""
        one, other = self.index.passages[later], self.index.passages[earlier]
        up = other.commitment.follow_up if other.commitment else None
        return clues(
            self.index,
            later,
            earlier,
            near,
            Circumstances(
                promised=up is not None and up.target == one.document,
                small=self._share_small_topic(later, earlier),
                apart=bool(one.topics) and bool(other.topics) and not {*one.topics} & {*other.topics},
            ),
        )

    def _share_small_topic(self, later: int, earlier: int) -> bool:
        one, other = self.index.passages[later], self.index.passages[earlier]
        return any(
            max(self._topics[one.document, topic], self._topics[other.document, topic]) <= _FEW
            for topic in {*one.topics} & {*other.topics}
        )

    def _share_a_word(self, one: int, other: int) -> bool:
        """Whether two passages themselves share a word by which somebody would look for their matter."""
        return any(word not in vague_words() for word in self.words(one, other))

    def words(self, one: int, other: int) -> tuple[str, ...]:
        """The words that two passages themselves share, the one that tells most first."""
        mine = set(self.index.own(one)) & set(self.index.own(other))
        return tuple(name for name in self.index.shared(one, other) if name in mine)


def _returns(passage: Passage) -> bool:
    """Whether a passage promises to return to its matter."""
    return passage.commitment is not None and passage.commitment.follow_up is not None


def _odds(chance: float) -> float:
    """The log odds of a chance, within reason."""
    kept = min(max(chance, 1e-6), 1 - 1e-6)
    return log(kept / (1 - kept))
