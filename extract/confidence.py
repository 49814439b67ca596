"""How sure a rule is: how often what its family reads was right on the gold (`lexicon/confidence.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from extract.lexicon import LexiconError

_UNKNOWN = 0.7  # a family that the gold has nothing of
_LEAD_IN = ".lead-in"


@cache
def families() -> Mapping[str, float]:
    """Each measured family and its precision. Raises LexiconError where the file holds what is no share of 1."""
    text = (files("extract") / "lexicon" / "confidence.toml").read_text(encoding="utf-8")
    table: dict[str, object] = tomllib.loads(text).get("precision", {})
    found: dict[str, float] = {}
    for family, value in table.items():
        if not isinstance(value, int | float) or not 0 <= value <= 1:
            raise LexiconError(f"lexicon/confidence.toml: {family} = {value!r}: give a number from 0 to 1")
        found[family] = float(value)
    return found


def ancestry(rule: str) -> tuple[str, ...]:
    """The families a rule belongs to, the narrowest first; what an item has from its lead-in is a family of its own.

    >>> ancestry("force.agree.in-agreement")
    ('force.agree.in-agreement', 'force.agree', 'force')
    >>> ancestry("force.agree.in-agreement.lead-in")
    ('force.agree.lead-in', 'force.lead-in', 'force')
    """
    parts = rule.removesuffix(_LEAD_IN).split(".")
    chain = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    if not rule.endswith(_LEAD_IN):
        return tuple(chain)
    inherited = [f"{family}{_LEAD_IN}" for family in chain if family.count(".") <= 1]
    return (*inherited, chain[-1])


def confidence_of(rule: str, default: float = _UNKNOWN) -> float:
    """The precision of the narrowest family of `rule` that was measured, 0 to 1; `default` where none was."""
    known = families()
    return next((known[family] for family in ancestry(rule) if family in known), default)
