"""The shapes (`ontology/shapes.ttl`) read into rules that a build can hold every new thing to.

SHACL's own engines take half a minute for what one agreement says; a build cannot wait for that. So the constraints
that the shapes use (SHACL 4, and SPARQL-based ones, 5) are read from the same file and checked on plain Python values;
a constraint that is not known here is an error, never passed over. A test holds the findings equal to pySHACL's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph.writer import XSD, name, prefixes
from ontology.vocab import vocabulary_text

Term = NamedNode | Literal | BlankNode | Triple
Values = Callable[[NamedNode, NamedNode], list[Term]]
HasClass = Callable[[Term, NamedNode], bool]
Check = Callable[[NamedNode, list[Term], "Facts"], Iterator[Term | None]]

_SH = "http://www.w3.org/ns/shacl#"
_LEXICAL = {
    f"{XSD}integer": re.compile(r"[+-]?\d+"),
    f"{XSD}decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    f"{XSD}boolean": re.compile(r"true|false|0|1"),
    f"{XSD}date": re.compile(r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[+-]\d\d:\d\d)?"),
    f"{XSD}dateTime": re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"),
}
_MESSAGE, _PATH, _PROPERTY, _TARGET = (
    NamedNode(f"{_SH}{one}") for one in ("message", "path", "property", "targetClass")
)
_NAME = re.compile(r"(?<![\w:])[a-z]+:\w+")
_REST, _FIRST = name("rdf:rest"), name("rdf:first")
_NO_CONSTRAINT = frozenset(("message", "path", "property", "targetClass", "prefixes", "declare", "select"))


class UnknownConstraintError(ValueError):
    """The shapes use a constraint that is not checked here."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checks may ask of the graph: the values of a property, and whether a thing is of a class."""

    values: Values
    has_class: HasClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The constraints that one shape puts on the values of a property, or (`path` None) on the thing itself.

    `messages` are the Danish and the English one.
    """

    shape: str
    path: NamedNode | None
    checks: tuple[Check, ...]
    messages: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """A constraint in SPARQL (SHACL 5.1): what it finds is wrong. `reads` are the properties that it looks at."""

    shape: str
    sparql: str
    reads: frozenset[NamedNode]
    messages: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """All rules, by the class that they are for, and the constraints in SPARQL."""

    rules: dict[NamedNode, tuple[Rule, ...]]
    selects: tuple[Select, ...]


@cache
def shapes() -> Shapes:
    """The shapes that ship. Raises UnknownConstraintError, and VocabularyError where the file is broken."""
    return read_shapes(vocabulary_text("shapes.ttl"))


def read_shapes(text: str) -> Shapes:
    """Reads shapes written in Turtle. Raises UnknownConstraintError, and SyntaxError where the text is broken."""
    source = _Source(parse(input=text.encode(), format=RdfFormat.TURTLE))
    rules: dict[NamedNode, list[Rule]] = {}
    selects: list[Select] = []
    for shape in source.subjects(_TARGET):
        own = [_rule(source, shape, one) for one in source.values(shape, _PROPERTY)]
        itself = _rule(source, shape, shape)
        for target in source.values(shape, _TARGET):
            assert isinstance(target, NamedNode)
            rules.setdefault(target, []).extend(rule for rule in (*own, itself) if rule.checks)
        selects += [_select(source, shape, one) for one in source.values(shape, NamedNode(f"{_SH}sparql"))]
    return Shapes(rules={target: tuple(found) for target, found in rules.items()}, selects=tuple(selects))


class _Source:
    """The triples of the shapes, by subject and property."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.known: dict[object, dict[NamedNode, list[Term]]] = {}
        for quad in quads:
            self.known.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)

    def subjects(self, predicate: NamedNode) -> list[Term]:
        return [subject for subject, said in self.known.items() if predicate in said]  # type: ignore[misc]

    def values(self, subject: Term, predicate: NamedNode) -> list[Term]:
        return self.known.get(subject, {}).get(predicate, [])

    def items(self, head: Term) -> Iterator[Term]:
        """Yields the members of an RDF list."""
        while first := self.values(head, _FIRST):
            yield first[0]
            head = self.values(head, _REST)[0]

    def messages(self, subject: Term) -> tuple[str, str]:
        said = {one.language: one.value for one in self.values(subject, _MESSAGE) if isinstance(one, Literal)}
        return said.get("da") or said.get("en") or "", said.get("en") or said.get("da") or ""


def _rule(source: _Source, shape: Term, part: Term) -> Rule:
    path = next(iter(source.values(part, _PATH)), None)
    own = source.messages(part)
    return Rule(
        shape=str(getattr(part, "value", "")).rpartition("#")[2],
        path=path if isinstance(path, NamedNode) else None,
        checks=tuple(_checks(source, part)),
        messages=own if any(own) else source.messages(shape),
    )


def _checks(source: _Source, part: Term) -> Iterator[Check]:
    for predicate, values in source.known.get(part, {}).items():
        constraint = predicate.value.removeprefix(_SH)
        if not predicate.value.startswith(_SH) or constraint in _NO_CONSTRAINT or constraint == "sparql":
            continue
        for value in values:
            if constraint in ("in", "or"):
                yield _FROM_LIST[constraint](source, list(source.items(value)))
            elif constraint in _FROM_VALUE:
                yield _FROM_VALUE[constraint](value)
            else:
                raise UnknownConstraintError(f"ontology/shapes.ttl: sh:{constraint} is not checked by graph/shapes.py")


