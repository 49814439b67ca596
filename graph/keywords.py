"""Whether a query uses a keyword, told by the parser that is going to run it.

pyoxigraph shows nothing of the query that it has read, and another parser may read comments, operators or escapes in
another way, which is just what somebody would use who wants a SERVICE past a check. So the store's own parser is asked:
every place where the letters of the keyword stand is overwritten by letters that nobody can foresee. In a text, a
comment, an IRI or a name that changes nothing for the parser; a keyword is a keyword no more, and the query is broken.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator

import pyoxigraph

from graph.writer import prefixes

_LETTERS = "jqvwxz"  # no letter with which a number or an escape goes on
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BASE = "http://base.invalid/"  # a query may have relative IRIs
_PLACE = re.compile(r"error at (\d+):(\d+)")


def keyword_line(word: str, sparql: str) -> int | None:
    """The line on which a query uses the keyword `word`; None where it does not.

    A query that is broken besides may be taken to use it. Escaped letters (SPARQL 1.1, 19.2) are read as what they
    stand for too, so that a parser of either mind is foreseen.

    >>> keyword_line("SERVICE", 'SELECT * { ?s ?p "service" }'), keyword_line("SERVICE", "ASK { SERVICE <a:b> {} }")
    (None, 1)
    """
    return next((line for text in _readings(sparql) if (line := _line(word, text)) is not None), None)


def _line(word: str, sparql: str) -> int | None:
    places = [match.span() for match in re.finditer(word, sparql, re.IGNORECASE)]
    if not places:
        return None
    other = "".join(secrets.choice(_LETTERS) for _ in word)
    error = _error(re.sub(word, other, sparql, flags=re.IGNORECASE))
    if error is None:
        return None
    fault = _offset(sparql, error)
    nearest = min(places, key=lambda span: (not span[0] <= fault <= span[1], abs(fault - span[0])))
    return sparql.count("\n", 0, nearest[0]) + 1


def _error(sparql: str) -> str | None:
    """What is wrong with a query; it is read by an empty store, which gives it nothing to work on."""
    try:
        pyoxigraph.Store().query(sparql, prefixes=prefixes(), base_iri=_BASE)
    except SyntaxError as error:
        return str(error)
    except (OSError, RuntimeError, ValueError):  # it was read, and failed only later
        return None
    return None


def _offset(text: str, error: str) -> int:
    place = _PLACE.match(error)
    if place is None:
        return 0
    lines = text.split("\n")[: int(place[1]) - 1]
    return sum(len(line) + 1 for line in lines) + int(place[2]) - 1


def _readings(sparql: str) -> Iterator[str]:
    """Yields the text as it stands, and as it reads where escapes are undone, once or more."""
    while True:
        yield sparql
        undone = _ESCAPE.sub(_unescaped, sparql)
        if undone == sparql:
            return
        sparql = undone


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else ""
