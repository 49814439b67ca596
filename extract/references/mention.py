"""What the recognisers of references yield, and who is citing: the values of this package."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.models import Identity, ReferenceKind
from extract.slugs import slug

Side = Literal["kommuner", "regioner"]
Standing = Literal["named", "own", "coming", "alias"]

_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_FINANCE = re.compile(r"^finanslov-\d|\b(?:aftale-om-)?finansloven?-(?:for-)?\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of a text, half-open, that names another text.

    `target` is its id, None where it cannot be told; `reason` then says why, in Danish, as users read it. `standing` is
    `own` where the citing agreement names itself, `coming` where the sentence is what brings the text about
    ("udarbejde en strategi"), `alias` where it gives a title its short name: none of them is a reference, but later
    words can point back to them. `head` is the word for what is named ("aftale", "reform", "lov"), `name` the words of
    the name without inflection, in lower case; `full` tells a title ("aftale om ...") from a short name
    ("udligningsreformen"), and `negotiated` that negotiations are spoken of.
    """

    kind: ReferenceKind
    target: str | None
    start: int
    end: int
    rule: str
    head: str = ""
    name: str = ""
    full: bool = False
    negotiated: bool = False
    reason: str = ""
    standing: Standing = "named"

    @property
    def length(self) -> int:
        """How many code points the mention covers."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """The agreement that cites: id, title, the year it is for, the year it was made, whose economy it is about.

    `finance` is set for an agreement on the finance act itself.
    """

    document: str
    title: str
    year: int | None
    signed: int | None
    side: Side | None
    finance: bool = False

    def is_own(self, target: str) -> bool:
        """Whether `target` is the citing agreement itself, by its id or by its title.

        >>> from extract.models import DocumentId
        >>> own = Citing(document="energiaftale-2018", title="Energiaftale 2018", year=2018, signed=2018, side=None)
        >>> own.is_own("energiaftale-2018"), own.is_own("energiaftale-2012"), own.is_own("energiaftale")
        (True, False, True)
        """
        title = slug(self.title)
        if self.year and target in (f"oea-{self.side}-{self.year}", f"finanslov-{self.year}" if self.finance else ""):
            return True
        return target == self.document or (bool(title) and (target == title or title.startswith(target + "-")))


def kind_of(label: str) -> ReferenceKind:
    """The kind of text that a label of `lexicon/references.toml` stands for: an agreement where it is no other."""
    kinds: dict[str, ReferenceKind] = {"law": "law", "strategy": "strategy", "directive": "directive"}
    return kinds.get(label, "agreement")


def citing(identity: Identity) -> Citing:
    """Who cites, from a document's identity; made in its date's year, else the year before the one it is for."""
    side: Side | None = None
    told = f"{identity.document} {slug(identity.title)}"
    if "oea-kommuner" in told or "kommunernes-oekonomi" in told:
        side = "kommuner"
    elif "oea-regioner" in told or "regionernes-oekonomi" in told:
        side = "regioner"
    finance = bool(_FINANCE.search(told))
    date = _YEAR.match(identity.date or "")
    # An economy agreement, and a finance act, is for the year after the one it is made in.
    ahead = 1 if side or finance else 0
    signed = int(date[1]) if date else (identity.year - ahead if identity.year else None)
    return Citing(
        document=identity.document, title=identity.title, year=identity.year, signed=signed, side=side, finance=finance
    )
