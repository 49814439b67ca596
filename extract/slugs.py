"""The rule that turns a Danish title into an id: lower case, æ oe å spelt out, every other sign one hyphen."""

from __future__ import annotations

import re
import unicodedata

# NFKD takes accents off (é, ü) but leaves these letters whole, so they are spelt out before.
_SPELT_OUT = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l"}
)
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """The id of `text`: ASCII letters, digits and single hyphens, none at either end; "" where it has none of them.

    >>> slug("Aftale om reform af det kommunale tilskuds- og udligningssystem")
    'aftale-om-reform-af-det-kommunale-tilskuds-og-udligningssystem'
    >>> slug("KL’s 10-årsplan for ældre & Ærø")
    'kl-s-10-aarsplan-for-aeldre-aeroe'
    """
    composed = unicodedata.normalize("NFKC", text).lower().translate(_SPELT_OUT)
    # å may come as a + ring, in a text from a PDF; NFKC put it together above, so what is left are foreign accents.
    plain = "".join(char for char in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(char))
    return _OTHER.sub("-", plain).strip("-")
