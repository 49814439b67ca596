"""Regular expressions that are compiled when they are first used, not when a module is imported."""

from __future__ import annotations

import re
from functools import cache

# How many texts a reader that several components ask keeps its findings of.
KEPT = 64


@cache
def compiled(expression: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled `expression`, the same object each time.

    >>> compiled(r"\\d+").findall("5 og 10")
    ['5', '10']
    """
    return re.compile(expression, flags)
