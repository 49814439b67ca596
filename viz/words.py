"""The words of the pages: Danish in `locale/messages.pot`, other languages as its translations beside it (gettext).

The catalogues are read as they lie there, so that a translator's change needs no compiling.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

LANGUAGES = ("da", "en")
_SOURCE = "da"
_GAP = re.compile(r"\{(\w+)\}")


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
    """The words of a key with their braces filled, in one go, so that braces in a value stay as they are.

    >>> filled("page", n="{n}")
    'side {n}'
    """
    return _GAP.sub(lambda gap: values.get(gap[1], gap[0]), load_words(language)[key])
