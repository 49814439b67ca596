"""How sure a finding is, in words."""

from __future__ import annotations

_SURE, _LIKELY = 0.85, 0.6


def sureness(confidence: float) -> str:
    """A confidence from 0 to 1 as people read it.

    >>> sureness(0.95), sureness(0.7), sureness(0.4)
    ('sikker', 'sandsynlig', 'tjek selv')
    """
    return "sikker" if confidence >= _SURE else "sandsynlig" if confidence >= _LIKELY else "tjek selv"
