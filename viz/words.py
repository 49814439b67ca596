"""The words of the pages, from `words.toml`: Danish first, English by a switch."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("da", "en")


@cache
def load_words(language: str) -> dict[str, str]:
    """The words of one language ("da" or "en") by their keys.

    >>> load_words("da")["commitment"]
    'Aftalepunkt'

    Raises KeyError for a language that has no words.
    """
    raw = tomllib.loads((files("viz") / "words.toml").read_text(encoding="utf-8"))
    return {key: entry[language] for key, entry in raw.items()}


def filled(key: str, language: str = "da", **values: str) -> str:
    """The words of a key with their braces filled, each once, so that braces in a value stay as they are.

    >>> filled("page", n="{n}")
    'side {n}'
    """
    text = load_words(language)[key]
    for name, value in values.items():
        before, brace, after = text.partition(f"{{{name}}}")
        text = f"{before}{value}{after}" if brace else text
    return text
