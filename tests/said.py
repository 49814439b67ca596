"""Every message that the command line can print, found in the source: errors, notes, and the parts they are made of.

Messages stay f-strings in English where they are raised; here each becomes a template with numbered gaps, as it stands
in the Danish catalogue ("{0}: there is no store here ...").
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LAYERS = ("ontology", "extract", "graph", "viz", "aftalegraf")

# What is said over HTTP, to programs, stays English; so does what only those hear who write rules or shapes in code.
_TO_PROGRAMS = ("graph/serving/", "graph/endpoint.py", "aftalegraf/serving/", "graph/shapes.py")
_ALSO = ("aftalegraf/serving/run.py",)

# Modules that make messages elsewhere than in the call that raises or prints them: every English text in them is one.
_SPEAKING = (
    "ontology/own_topics.py",
    "ontology/vocab.py",
    "extract/identity.py",
    "extract/lexicon_check.py",
    "extract/model_evidence.py",
    "extract/parallel.py",
    "extract/read/document.py",
    "extract/read/pdf.py",
    "extract/twins.py",
    "graph/ask.py",
    "graph/build.py",
    "graph/ingest.py",
    "graph/jsonl.py",
    "graph/queries.py",
    "graph/remote/refusals.py",
    "graph/remote/session.py",
    "graph/remote/writing.py",
    "graph/report.py",
    "graph/sources.py",
    "graph/store.py",
    "graph/validation.py",
    "aftalegraf/commands/build.py",
    "aftalegraf/commands/ledger.py",
    "aftalegraf/commands/search.py",
)
_PRINTING = ("note", "warn", "warning")
_ENGLISH = re.compile(
    r"\b(the|is|are|was|were|not|none|of|cannot|it|name|write|give|read|by|says|has|nothing|needs?|needed|stands"
    r"|several|no|holds|others?|check|rows|pages|in a browser|records|run|end|stops|calls|query|more|found|commitments"
    r"|unresolved|sums|year|twice|shown|this|lacks|what|perhaps|catches)\b"
)
_NO_MESSAGE = re.compile(
    r"^(SELECT|DROP|CREATE|PREFIX|\\|\(\?P<|error at|file name|Prefix not found|title in|front matter|title page"
    r"|registry|document title)|@prefix"
)


def template(node: ast.expr) -> str | None:
    """A text or an f-string as a template with numbered gaps; None for any other expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, gaps = "", 0
    for one in node.values:
        if isinstance(one, ast.Constant):
            parts += str(one.value)
        else:
            parts, gaps = f"{parts}{{{gaps}}}", gaps + 1
    return parts


def texts(node: ast.AST) -> Iterator[str]:
    """The templates in an expression, the outermost first, with those that stand in their gaps."""
    told = template(node) if isinstance(node, ast.expr) else None
    if told is not None:
        yield told
    for child in ast.iter_child_nodes(node):
        if told is None or not isinstance(child, ast.Constant):
            yield from texts(child)


def _called(node: ast.Call) -> str:
    function = node.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _documentation(tree: ast.AST) -> set[str]:
    return {
        one.value.value for one in ast.walk(tree) if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
    }


def _helps(tree: ast.AST) -> set[str]:
    """Texts of options and arguments, which are translated with the help."""
    calls = (
        one for one in ast.walk(tree) if isinstance(one, ast.Call) and _called(one) in {"option", "argument", "command"}
    )
    return {text for call in calls for text in texts(call)}


def messages_of(path: Path, place: str) -> Iterator[str]:
    """The messages in one module: what it raises, prints and, where it is one that speaks, every English text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (_called(node).endswith("Error") or _called(node) in _PRINTING):
            yield from (text for argument in node.args for text in texts(argument))
    if place in _SPEAKING:
        known = _documentation(tree) | _helps(tree)
        yield from (text for text in texts(tree) if text not in known)


def messages(root: Path) -> dict[str, str]:
    """Each message with the module it is found in; only those that say something in English."""
    found: dict[str, str] = {}
    for layer in LAYERS:
        for path in sorted((root / layer).rglob("*.py")):
            place = path.relative_to(root).as_posix()
            if place.startswith(_TO_PROGRAMS) and place not in _ALSO:
                continue
            for text in (line for found_text in messages_of(path, place) for line in found_text.split("\n")):
                told = " ".join(text.split())
                if _ENGLISH.search(told) and " " in told and not _NO_MESSAGE.search(told):
                    found.setdefault(told, place)
    return found
