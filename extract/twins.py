"""The same agreement given twice, in another format or under another name: told by what it says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from extract.models import Document

_OTHER = re.compile(r"[\W_]+")
_NEARLY = 0.85  # of the sentences of both; agreements of different years share less than 0.05
_LISTED = ("document", "documents.tsv")


class Seen:
    """The documents of a run so far, each as the hashes of its sentences, so that none of the texts is held."""

    def __init__(self) -> None:
        self._places: list[tuple[str, str, int | None, int]] = []
        self._holders: defaultdict[int, list[int]] = defaultdict(list)

    def twin(self, document: Document, place: str) -> str | None:
        """The place of a document seen before that says the same, or None: then this one counts as seen.

        Two that `documents.tsv` names apart are two, whatever they say, and so are two that are for different years.
        """
        said = _sentences(document)
        shared = Counter(index for sentence in said for index in self._holders.get(sentence, ()))
        named = document.id if _LISTED in document.identity.reasons else ""
        mine = document.identity.year
        for index, count in shared.most_common():
            other, other_named, year, size = self._places[index]
            apart = bool(named and other_named and named != other_named) or (None not in (year, mine) and year != mine)
            if not apart and count >= _NEARLY * (len(said) + size - count):
                return other
        for sentence in said:
            self._holders[sentence].append(len(self._places))
        self._places.append((place, named, mine, len(said)))
        return None


def are_twins(one: Document, other: Document) -> bool:
    """Whether two documents are one agreement given twice."""
    seen = Seen()
    seen.twin(one, "")
    return seen.twin(other, "") is not None


def left_out(place: str, twin: str) -> str:
    """The line that says that a document was not taken."""
    return f"{place}: the same agreement as {twin}, which is kept; this one is left out"


def _sentences(document: Document) -> frozenset[int]:
    """The letters and digits of each sentence, as a number."""
    return frozenset(hash(_OTHER.sub("", document.words(unit.span)).lower()) for unit in document.units)
