"""The user's own topics: a Turtle file beside those that ship, which an update of the program leaves alone.

It stands beside the store (`aftalegraf.topics.ttl` by `aftalegraf.store`), or where the environment variable
AFTALEGRAF_TOPICS says; processes that a build starts inherit that. What is broken in it is told, the rest holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ontology.vocab import BASE, Concept, VocabularyError, concepts, read_concepts

VARIABLE = "AFTALEGRAF_TOPICS"
_SUFFIX = ".topics.ttl"
_LARGEST = 4 << 20  # bytes; those that ship are 40,000
_found_here: list[str] = []  # what this program itself has put into the variable


def topics_beside(store: Path) -> Path:
    """The file of a store's own topics, whether it is there or not.

    >>> topics_beside(Path("demo/aftalegraf.store")).as_posix()
    'demo/aftalegraf.topics.ttl'
    """
    named = store.resolve() if store.name in ("", "..") else store  # "." is the folder one stands in
    return named.parent / (named.name.removesuffix(".store") + _SUFFIX)


def use_topics_beside(store: Path) -> None:
    """From now on the topics beside that store count too; a file that the user's environment names goes before."""
    said = os.environ.get(VARIABLE)
    if said is not None and said not in _found_here:
        return
    path = topics_beside(store)
    _found_here.clear()
    os.environ.pop(VARIABLE, None)
    if path.exists():
        os.environ[VARIABLE] = str(path.resolve())
        _found_here.append(os.environ[VARIABLE])


def own_topics_file() -> Path | None:
    """The file of the user's own topics; None where there is none."""
    said = os.environ.get(VARIABLE)
    return Path(said) if said else None


def own_key() -> tuple[str, int]:
    """What changes when the user's own topics do: the file's path and when it was written; ("", 0) without a file."""
    path = own_topics_file()
    return (str(path), path.stat().st_mtime_ns if path.is_file() else 0) if path is not None else ("", 0)


def own_topics_text() -> str:
    """The Turtle of the user's own topics, "" where there is no file. A byte order mark is left out.

    Raises VocabularyError where it cannot be read, is no UTF-8 or too large.
    """
    path = own_topics_file()
    return read_topics_file(path) if path is not None else ""


def read_topics_file(path: Path) -> str:
    """The Turtle of a file of topics, without a byte order mark. Raises VocabularyError as `own_topics_text` does."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise VocabularyError(
            f"{path}: cannot be read ({error.strerror or error}): topics of your own stand in one Turtle file of this"
            " name; mend it or take it away"
        ) from None
    if len(data) > _LARGEST:
        raise VocabularyError(f"{path}: is larger than {_LARGEST >> 20} MB: keep topics alone in it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise VocabularyError(f"{path}: line {line}: byte {error.start} is not UTF-8: save the file as UTF-8") from None


def all_topics() -> tuple[Concept, ...]:
    """The topics that ship, then the user's own. Raises VocabularyError where the user's file is no Turtle."""
    return (*concepts("topics.ttl", "topic"), *_read(own_topics_text(), str(own_topics_file()))[0])


def own_topics() -> tuple[Concept, ...]:
    """The user's own topics. Raises VocabularyError as `all_topics` does."""
    return _read(own_topics_text(), str(own_topics_file()))[0]


def own_problems() -> tuple[str, ...]:
    """What is wrong in the user's file and was left out, a line each. Raises VocabularyError as `all_topics` does."""
    return _read(own_topics_text(), str(own_topics_file()))[1]


@lru_cache(maxsize=8)
def _read(text: str, place: str) -> tuple[tuple[Concept, ...], tuple[str, ...]]:
    if not text:
        return (), ()
    found = read_concepts(text, place, "topic")
    shipped = {concept.id for concept in concepts("topics.ttl", "topic")}
    problems = [
        f"{place}: topic:{one.id} ships with the program already and is left out: give yours another id"
        for one in found
        if one.id in shipped
    ]
    problems += [
        f"{place}: topic:{one.id} is left out: the spelling {spelling!r} has no word: write what texts say"
        for one in found
        for spelling in one.spellings
        if not _says_a_word(spelling)
    ]
    if not found:
        problems.append(f"{place}: holds no topic: name each as <{BASE}topic/...>, and give it a skos:prefLabel")
    kept = tuple(one for one in found if one.id not in shipped and all(map(_says_a_word, one.spellings)))
    looping = loops(kept)
    problems += [
        f"{place}: topic:{' > topic:'.join((*loop, loop[0]))} is a loop of broader terms, and skos:broader is left out"
        " there: take one of them away"
        for loop in looping
    ]
    inside = {one for loop in looping for one in loop}
    return tuple(replace(one, broader=()) if one.id in inside else one for one in kept), tuple(problems)


def _says_a_word(spelling: str) -> bool:
    return any(sign.isalnum() for sign in spelling)


def loops(found: Iterable[Concept]) -> tuple[tuple[str, ...], ...]:
    """The loops that `skos:broader` makes, each once, from its first id in alphabetical order.

    >>> loops([Concept(id="a", label="", label_en="", alt=(), hidden=(), definition="", broader=("a",), examples=())])
    (('a',),)
    """
    broader = {one.id: one.broader for one in found}
    made: dict[frozenset[str], tuple[str, ...]] = {}
    for start in sorted(broader):
        loop = _way_back(start, broader)
        if loop:
            made.setdefault(frozenset(loop), loop)
    return tuple(made.values())


def _way_back(start: str, broader: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The shortest way of broader terms from an id back to itself; none where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        following = [(*way, wider) for way in ways for wider in broader.get(way[-1], ())]
        if any(way[-1] == start for way in following):
            return next(way[:-1] for way in following if way[-1] == start)
        ways = [way for way in following if way[-1] not in seen]
        seen |= {way[-1] for way in ways}
    return ()
