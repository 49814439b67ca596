"""The named queries (`queries/*.rq`): what each answers, what it wants to be told, and how values are bound to it.

A file begins with a header of comments:

    # title: Aftalepunkter fra en aktør
    # title-en: Commitments of an actor
    # answers: Hvad er aktøren med til at love, og hvor står det?
    # param actor: actor, required, kl; aktøren, som id eller navn
    # param area: area, optional, aeldre; kun dette område

and holds for each parameter a line `VALUES ?actor { <...> }` with the example, so that it runs as it stands in any
SPARQL tool. Binding replaces that block by another with the RDF term that the value became: a term writes itself,
escaped by the library; nothing of what a user types is part of the query's text in any other way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Literal as OneOf
from typing import get_args

from pyoxigraph import Literal, NamedNode

from extract.slugs import slug
from graph.called import agreement_called, concept_called
from graph.errors import QueryError, UnknownQueryError
from graph.iris import Iris
from ontology.vocab import BASE

ParameterType = OneOf["actor", "agreement", "area", "commitment", "force", "number", "text", "topic", "year"]
Need = OneOf["required", "optional", "default"]
_PAGES = ("network-", "page-")
_HEADER = re.compile(r"# ([\w -]+?): (.*)")
_PARAMETER = re.compile(r"(?P<type>\w+), (?P<need>\w+), (?P<example>[^;]*); (?P<description>.*)")
_VALUES = r"VALUES\s+\?{name}\s*\{{[^{{}}]*\}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a query wants to be told. An `optional` one may be left out; a `default` one then is as in its example."""

    name: str
    type: ParameterType
    need: Need
    example: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query that ships. `text` is the file as it is; `title`, `answers` are Danish."""

    name: str
    title: str
    title_en: str
    answers: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def for_people(self) -> bool:
        """Whether people ask it; the others fetch what a page shows."""
        return not self.name.startswith(_PAGES)

    def bound(self, values: Mapping[str, str], iris: Iris) -> str:
        """The query with `values` bound to its parameters, in order to be run on a store with these IRIs.

        Raises QueryError where a value is missing, is none of the parameter's type, or belongs to no parameter.
        """
        unknown = sorted(set(values) - {parameter.name for parameter in self.parameters})
        if unknown:
            known = ", ".join(parameter.name for parameter in self.parameters) or "none"
            raise QueryError(f"query {self.name}: there is no parameter {unknown[0]!r}; it has: {known}")
        text = self.text.replace(BASE, iris.base)
        for parameter in self.parameters:
            block = f"VALUES ?{parameter.name} {{ {_term(self, parameter, values.get(parameter.name), iris)} }}"
            before, _, after = re.split(f"({_VALUES.format(name=parameter.name)})", text, maxsplit=1)
            text = before + block + after
        return text


@cache
def named_queries() -> tuple[NamedQuery, ...]:
    """The queries that ship, in alphabetical order of their names."""
    folder = files("graph") / "queries"
    items = sorted((item for item in folder.iterdir() if item.name.endswith(".rq")), key=lambda item: item.name)
    return tuple(read_query(item.name[:-3], item.read_text(encoding="utf-8")) for item in items)


def named_query(name: str) -> NamedQuery:
    """The query of that name. Raises UnknownQueryError, with the nearest names."""
    for query in named_queries():
        if query.name == name:
            return query
    near = get_close_matches(name, [query.name for query in named_queries() if query.for_people], n=3, cutoff=0.4)
    if near:
        raise UnknownQueryError(f"there is no named query {name!r}; near it: {', '.join(near)} (see them with --list)")
    raise UnknownQueryError(f"there is no named query {name!r} (see them with --list)")


def read_query(name: str, text: str) -> NamedQuery:
    """Reads a file's header. Raises QueryError where a part of it is missing, or a parameter has no VALUES block."""
    said: dict[str, str] = {}
    for line in text.splitlines():
        match = _HEADER.fullmatch(line.rstrip())
        if match is None:
            break
        said[match[1]] = match[2]
    for needed in ("title", "title-en", "answers"):
        if needed not in said:
            raise QueryError(f"queries/{name}.rq: the header lacks a line `# {needed}: ...`")
    parameters = tuple(
        _parameter(name, key.removeprefix("param "), value) for key, value in said.items() if key.startswith("param ")
    )
    for parameter in parameters:
        if not re.search(_VALUES.format(name=parameter.name), text):
            raise QueryError(f"queries/{name}.rq: no line `VALUES ?{parameter.name} {{ ... }}` for that parameter")
    return NamedQuery(
        name=name,
        title=said["title"],
        title_en=said["title-en"],
        answers=said["answers"],
        parameters=parameters,
        text=text,
    )


def _parameter(query: str, name: str, text: str) -> Parameter:
    match = _PARAMETER.fullmatch(text)
    types: tuple[ParameterType, ...] = get_args(ParameterType)
    needs: tuple[Need, ...] = get_args(Need)
    kind = next((one for one in types if match and one == match["type"]), None)
    need = next((one for one in needs if match and one == match["need"]), None)
    if match is None or kind is None or need is None:
        raise QueryError(
            f"queries/{query}.rq: parameter {name}: write `type, need, example; description` with a type of"
            f" {', '.join(types)} and a need of {', '.join(needs)}"
        )
    return Parameter(name=name, type=kind, need=need, example=match["example"], description=match["description"])


def _term(query: NamedQuery, parameter: Parameter, value: str | None, iris: Iris) -> str:
    """The RDF term that a value becomes, as SPARQL writes it; UNDEF for an optional one that is left out."""
    if value is None:
        if parameter.need == "optional":
            return "UNDEF"
        if parameter.need == "required":
            raise QueryError(
                f"query {query.name}: parameter {parameter.name!r} is missing: give it with"
                f" -p {parameter.name}={parameter.example} ({parameter.description})"
            )
        value = parameter.example
    return str(_rdf(query, parameter, value.strip(), iris))


def _rdf(query: NamedQuery, parameter: Parameter, value: str, iris: Iris) -> NamedNode | Literal:
    if not value:
        raise QueryError(
            f"query {query.name}: parameter {parameter.name!r} is empty: write for example {parameter.example}"
        )
    if parameter.type == "text":
        return Literal(value)
    if parameter.type in ("year", "number"):
        if not re.fullmatch(r"\d{4}" if parameter.type == "year" else r"\d{1,9}", value):
            raise QueryError(
                f"query {query.name}: {parameter.name} is a {parameter.type}, and {value!r} is none:"
                f" write for example {parameter.example}"
            )
        return Literal(int(value))
    if parameter.type == "commitment":
        return Literal(value)
    if parameter.type == "agreement":
        identifier = agreement_called(value) or slug(value)
    else:
        identifier = concept_called(parameter.type, value) if slug(value) else ""
    if not identifier:
        raise QueryError(f"query {query.name}: {value!r} is no {parameter.type}: write for example {parameter.example}")
    return iris.concept(parameter.type, identifier)
