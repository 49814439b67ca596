"""The words of the pages: Danish in `locale/messages.pot`, other languages as its translations beside it (gettext).

The catalogues are read as they lie there, so that a translator's change needs no compiling.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

LANGUAGES = ("da", "en")
_SOURCE = "da"


@cache
def load_words(language: str) -> dict[str, str]:
    """The words of one language ("da" or "en") by their keys.

    >>> load_words("da")["commitment"]
    'Aftalepunkt'

    Raises FileNotFoundError for a language that has no catalogue.
    """
    from babel.messages.pofile import read_po  # late: a tenth of a second

    name = "messages.pot" if language == _SOURCE else f"{language}.po"
    with (files("viz") / "locale" / name).open("rb") as stream:
        messages = [message for message in read_po(stream, locale=language) if message.context]
    return {
        str(message.context): str(message.id if language == _SOURCE else message.string or message.id)
        for message in messages
    }


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
