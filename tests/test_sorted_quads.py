"""A store sorted in pieces (`graph.sorted_quads`)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from graph import sorted_quads as module
from graph.sorted_quads import sorted_lines

NODES = st.integers(0, 5).map(lambda number: NamedNode(f"http://example.org/{number}"))
OBJECTS = NODES | st.text(st.sampled_from('aæ\n\\"\u2028\x7f'), max_size=3).map(Literal)


@given(st.lists(st.builds(Quad, NODES, NODES, OBJECTS, NODES), max_size=12), st.integers(1, 4))
def test_pieces_give_what_one_sort_gives(quads: list[Quad], at_once: int) -> None:
    """However small the pieces on disk are, the lines are all there, in order and once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_AT_ONCE", at_once)
        with sorted_lines(quads, RdfFormat.N_QUADS) as lines:
            found = list(lines)
    assert found == sorted({f"{quad} .\n".encode() for quad in quads})


def test_triples_of_several_graphs_are_one() -> None:
    """The union has each triple once."""
    node = NamedNode("http://example.org/a")
    triples = [Triple(node, node, node)] * 3
    with sorted_lines(triples, RdfFormat.N_TRIPLES) as lines:
        assert list(lines) == [b"<http://example.org/a> <http://example.org/a> <http://example.org/a> .\n"]
