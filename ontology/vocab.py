"""The vocabularies that ship (`ontology/*.ttl`), read into frozen values: concepts with spellings, and agreements.

A concept's spellings are its Danish labels, written in the phrase language of `extract/lexicon/README.md`. Nothing is
read before it is asked for, and each file once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from pyoxigraph import Quad

NAMESPACE = "https://w3id.org/aftalegraf/ns#"
BASE = "https://w3id.org/aftalegraf/id/"

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS = "http://purl.org/dc/terms/"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Status = Literal["read", "not-read", "not-made"]
_SIGNS = frozenset(" *()[]|")  # of the phrase language: a spelling with one is no name
_Texts = tuple[tuple[str, str], ...]
_Subject = dict[str, _Texts]


class VocabularyError(ValueError):
    """A vocabulary file that cannot be used; the message names file, line or concept, and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One entry of a vocabulary: an actor, an area, a topic, a force ...

    `id` is the last part of its IRI and what records say. `label` is the Danish preferred label; `alt` and `hidden` are
    further spellings, `exact` those of `spellings` in which capitals count ("KL", "Venstre"). `kinds` are the local
    names of its classes ("PublicBody"), `broader` ids of the same vocabulary, `order` its rank where the vocabulary has
    one. `hints` are spellings that mean it only together with others. A topic's `main_areas` are the ids of the policy
    areas that it always has (the first one before all), its `usual_areas` of those that it has often.
    """

    id: str
    label: str
    label_en: str
    alt: tuple[str, ...]
    hidden: tuple[str, ...]
    definition: str
    broader: tuple[str, ...]
    examples: tuple[str, ...]
    exact: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    definition_en: str = ""
    order: int | None = None
    notation: str = ""
    hints: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    main_areas: tuple[str, ...] = ()
    usual_areas: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling to match, the preferred label first, none twice."""
        return tuple(dict.fromkeys((self.label, *self.alt, *self.hidden, *self.exact)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredAgreement:
    """An agreement that is known to exist, or to come. `year` is the year it is for, `date` the day it was made (EDTF).

    `aliases` are spellings in the phrase language; `status` tells whether its text is among those that ship.
    """

    id: str
    title: str
    kind: str
    year: int | None
    date: str | None
    signatories: tuple[str, ...]
    aliases: tuple[str, ...]
    status: Status

    @property
    def read(self) -> bool:
        """Whether the text of the agreement ships with the program."""
        return self.status == "read"


def vocabulary_files() -> tuple[str, ...]:
    """The names of the Turtle files that ship, in alphabetical order."""
    return tuple(sorted(item.name for item in files("ontology").iterdir() if item.name.endswith(".ttl")))


def vocabulary_text(name: str) -> str:
    """The Turtle of the file `name` ("actors.ttl").

    Raises VocabularyError where there is no such file or it is not UTF-8.
    """
    try:
        return (files("ontology") / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise VocabularyError(
            f"ontology/{name}: there is no such file; there are {', '.join(vocabulary_files())}"
        ) from None
    except UnicodeDecodeError as error:
        raise VocabularyError(f"ontology/{name}: byte {error.start} is not UTF-8: save the file as UTF-8") from None


def parse_turtle(text: str, name: str) -> tuple[Quad, ...]:
    """The triples of a Turtle text, in its order, in the default graph; `name` is what messages call the file.

    Raises VocabularyError, with the line, where the text is not Turtle.
    """
    import pyoxigraph  # late: a program that asks for no vocabulary does not load it

    try:
        return tuple(pyoxigraph.parse(input=text.encode(), format=pyoxigraph.RdfFormat.TURTLE))
    except SyntaxError as error:
        lines = text.rstrip().splitlines() or [""]
        line = min(error.lineno or 1, len(lines))  # what lacks its end is missed after the last line
        words = lines[line - 1].strip()
        raise VocabularyError(
            f"{_place(name)}: line {line}: {error.msg.partition(': ')[2] or error.msg}; mend the statement that stands"
            f" at or before {words[:60]!r} (every statement ends with a full stop, every text with a quotation mark)"
        ) from None


def _place(name: str) -> str:
    """What messages call a file: one that ships by its name, one of the user's by its path."""
    return name if {"/", "\\"} & set(name) else f"ontology/{name}"


def read_concepts(text: str, name: str, kind: str) -> tuple[Concept, ...]:
    """The concepts of a Turtle text whose IRIs are `<BASE><kind>/<id>`, in the order of the text.

    Raises VocabularyError where the text is not Turtle, or a concept lacks its Danish preferred label or has two.
    """
    return tuple(_concept(iri, subject, name, kind) for iri, subject in _subjects(text, name, kind).items())


def read_agreements(text: str, name: str = "agreements.ttl") -> tuple[RegisteredAgreement, ...]:
    """The agreements of a Turtle text, in its order.

    Raises VocabularyError where the text is not Turtle, or an agreement lacks a title or has no known status.
    """
    return tuple(_agreement(iri, subject, name) for iri, subject in _subjects(text, name, "agreement").items())


@cache
def concepts(name: str, kind: str) -> tuple[Concept, ...]:
    """The concepts of one kind ("actor", "strength") in the file `name` that ships.

    Raises VocabularyError as `read_concepts` does.
    """
    return read_concepts(vocabulary_text(name), name, kind)


def forces() -> tuple[Concept, ...]:
    """The six forces, in the order of the guidelines; they have no rank."""
    return concepts("forces.ttl", "force")


def areas() -> tuple[Concept, ...]:
    """The policy areas."""
    return concepts("areas.ttl", "area")


def topics() -> tuple[Concept, ...]:
    """The matters that come back from year to year: those that ship, and the user's own (`ontology.own_topics`)."""
    from ontology.own_topics import all_topics  # late: it stands on this module

    return all_topics()


def actors() -> tuple[Concept, ...]:
    """The gazetteer of public actors: offices, bodies, parties, organisations."""
    return concepts("actors.ttl", "actor")


def governments() -> tuple[Concept, ...]:
    """The governments that have held the office `regeringen`, oldest first; `alt` holds names like "SVM-regeringen"."""
    return concepts("actors.ttl", "government")


def strengths() -> tuple[Concept, ...]:
    """How firmly something is promised, weakest first (`order`)."""
    return tuple(sorted(concepts("forces.ttl", "strength"), key=lambda concept: concept.order or 0))


def effects() -> tuple[Concept, ...]:
    """What a reference does to the text it points to: continues, changes, confirms ..."""
    return concepts("forces.ttl", "effect")


def values(kind: str) -> tuple[Concept, ...]:
    """What a field can say, with the words for people: `values("act")`, "polarity", "amount-kind", "direction" ...

    Empty where there is no such kind.
    """
    return concepts("values.ttl", kind)


@cache
def _components() -> dict[str, str]:
    """The component that finds each field (`components.ttl`), by the name of the field."""
    start, field = f"{BASE}component/", f"{NAMESPACE}field"
    found: dict[str, str] = {}
    for quad in parse_turtle(vocabulary_text("components.ttl"), "components.ttl"):
        subject, value = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
        if quad.predicate.value == field and subject.startswith(start):
            found[value] = subject.removeprefix(start)
    return found


def component_of_field(field: str) -> str | None:
    """The id of the component that finds a field; None where none of ours does.

    >>> component_of_field("deadline"), component_of_field("title")
    ('dates', None)
    """
    return _components().get(field)


@cache
def agreements() -> tuple[RegisteredAgreement, ...]:
    """The registry of agreements: those that ship, those known but not read, the next to come."""
    return read_agreements(vocabulary_text("agreements.ttl"))


def registered(identifier: str) -> RegisteredAgreement | None:
    """The entry of the registry with that id; None where there is none."""
    return next((agreement for agreement in agreements() if agreement.id == identifier), None)


def shortest_name(aliases: Iterable[str], identifier: str) -> str:
    """What people call an agreement: the shortest of its aliases that is one word and no pattern, or its id.

    >>> shortest_name(("ØA24", "økonomiaftalen for 2024"), "oea-kommuner-2024")
    'ØA24'
    """
    words = (alias for alias in aliases if alias and not _SIGNS & set(alias))
    return min(words, key=lambda word: (len(word), word), default=identifier)


def short_name(document: str) -> str:
    """What people call a registered agreement; the id of one that the registry does not tell of.

    >>> short_name("oea-kommuner-2024"), short_name("aftale-om-noget")
    ('ØA24', 'aftale-om-noget')
    """
    return _short_names().get(document, document)


@cache
def _short_names() -> dict[str, str]:
    return {agreement.id: shortest_name(agreement.aliases, agreement.id) for agreement in agreements()}


def _subjects(text: str, name: str, kind: str) -> dict[str, _Subject]:
    """What is said of each thing of `kind`: predicate IRI -> ((value, language), ...), all in the text's order."""
    start = f"{BASE}{kind}/"
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse_turtle(text, name):
        iri = getattr(quad.subject, "value", "")
        if iri.startswith(start):
            value = (getattr(quad.object, "value", ""), getattr(quad.object, "language", None) or "")
            found[iri][quad.predicate.value].append(value)
    return {iri: {key: tuple(values) for key, values in said.items()} for iri, said in found.items()}


def _danish(subject: _Subject, predicate: str) -> tuple[str, ...]:
    """The values in Danish, or in no language (a spelling that is no word of any)."""
    return tuple(value for value, language in subject.get(predicate, ()) if language in ("da", ""))


def _english(subject: _Subject, predicate: str) -> str:
    return next((value for value, language in subject.get(predicate, ()) if language == "en"), "")


def _values(subject: _Subject, predicate: str) -> tuple[str, ...]:
    return tuple(value for value, _ in subject.get(predicate, ()))


def _ids(subject: _Subject, predicate: str) -> tuple[str, ...]:
    return tuple(value.rpartition("/")[2] for value in _values(subject, predicate))


def _one_label(iri: str, subject: _Subject, name: str, predicate: str, called: str) -> str:
    labels = _danish(subject, predicate)
    if len(labels) != 1:
        raise VocabularyError(
            f"{_place(name)}: {iri.removeprefix(BASE)} has {len(labels)} Danish {called}s"
            f" ({', '.join(labels) or 'none'}): give it one"
        )
    return labels[0]


def _number(iri: str, subject: _Subject, name: str, predicate: str) -> int | None:
    value = next(iter(_values(subject, predicate)), None)
    if value is not None and not value.isdecimal():
        raise VocabularyError(
            f"{_place(name)}: {iri.removeprefix(BASE)}: {value!r} is no whole number: write it in digits"
        )
    return None if value is None else int(value)


def _concept(iri: str, subject: _Subject, name: str, kind: str) -> Concept:
    return Concept(
        id=iri.removeprefix(f"{BASE}{kind}/"),
        label=_one_label(iri, subject, name, f"{_SKOS}prefLabel", "skos:prefLabel"),
        label_en=_english(subject, f"{_SKOS}prefLabel"),
        alt=_danish(subject, f"{_SKOS}altLabel"),
        hidden=_danish(subject, f"{_SKOS}hiddenLabel"),
        definition=" ".join(_danish(subject, f"{_SKOS}definition")),
        broader=_ids(subject, f"{_SKOS}broader"),
        examples=_danish(subject, f"{_SKOS}example"),
        exact=_values(subject, f"{NAMESPACE}exactLabel"),
        kinds=tuple(
            value.removeprefix(NAMESPACE) for value in _values(subject, _RDF_TYPE) if value.startswith(NAMESPACE)
        ),
        definition_en=_english(subject, f"{_SKOS}definition"),
        order=_number(iri, subject, name, f"{NAMESPACE}rank"),
        notation=next(iter(_values(subject, f"{_SKOS}notation")), ""),
        hints=_danish(subject, f"{NAMESPACE}hint"),
        counter_examples=_danish(subject, f"{NAMESPACE}counterExample"),
        main_areas=_ids(subject, f"{NAMESPACE}mainArea"),
        usual_areas=_ids(subject, f"{NAMESPACE}usualArea"),
    )


def _agreement(iri: str, subject: _Subject, name: str) -> RegisteredAgreement:
    status = next(iter(_ids(subject, f"{NAMESPACE}status")), "")
    known: tuple[Status, ...] = get_args(Status)
    found = next((value for value in known if value == status), None)
    if found is None:
        raise VocabularyError(
            f"ontology/{name}: {iri.removeprefix(BASE)}: ag:status is {status or 'missing'}:"
            f" give one of {', '.join(known)}"
        )
    return RegisteredAgreement(
        id=iri.removeprefix(f"{BASE}agreement/"),
        title=_one_label(iri, subject, name, f"{_DCTERMS}title", "dcterms:title"),
        kind=next(iter(_ids(subject, f"{NAMESPACE}agreementKind")), ""),
        year=_number(iri, subject, name, f"{NAMESPACE}agreementYear"),
        date=next(iter(_values(subject, f"{NAMESPACE}signed")), None),
        signatories=_ids(subject, f"{NAMESPACE}signatory"),
        aliases=_danish(subject, f"{_SKOS}altLabel"),
        status=found,
    )
