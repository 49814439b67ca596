"""docs/cookbook.md shows every query that people ask, with what it answers now."""

from __future__ import annotations

from pathlib import Path

from graph.queries import named_queries
from graph.store import reading
from tests.cookbook import COOKBOOK, cookbook


def test_the_cookbook_is_as_it_would_be_made_now(built: Path) -> None:
    """Texts and answers are those of today (`make readme` writes them)."""
    with reading(built) as snapshot:
        assert COOKBOOK.read_text(encoding="utf-8") == cookbook(snapshot)


def test_every_query_for_people_has_a_recipe_with_its_answer() -> None:
    """Each has a heading, a command, a table and its SPARQL."""
    text = COOKBOOK.read_text(encoding="utf-8")
    names = [query.name for query in named_queries() if query.for_people]
    recipes = text.split("\n## ")[1:]
    assert [recipe.splitlines()[0] for recipe in recipes] == names
    for recipe in recipes:
        assert "\naftalegraf query --named " in recipe
        assert "\n| --- |" in recipe
        assert "\nSELECT" in recipe
