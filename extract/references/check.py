"""Whether what a reference was read as can be: an agreement has a year that agreements have."""

from __future__ import annotations

from extract.references.mention import Citing

# The municipal economy agreements began for 1980; what is named as coming lies a few years ahead.
FIRST_YEAR = 1980
AHEAD = 10


def year_problem(year: int, citing: Citing) -> str:
    """Why an agreement that `citing` names cannot be for `year` (a misprint, "2919"), or "" where it can.

    >>> own = Citing(document="oea-kommuner-2024", title="", year=2024, signed=2023, side="kommuner")
    >>> year_problem(2025, own), year_problem(2919, own)
    ('', 'årstallet 2919 kan ikke passe: det er trykfejl eller noget andet end et år')
    """
    last = (citing.year or citing.signed or 2090) + AHEAD
    if FIRST_YEAR <= year <= last:
        return ""
    return f"årstallet {year} kan ikke passe: det er trykfejl eller noget andet end et år"
