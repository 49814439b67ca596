"""The spaCy pipeline: one component for each thing that is read off a commitment, over a blank Danish tokenizer.

A `Doc` carries our own values: `doc._.document` (a `Document`) and `doc._.commitments` (frozen, replaced by each
component). A component is registered around a pure function of one module, so it can be used alone, left out, or have
another put beside it (`nlp.add_pipe("aftalegraf_amounts")`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from extract.models import Commitment, Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Enrich = Callable[[Document, tuple[Commitment, ...]], tuple[Commitment, ...]]

# Component, module and function, in the order in which they build on one another: dates leave out the years inside
# the names that references found, a follow-up looks at both.
COMPONENTS: tuple[tuple[str, str, str], ...] = (
    ("aftalegraf_references", "extract.references", "add_references"),
    ("aftalegraf_amounts", "extract.amounts", "add_amounts"),
    ("aftalegraf_quantities", "extract.quantities", "add_quantities"),
    ("aftalegraf_dates", "extract.dates", "add_dates"),
    ("aftalegraf_follow_up", "extract.followup", "add_follow_up"),
    ("aftalegraf_acts", "extract.acts", "add_acts"),
    ("aftalegraf_topics", "extract.topics", "add_topics"),
    ("aftalegraf_areas", "extract.areas", "add_areas"),
)
MODEL_COMPONENT = "aftalegraf_model_evidence"


def _function(module: str, name: str) -> Enrich:
    found: Enrich = getattr(import_module(module), name)
    return found


def _register() -> None:
    """Makes the components known to spaCy (once a process) and gives `Doc` the two extensions."""
    from spacy.language import Language
    from spacy.tokens import Doc

    Doc.set_extension("document", default=None, force=True)
    Doc.set_extension("commitments", default=(), force=True)

    def find(doc: Doc) -> Doc:
        from extract.find import find_commitments

        doc._.commitments = find_commitments(doc._.document)
        return doc

    Language.component("aftalegraf_find", func=find)
    for name, module, function in COMPONENTS:
        Language.component(name, func=_component(_function(module, function)))

    def from_model(nlp: Language, name: str, model: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (as spaCy calls it)
        from extract.model_evidence import add_model_evidence, load_model

        theirs = load_model(model)
        return _component(lambda document, commitments: add_model_evidence(document, commitments, theirs))

    Language.factory(MODEL_COMPONENT, default_config={"model": ""}, func=from_model)


def _component(enrich: Enrich) -> Callable[[Doc], Doc]:
    def component(doc: Doc) -> Doc:
        doc._.commitments = enrich(doc._.document, doc._.commitments)
        return doc

    return component


def load_pipeline(model: str | None = None) -> Language:
    """The pipeline: spaCy's blank Danish and our components. Loaded once a process, needs no model.

    `model` names a spaCy pipeline that the user has installed; it is then heard as further evidence. Raises
    ModelError where it is not there.
    """
    return _loaded(model)


@cache
def _loaded(model: str | None) -> Language:
    import spacy

    _register()
    nlp = spacy.blank("da")
    nlp.max_length = 50_000_000
    for name in ("aftalegraf_find", *(name for name, _, _ in COMPONENTS)):
        nlp.add_pipe(name)
    if model is not None:
        nlp.add_pipe(MODEL_COMPONENT, config={"model": model})
    return nlp


def extract_commitments(document: Document, model: str | None = None) -> tuple[Commitment, ...]:
    """The commitments of a document with all their fields, in text order; `model` as in `load_pipeline`."""
    nlp = load_pipeline(model)
    doc = nlp.make_doc(document.text) if _reads_tokens(nlp) else nlp.make_doc("")
    doc._.document = document
    for _, component in nlp.pipeline:
        doc = component(doc)
    found: tuple[Commitment, ...] = doc._.commitments
    return found


def _reads_tokens(nlp: Language) -> bool:
    """Whether a component of somebody else's stands in the pipeline: ours read the document and need no tokens."""
    ours = {"aftalegraf_find", MODEL_COMPONENT, *(name for name, _, _ in COMPONENTS)}
    return not ours.issuperset(nlp.pipe_names)
