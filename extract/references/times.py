"""The dates and years that stand in or after the name of a text, as expressions the recognisers share."""

from __future__ import annotations

from extract.calendar_time import A_MONTH

MONTH = (
    rf"(?:{A_MONTH}"
    r"|jan\.|feb\.|apr\.|aug\.|sept?\.|okt\.|nov\.|dec\.)"
)
# "foråret 2019", "efterår 2022", "sommeren 2019"
SEASON = r"(?:forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?|ultimo|primo|medio|starten\s+af|slutningen\s+af)"
# "5. maj 2020", "d. 5. maj 2020", "maj 2018", "foråret 2019", "2018"
DATE = rf"(?:(?:d\.|den)?\s*\d{{1,2}}\.\s*)?(?:(?:{MONTH}|{SEASON})\s+)?\d{{4}}(?!\d)"
# " af d. 5. maj 2020", " fra januar 2019", " (29. juni 2018)": when a text was made, which is no part of its id.
MADE = (
    rf"(?:\s+(?:af|fra)\s+{DATE}|\s+(?:d\.|den)\s*\d{{1,2}}\.\s*{MONTH}\s+\d{{4}}(?!\d)|\s*\((?:af\s+|fra\s+)?{DATE}\))"
)
YEAR = r"\d{4}(?!\d)"
# "2021", "2021 og 2022", "2019, 2020 og 2021", "hhv. 2020 og 2021", "2021-2023"
YEARS = rf"(?:(?:hhv\.|henholdsvis|både|årene)\s+)?{YEAR}(?:\s*(?:,|og|samt|til|[-–/])\s*{YEAR})*"
