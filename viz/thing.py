"""A page for a thing that has none in the explorer: what the graph says of it, each address a link where it is ours."""

from __future__ import annotations

from viz.render import render_page


def render_thing(iri: str, rows: list[tuple[str, tuple[str, str]]], base: str, root: str) -> str:
    """The page of `iri`: rows of a property's IRI, and of a value with its IRI ("" for one that is none).

    Only addresses under `base` become links, to `root` + "id/" + the rest: no page leads to another site.
    """
    shown = [(_short(predicate), text, _link(target, base, root)) for predicate, (text, target) in sorted(rows)]
    return render_page(
        "thing.html",
        scripts=(),
        styles=("page.css", "bar.css", "thing.css"),
        language="da",
        title=iri,
        rows=shown,
        root=root,
    )


def _short(predicate: str) -> str:
    """The last part of an IRI.

    >>> _short("https://w3id.org/aftalegraf/ns#party")
    'party'
    """
    return predicate.rpartition("#")[2].rpartition("/")[2] or predicate


def _link(target: str, base: str, root: str) -> str:
    return f"{root}id/{target.removeprefix(base)}" if target.startswith(base) else ""
