"""What a document says, in one language: the words of the catalogues, with numbers, sums, times and labels in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from graph.items import ItemLink
from graph.ledger import Row
from graph.sheets.labels import labels
from graph.sureness import sureness_key
from graph.taken_up import Other
from ontology.vocab import short_name, topics
from viz import wording
from viz.words import filled, load_words

_UNNAMED = {"not-read": "status-not-read", "not-made": "next-not-made"}  # where no agreement is named
_PRICES = re.compile(r"(\d{4})-pl", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Speaks one of the languages of the catalogues, "da" or "en"."""

    language: str = "da"

    def said(self, key: str, **values: str) -> str:
        """The words of a key, filled in."""
        return filled(key, self.language, **values)

    def counted(self, one: str, more: str, count: int) -> str:
        """A number of things by the keys for one and for more."""
        return self.said(one) if count == 1 else self.said(more, n=self.number(count))

    def number(self, value: Decimal | int) -> str:
        """A number as the language writes it."""
        return wording.number(value, self.language)

    def worth(self, value: Decimal, unit: str = "DKK") -> str:
        """Kroner, or per cent."""
        return wording.worth(value, unit, self.language)

    def money(self, amount: wording.Sum) -> str:
        """A sum with its years."""
        return wording.money(amount, self.language)

    def bounded(self, bound: str, text: str) -> str:
        """A sum in words, with those that say that it is a limit."""
        return wording.bounded(bound, text, self.language)

    def when(self, edtf: str) -> str:
        """An EDTF time."""
        return wording.when(edtf, self.language)

    def price_level(self, level: str) -> str:
        """A price level as records have it ("2024-pl").

        >>> Voice(language="en").price_level("2024-pl")
        '2024 prices'
        """
        found = _PRICES.fullmatch(level)
        return self.said("prices-of", year=found[1]) if found else level

    def sureness(self, confidence: float) -> str:
        """A confidence from 0 to 1."""
        return self.said(sureness_key(confidence))

    def label(self, kind: str, identifier: str) -> str:
        """What the id of a vocabulary (`graph.sheets.labels`) is called; the id where it has no label."""
        return labels(kind, self.language).get(identifier, identifier)

    def topic(self, label: str) -> str:
        """A topic that is told by its Danish label; that label where it has none in the language."""
        if self.language == "da":
            return label
        return next((one.label_en for one in topics() if one.label == label and one.label_en), label)

    def link(self, link: ItemLink) -> str:
        """What a commitment points to."""
        return wording.link_words(link, self.language)

    def other(self, other: Other) -> str:
        """A commitment of another agreement, what the later of the two does, and how sure that is."""
        done = ", ".join(self.label("effect", effect) for effect in other.effects if effect != "background")
        how = ", ".join(filter(None, (done, self.sureness(other.confidence))))
        return f"{short_name(other.document)}-{other.number} ({how})"

    def outcomes(self, row: Row) -> str:
        """What later texts say of a promise, and that it is "perhaps" so where all their passages are to be checked."""
        found = self._outcomes(row)
        return f"{self.said('perhaps', what=self.said('status-followed-up'))}: {found}" if in_doubt(row) else found

    def _outcomes(self, row: Row) -> str:
        return ", ".join(self.said(f"outcome-{one}") for one in row.outcomes)

    def status(self, row: Row) -> str:
        """What is said of a promise, in a line."""
        if row.status in ("not-read", "not-made"):
            key = "status-not-read" if row.status == "not-read" else "agreement-not-made"
            return f"{self.said(key)} ({short_name(row.target)})" if row.target else self.said(_UNNAMED[row.status])
        status = self.said(f"status-{row.status}")
        documents = (one.document for one in row.evidence) if row.status == "followed-up" else iter(row.read)
        told = self.said("status-in", status=status, where=names(documents))
        if row.status == "silent":
            return f"{told}; {self.said('sought', words=', '.join(row.searched))}. {self.said('silence')}"
        return f"{self.said('perhaps', what=told) if in_doubt(row) else told}: {self._outcomes(row)}"

    def made(self, day: str, version: str) -> str:
        """When (an ISO date) and by which version of the program a page or a document is made."""
        return self.said("made-by", date=self.when(day), version=version)

    @property
    def locale(self) -> str:
        """The language and its country as documents name them ("da-DK")."""
        return load_words(self.language)["locale"]


def in_doubt(row: Row) -> bool:
    """Whether everything that is said to take a promise up is to be checked by the reader."""
    return bool(row.evidence) and all(sureness_key(one.confidence) == "check" for one in row.evidence)


def names(documents: Iterable[str]) -> str:
    """What people call agreements, each once.

    >>> names(["oea-kommuner-2024", "oea-kommuner-2024"])
    'ØA24'
    """
    return ", ".join(map(short_name, dict.fromkeys(documents)))


def capital(text: str) -> str:
    """The words with a capital first, as titles have them.

    >>> capital("taget op igen")
    'Taget op igen'
    """
    return text[:1].upper() + text[1:]
