"""What a spaCy pipeline that the user has installed adds: names our register lacks, a second opinion on parties.

The rules decide. A model's organisations become `mentions`; where its parser sees the subject that our parties stand
in, confidence rises, and where it sees other actors act, it falls. Without `--spacy-model` nothing of this is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from extract.actors import find_actors
from extract.errors import ModelError
from extract.models import ActorId, Commitment, Document, Evidence, Span
from extract.slugs import slug

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_ORGANISATIONS = frozenset({"ORG", "NORP"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "sb"})
AGREES, DISAGREES = 0.5, 0.85  # what is left of the doubt; what is left of the confidence


@cache
def load_model(name: str) -> Language:
    """The user's spaCy pipeline, by the name of its package or the path of its folder. Loaded once a process.

    Raises ModelError where it is not installed or cannot be loaded, saying what to do.
    """
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        if "[E050]" not in str(error):
            raise ModelError(f"{name}: cannot be loaded ({_first_line(error)}): install it anew") from None
        how = f"python -m spacy download {name}" if "/" not in name and "\\" not in name else "check the path"
        raise ModelError(f"{name}: no such spaCy pipeline is installed: {how}, or leave --spacy-model out") from None
    except Exception as error:  # noqa: BLE001  (whatever a package of somebody else's does when it is loaded)
        raise ModelError(f"{name}: cannot be loaded ({_first_line(error)}): install one for this spaCy") from None


def model_identity(name: str) -> str:
    """What tells the user's pipeline from others, and one version of it from the next. Raises as `load_model`."""
    return json.dumps(load_model(name).meta, sort_keys=True, default=str)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]


def add_model_evidence(
    document: Document, commitments: tuple[Commitment, ...], model: Language
) -> tuple[Commitment, ...]:
    """Adds what the model sees in the words of each commitment: organisations named, and who acts."""
    docs = model.pipe(document.words(commitment.span) for commitment in commitments)
    return tuple(
        _with_subject(_with_names(commitment, doc), doc) for commitment, doc in zip(commitments, docs, strict=True)
    )


def _with_names(commitment: Commitment, doc: Doc) -> Commitment:
    """The organisations that no rule has named, as mentions with their words."""
    known = {*commitment.parties, *commitment.obliged, *commitment.mentions}
    found: dict[ActorId, Evidence] = {}
    for entity in doc.ents:
        ours = [mention.actor for mention in find_actors(entity.text)]
        actor = ActorId(slug(entity.text))
        if entity.label_ in _ORGANISATIONS and not ours and actor and actor not in known:
            found.setdefault(actor, _evidence(commitment, "mention", entity.start_char, entity.end_char, "entity"))
    if not found:
        return commitment
    return replace(
        commitment,
        mentions=(*commitment.mentions, *found),
        evidence=(*commitment.evidence, *found.values()),
    )


def _with_subject(commitment: Commitment, doc: Doc) -> Commitment:
    """Confidence as the model's parser bears our parties out; as it was where it has no parser or sees no actor."""
    subjects = tuple(_subjects(doc)) if doc.has_annotation("DEP") else ()
    acting = {m.actor for span in subjects for m in find_actors(doc.text[span.start : span.end]) if not m.genitive}
    if not acting or not commitment.parties:
        return commitment
    agreed = not acting.isdisjoint(commitment.parties)
    told = tuple(
        _evidence(commitment, "party", span.start, span.end, "subject" if agreed else "other-subject")
        for span in subjects
        if find_actors(doc.text[span.start : span.end])
    )
    doubt = 1 - commitment.confidence
    confidence = 1 - AGREES * doubt if agreed else DISAGREES * commitment.confidence
    return replace(commitment, confidence=round(confidence, 3), evidence=(*commitment.evidence, *told))


def _subjects(doc: Doc) -> Iterator[Span]:
    """The stretches, in code points of the quote, of what the parser takes for subjects of main verbs."""
    for token in doc:
        if token.dep_ in _SUBJECTS and _is_main(token.head):
            words = list(token.subtree)
            yield Span(start=words[0].idx, end=words[-1].idx + len(words[-1]))


def _is_main(verb: Token) -> bool:
    """Whether the verb heads the sentence or stands beside the one that does."""
    return bool(verb.dep_ in ("ROOT", "", *_SUBJECTS) or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT"))


def _evidence(commitment: Commitment, field: str, start: int, end: int, rule: str) -> Evidence:
    by = commitment.span.start
    words = commitment.quote[start:end]
    return Evidence(field=field, words=words, start=by + start, end=by + end, rule=f"model.{rule}")
