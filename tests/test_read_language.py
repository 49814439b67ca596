"""The language of a text, and what is refused for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import ReadError
from extract.read.document import read_document
from extract.read.language import tell_language

AGREEMENTS = Path(__file__).parent.parent / "examples" / "oekonomiaftaler"
TEXTS = {
    "norwegian": (
        "Regjeringen og partene er enige om at det skal settes av midler til kommunene. Partene er enige om oppfølging "
        "av avtalen i 2025. Det ble også avtalt at noen av tiltakene blir vurdert etter at rapporten er lagt frem. "
    ),
    "nynorsk": (
        "Regjeringa og partane er einige om at det skal setjast av midlar til kommunane. Dei er òg einige om at "
        "tiltaka ikkje skal føre til meir byråkrati, og at ein skal sjå på korleis ordninga verkar frå 2025. "
    ),
    "swedish": (
        "Regeringen och parterna är överens om att medel ska avsättas till kommunerna. De är också överens om att inte "
        "öka byråkratin och att avtalet följs upp efter 2025. Det är bara några av de åtgärder som har diskuterats. "
    ),
    "english": (
        "The government and the municipalities agree that funds will be set aside for the elderly. The parties will "
        "follow up on the agreement in 2025, and they are also of the opinion that this is not the end of it. "
    ),
    "danish": (
        "Regeringen og KL er enige om, at der afsættes midler til kommunerne. Parterne er også enige om at følge op på "
        "aftalen efter 2025, og at nogle af midlerne går til de øvrige områder, herunder ældre. "
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages_are_told_apart(language: str) -> None:
    """Danish and its neighbours are told by what they write differently."""
    assert tell_language(TEXTS[language] * 2) == language


@pytest.mark.parametrize("year", [2020, 2022, 2023, 2024, 2027])
def test_the_five_agreements_are_danish(year: int) -> None:
    """No agreement is taken for another language."""
    assert tell_language((AGREEMENTS / f"oea-kommuner-{year}.txt").read_text(encoding="utf-8")) == "danish"


def test_a_short_text_is_not_judged() -> None:
    """A line or two are of no language that could be told."""
    assert tell_language("Aftale om klima") is None


def test_another_language_is_refused_unless_forced(tmp_path: Path) -> None:
    """The message names the language; forced, the text is read."""
    path = tmp_path / "avtale.txt"
    path.write_text(TEXTS["norwegian"] * 3, encoding="utf-8")
    with pytest.raises(ReadError, match="Norwegian, not Danish"):
        read_document(path)
    assert read_document(path, force=True).units


def test_what_agrees_nothing_is_doubted(tmp_path: Path) -> None:
    """A law or a news story is read with a warning."""
    path = tmp_path / "lov.txt"
    path.write_text(
        "§ 1. Loven gælder for alle kommuner i Danmark. Ministeren fastsætter nærmere regler.\n", encoding="utf-8"
    )
    assert "political agreement" in " ".join(read_document(path).warnings)
