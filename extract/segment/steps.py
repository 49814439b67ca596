"""From one line to the next: does the paragraph go on, or does a new block begin?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.hyphens import Vocabulary
from extract.read.source import Line
from extract.segment.layout import Layout, hyphenated, is_full
from extract.segment.shapes import (
    BULLET,
    LABEL,
    NUMBER_ITEM,
    NUMBERED,
    cuts_a_name,
    follows_in_list,
    has_verb,
    is_open,
    is_signature,
    looks_like_heading,
    starts_small,
)
from extract.sentences import ends_sentence

Step = Literal["on", "off", "cut"]

_SHORT, _SOFTLY = 60, 50
_NEARLY = 0.85
_HEADING_SHARE = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """The place between two lines and what is known of it.

    `ended`: the first can end a sentence; `opened`: it cannot; `apart`: more blank lines than the neighbourhood has
    within a paragraph; `full`: the second line's first word would not have fitted on the first.
    """

    group: Sequence[Line]
    line: Line
    after: Line
    following: Line | None
    width: int
    flowing: bool
    ended: bool
    opened: bool
    apart: bool
    full: bool

    @property
    def noted(self) -> bool:
        """Whether a note in small letters stands below a line that may go on elsewhere."""
        return self.after.small and not self.line.small and self.line.reach > _NEARLY * self.width

    @property
    def loose(self) -> bool:
        """Whether a new block may begin here."""
        return self.ended or self.apart or (not self.full and not self.opened)


def look(group: Sequence[Line], after: Line, following: Line | None, layout: Layout, index: int) -> Seam:
    """What is known of the seam between the last line of `group`, which has `index`, and `after`."""
    line = group[-1]
    width, gap = layout.near(index)
    return Seam(
        group=group,
        line=line,
        after=after,
        following=following,
        width=width,
        flowing=layout.flowing,
        ended=ends_sentence(line.text),
        opened=is_open(line.text),
        apart=after.gap > gap and not after.opens,
        full=not layout.flowing and is_full(line, after, width),
    )


def step(seam: Seam, vocabulary: Vocabulary) -> Step:
    """Whether the second line goes on the paragraph ("on"), begins a block ("off"), or a page ends that may go on
    elsewhere ("cut").
    """
    line, after = seam.line, seam.after
    if after.mark or line.mark in ("heading", "row") or line.quoted != after.quoted:
        return "off"
    hyphen = hyphenated(line.text)
    if after.soft and _goes_on_softly(seam):
        return "on"
    if line.small != after.small and not (seam.full and seam.flowing):
        return "off"
    if hyphen and after.text[:1].isalnum() and (starts_small(after.text) or not seam.apart):
        return "on"
    if _is_bare_label(seam) or _begins(seam) or _changes_voice(seam):
        return "off"
    if hyphen:
        return "on"
    if starts_small(after.text):
        return "on" if _small_goes_on(seam) else "off"
    return _capital(seam, vocabulary)


def _goes_on_softly(seam: Seam) -> bool:
    """Whether a line break within a paragraph breaks a line alone: what follows is no item, no heading, no label."""
    after = seam.after.text
    if BULLET.match(after) or LABEL.match(after) or is_signature(after) or seam.line.loud != seam.after.loud:
        return False
    if after.startswith("(") or (starts_small(after) and not NUMBER_ITEM.match(after)):
        return not seam.line.text.endswith((":", ";"))
    return len(seam.line.text) > _SOFTLY and not seam.ended and not _begins(seam)


def _capital(seam: Seam, vocabulary: Vocabulary) -> Step:
    """The second line begins with a capital or a figure: a new paragraph, unless the first is full or stops in
    mid-phrase.
    """
    if _heading_in_capitals(seam):
        return "on"
    if seam.line.text.endswith(":") or (seam.ended and _heading_follows(seam)) or _heading_before(seam, vocabulary):
        return "off"
    going = not seam.ended and (seam.opened or cuts_a_name(seam.line.text, seam.after.text))
    if seam.after.opens and not seam.ended:
        return "cut" if going or (seam.full and not _sentence_follows(seam, vocabulary)) else "off"
    if seam.apart or seam.flowing:
        return "on" if going else "off"
    return "on" if seam.full or going or _in_mid_sentence(seam) else "off"


def _heading_in_capitals(seam: Seam) -> bool:
    """Whether both lines are of one heading, "KOMMUNERNES ØKONOMISKE" / "RAMMER FOR 2027"."""
    lines = (seam.line, seam.after)
    both = all(line.loud and line.text.isupper() and not LABEL.match(line.text) for line in lines)
    return both and not seam.apart and not NUMBERED.match(seam.after.text)


def _changes_voice(seam: Seam) -> bool:
    """Whether one of the two is set as a heading and the other is not, or both are and stand apart."""
    if seam.line.loud != seam.after.loud:
        return seam.line.loud or not starts_small(seam.after.text)
    if seam.line.small != seam.after.small:
        return True
    return seam.line.loud and seam.apart


def _sentence_follows(seam: Seam, vocabulary: Vocabulary) -> bool:
    """Whether the second line begins with a word otherwise written small, and the first does not end with a name."""
    word = seam.after.text.split(None, 1)[0].strip(",.:")
    named = seam.line.text.rsplit(None, 1)[-1][:1].isupper()
    return word.isalpha() and not word.isupper() and not named and vocabulary.small(word) > 1


def _in_mid_sentence(seam: Seam) -> bool:
    """Whether a paragraph's line of nearly full length has no end, and no heading follows: a name begins the next."""
    if seam.ended or len(seam.group) == 1 or _heading_follows(seam):
        return False
    return is_full(seam.line, seam.after, int(_NEARLY * seam.width))