def _select(source: _Source, shape: Term, part: Term) -> Select:
    (said,) = source.values(part, NamedNode(f"{_SH}select"))
    text = str(getattr(said, "value", ""))
    return Select(
        shape=str(getattr(shape, "value", "")).rpartition("#")[2],
        sparql=text.replace("$this", "?this"),
        reads=frozenset(name(found) for found in _NAME.findall(text) if found.partition(":")[0] in prefixes()),
        messages=source.messages(part),
    )


# Each maker takes the constraint's parameter and gives a check: what it yields is wrong, None where no value is.


def _min_count(parameter: Term) -> Check:
    least = int(_text(parameter))

    def check(_: NamedNode, values: list[Term], __: Facts) -> Iterator[Term | None]:
        if len(values) < least:
            yield None

    return check


def _max_count(parameter: Term) -> Check:
    most = int(_text(parameter))

    def check(_: NamedNode, values: list[Term], __: Facts) -> Iterator[Term | None]:
        if len(values) > most:
            yield None

    return check


def _each(fits: Callable[[Term], bool]) -> Check:
    def check(_: NamedNode, values: list[Term], __: Facts) -> Iterator[Term | None]:
        for value in values:
            if not fits(value):
                yield value

    return check


def _datatype(parameter: Term) -> Check:
    wanted, lexical = parameter, _LEXICAL.get(_text(parameter))

    def fits(value: Term) -> bool:
        if not isinstance(value, Literal) or value.datatype != wanted:
            return False
        return lexical is None or lexical.fullmatch(value.value) is not None

    return _each(fits)


def _node_kind(parameter: Term) -> Check:
    if _text(parameter) != f"{_SH}IRI":
        raise UnknownConstraintError(f"ontology/shapes.ttl: sh:nodeKind {_text(parameter)} is not checked")
    return _each(lambda value: isinstance(value, NamedNode))


def _pattern(parameter: Term) -> Check:
    pattern = re.compile(_text(parameter))
    return _each(lambda value: not isinstance(value, BlankNode) and pattern.search(_text(value)) is not None)


def _min_length(parameter: Term) -> Check:
    least = int(_text(parameter))
    return _each(lambda value: not isinstance(value, BlankNode) and len(_text(value)) >= least)


def _bound(sign: int) -> Callable[[Term], Check]:
    def make(parameter: Term) -> Check:
        limit = Decimal(_text(parameter))

        def fits(value: Term) -> bool:
            number = _number(value)
            return number is not None and (number - limit) * sign >= 0

        return _each(fits)

    return make


def _class(parameter: Term) -> Check:
    assert isinstance(parameter, NamedNode)

    def check(_: NamedNode, values: list[Term], facts: Facts) -> Iterator[Term | None]:
        for value in values:
            if not facts.has_class(value, parameter):
                yield value

    return check


def _unique_lang(_: Term) -> Check:
    def check(_: NamedNode, values: list[Term], __: Facts) -> Iterator[Term | None]:
        languages = [value.language for value in values if isinstance(value, Literal) and value.language]
        for _language in {one for one in languages if languages.count(one) > 1}:
            yield None

    return check


def _less_than_or_equals(parameter: Term) -> Check:
    assert isinstance(parameter, NamedNode)

    def check(thing: NamedNode, values: list[Term], facts: Facts) -> Iterator[Term | None]:
        others = facts.values(thing, parameter) if values else []
        for value in values:
            for other in others:
                if not _at_most(value, other):
                    yield value

    return check


def _in(_: _Source, allowed: list[Term]) -> Check:
    known = frozenset(allowed)
    return _each(lambda value: value in known)


def _or(source: _Source, shapes_: list[Term]) -> Check:
    """At least one of the shapes holds of the thing (SHACL 4.6.3)."""
    rules = [_rule(source, one, one) for one in shapes_]

    def check(thing: NamedNode, _: list[Term], facts: Facts) -> Iterator[Term | None]:
        if all(any(True for _ in wrong(rule, thing, facts)) for rule in rules):
            yield thing

    return check


_FROM_LIST: dict[str, Callable[[_Source, list[Term]], Check]] = {"in": _in, "or": _or}
_FROM_VALUE: dict[str, Callable[[Term], Check]] = {
    "class": _class,
    "datatype": _datatype,
    "lessThanOrEquals": _less_than_or_equals,
    "maxCount": _max_count,
    "maxInclusive": _bound(-1),
    "minCount": _min_count,
    "minInclusive": _bound(1),
    "minLength": _min_length,
    "nodeKind": _node_kind,
    "pattern": _pattern,
    "uniqueLang": _unique_lang,
}


def wrong(rule: Rule, thing: NamedNode, facts: Facts) -> Iterator[Term | None]:
    """Yields what is wrong with a thing by one rule: a value, or None where it is not one value that is wrong."""
    values: list[Term] = [thing] if rule.path is None else facts.values(thing, rule.path)
    for check in rule.checks:
        yield from check(thing, values, facts)


def _text(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else str(term)


def _number(term: Term) -> Decimal | None:
    try:
        return Decimal(term.value) if isinstance(term, Literal) else None
    except InvalidOperation:
        return None


def _at_most(one: Term, other: Term) -> bool:
    """Whether one literal is not greater than another; false where they cannot be compared. Days compare as texts."""
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return False
    first, second = _number(one), _number(other)
    if first is not None and second is not None:
        return first <= second
    return one.datatype == other.datatype and first is second is None and one.value <= other.value
