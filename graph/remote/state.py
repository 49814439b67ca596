"""What a folder keeps in files beside its database, a server keeps as texts in the graph of runs.

Which files were read, and what their bytes hashed to, is needed for building only what is new or changed. The texts
are cut into pieces, since servers bound the length of a literal (Virtuoso takes no 1 MB), and stand as
`<base>state/<name>/<number> prov:value "..."`. The stamp names the build that wrote them: who finds another one than
he began with has been overtaken; it ends in "-done" when all is written. Paths in one's own home begin with ~, so that
they name nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from graph.iris import Iris
from graph.writer import name

_PIECE = 8000  # letters
_VALUE = "prov:value"
STAMP = "stamp"
DONE = "-done"  # how the stamp of a build ends that has written everything


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The texts by the names of their files, and the stamp of the build that left them; "" where there was none."""

    texts: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""


def state_quads(state: State, iris: Iris) -> Iterator[Quad]:
    """Yields the quads that hold a state, in the graph of runs."""
    yield _quad(iris.thing("state", STAMP), state.stamp, iris)
    for title, text in sorted(state.texts.items()):
        plain = text.replace(_home(), '"~/')
        for number, start in enumerate(range(0, len(plain), _PIECE), 1):
            yield _quad(iris.thing("state", title, str(number)), plain[start : start + _PIECE], iris)


def stamp_query(iris: Iris) -> str:
    """Asks for the stamp, as `?s`."""
    return f"SELECT ?s WHERE {{ GRAPH {iris.runs_graph} {{ {iris.thing('state', STAMP)} {name(_VALUE)} ?s }} }}"


def taken_state(database: pyoxigraph.Store, iris: Iris) -> State:
    """The state in a copy of a store; its quads are removed there, since they say nothing of agreements."""
    start = f"{iris.base}state/"
    pieces: dict[str, dict[int, str]] = {}
    stamp = ""
    for quad in list(database.quads_for_pattern(None, name(_VALUE), None, iris.runs_graph)):
        if not (isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(start)):
            continue
        database.remove(quad)
        title, _, number = quad.subject.value.removeprefix(start).partition("/")
        text = quad.object.value if isinstance(quad.object, Literal) else ""
        if title == STAMP:
            stamp = text
        elif number.isdecimal():
            pieces.setdefault(title, {})[int(number)] = text
    texts = {title: "".join(parts[number] for number in sorted(parts)) for title, parts in pieces.items()}
    return State(texts={title: text.replace('"~/', _home()) for title, text in texts.items()}, stamp=stamp)


def _home() -> str:
    """How the path of a file in one's home begins in the texts."""
    return json.dumps(f"{Path.home().as_posix().rstrip('/')}/", ensure_ascii=False)[:-1]


def _quad(subject: NamedNode, text: str, iris: Iris) -> Quad:
    return Quad(subject, name(_VALUE), Literal(text), iris.runs_graph)
