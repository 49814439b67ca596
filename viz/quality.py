"""How good the extraction is known to be: the figures of `quality.toml`, measured on agreements marked apart."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure by its name. A share lies between 0 and 1; None is what the measure does not have."""

    name: str
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    share: float | None = None
    count: int | None = None
    gold: int | None = None


@cache
def load_quality() -> tuple[Figure, ...]:
    """The figures in their own order.

    >>> load_quality()[0].name
    'detection'
    """
    raw = tomllib.loads((files("viz") / "quality.toml").read_text(encoding="utf-8"))
    return tuple(Figure(name=name, **values) for name, values in raw.items())
