"""How sure a finding is, in words."""

from __future__ import annotations

_SURE, _LIKELY = 0.85, 0.6
_WORDS = {"sure": "sikker", "likely": "sandsynlig", "check": "tjek selv"}


def sureness(confidence: float) -> str:
    """A confidence from 0 to 1 as people read it.

    >>> sureness(0.95), sureness(0.7), sureness(0.4)
    ('sikker', 'sandsynlig', 'tjek selv')
    """
    return _WORDS[sureness_key(confidence)]


def sureness_key(confidence: float) -> str:
    """The same as a key of what is said in a language: "sure", "likely" or "check"."""
    return "sure" if confidence >= _SURE else "likely" if confidence >= _LIKELY else "check"