def _small_goes_on(seam: Seam) -> bool:
    if seam.ended:
        return seam.full and not seam.apart and not seam.flowing
    short = not seam.full and not seam.opened and not seam.line.mark and len(seam.line.text) < _SHORT
    return not (seam.apart and short)


def _is_bare_label(seam: Seam) -> bool:
    """Whether the block so far is a label alone, "Boks 1", whose title stands on a line of its own."""
    match = LABEL.fullmatch(seam.line.text)
    return len(seam.group) == 1 and match is not None and not match["title"]


def _begins(seam: Seam) -> bool:
    """Whether the second line is the first of an item, of a numbered heading or of a label."""
    text = seam.after.text
    if follows_in_list(seam.group[0].text, text):
        return True
    bullet = BULLET.match(text)
    if bullet:
        return bullet["mark"] not in "-–—*o" or seam.loose
    label = LABEL.match(text)
    if label and (not label["title"] or label["dot"]) and len(text) < 2 * _SHORT:
        return seam.loose or not label["title"] or seam.after.opens
    if is_signature(text):
        return seam.loose
    if seam.after.indent == 1 and not seam.after.opens and seam.ended:
        return True
    if NUMBERED.match(text) and seam.after.opens and looks_like_heading(text):
        return True
    if NUMBERED.match(text) or NUMBER_ITEM.match(text):
        return seam.loose and not (seam.flowing and seam.opened)
    return False


def _heading_before(seam: Seam, vocabulary: Vocabulary) -> bool:
    """Whether a full line is a heading all the same: it has no verb, and what follows begins with a word
    otherwise written small.
    """
    word = seam.after.text.split(None, 1)[0].strip(",.:")
    if len(seam.group) > 1 or seam.line.mark or not word.isalpha() or word.isupper():
        return False
    return vocabulary.small(word) > 1 and not has_verb(seam.line.text) and looks_like_heading(seam.line.text)


def _heading_follows(seam: Seam) -> bool:
    """Whether the second line stands between two paragraphs, as a heading does."""
    following = seam.following
    if following is None or starts_small(following.text) or is_full(seam.after, following, seam.width):
        return False
    return looks_like_heading(seam.after.text) and seam.after.reach < _HEADING_SHARE * seam.width
