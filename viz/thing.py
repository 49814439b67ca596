"""A page for a thing that has none in the explorer: what the graph says of it, each address a link where it is ours."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from viz import urls
from viz.render import render_page
from viz.words import load_words

_FORMS = (("turtle", "Turtle"), ("jsonld", "JSON-LD"), ("ntriples", "N-Triples"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement: a property's IRI and name, a value's text, and its IRI and name where it is a thing."""

    property: str
    called: str
    text: str
    iri: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing, its name ("" for none), and what is said of it."""

    iri: str
    called: str
    said: tuple[Said, ...]


def render_thing(thing: Thing, *, base: str, root: str, language: str = "da") -> str:
    """The page of a thing in one language, on a server whose pages begin at `root`.

    Only addresses under `base` become links, to `root` + "id/" + the rest: no page leads to another site.
    """
    said = "" if language == "da" else f"lang={language}&"
    rows = sorted(thing.said, key=lambda one: (one.property, one.text))
    return render_page(
        "thing.html",
        scripts=(),
        styles=("page.css", "bar.css", "thing.css"),
        language=language,
        other="en" if language == "da" else "da",
        words=load_words(language),
        title=thing.called or thing.iri,
        thing=thing,
        home=f"{root}{urls.Links(language=language).place(urls.FRONT)}" if said else root,
        rows=[_row(one, base, root, said.rstrip("&")) for one in rows],
        forms=_FORMS,
        editor=f"{root}{urls.EDITOR}?{said}query={quote(f'DESCRIBE <{thing.iri}>')}",
        api=f"{root}{urls.API}",
    )


def _row(one: Said, base: str, root: str, said: str) -> tuple[str, str, str, str, str]:
    """A property's name and its short IRI, a value's name and its text, and where it leads."""
    link = f"{root}id/{one.iri.removeprefix(base)}" + (f"?{said}" if said else "") if one.iri.startswith(base) else ""
    return one.called or _short(one.property), one.property, one.value, one.text, link


def _short(predicate: str) -> str:
    """The last part of an IRI.

    >>> _short("https://w3id.org/aftalegraf/ns#party")
    'party'
    """
    return predicate.rpartition("#")[2].rpartition("/")[2] or predicate
