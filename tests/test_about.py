"""What the network page says of itself, and where it leads: alone, in a folder, in one file, and served."""

from __future__ import annotations

from viz.about import about
from viz.explorer import Made, Source
from viz.network_data import NetworkData, NetworkNode
from viz.urls import InOneFile, Links

DATA = NetworkData(
    nodes=(NetworkNode(kind="agreement", id="a", label="A", year=2024, status="read"),), commitments=(), forces=()
)
MADE = Made(date="2026-11-22", version="1", sources=(Source(document="a", title="A", file="a.txt", sha256="0f"),))


def test_a_page_that_stands_alone_leads_nowhere_but_tells_everything() -> None:
    """No file lies beside it."""
    found = about(DATA, MADE)
    assert found["links"] == {}
    assert found["sources"] == [["A", "a.txt", "0f"]]
    assert "SELECT" in found["sparql"]
    assert set(found["made"]) == {"da", "en"}


def test_in_a_folder_it_leads_to_its_data_and_to_the_whole() -> None:
    """The network lies beside the Danish pages, in whatever language it is."""
    links = about(DATA, MADE, Links)["links"]
    assert links["da"] == {
        "csv": "hele-netvaerket.csv",
        "json": "hele-netvaerket.json",
        "whole": "hele-netvaerket.html",
    }
    assert links["en"]["whole"] == "en/hele-netvaerket.html"
    assert links["en"]["csv"] == "hele-netvaerket.csv"


def test_in_one_file_it_leads_within_it() -> None:
    """By the addresses of that file."""
    links = about(DATA, MADE, InOneFile)["links"]
    assert links["en"]["whole"] == "?side=en/hele-netvaerket.html"
    assert links["da"]["json"] == "?fil=hele-netvaerket.json"


def test_served_it_leads_to_the_editor_with_its_query() -> None:
    """In its language; and to the JSON API."""
    served = Made(date="2026-11-22", version="1", served=True)
    links = about(DATA, served, Links)["links"]
    assert links["da"]["editor"].startswith("sparql?query=%23%20title")
    assert links["en"]["editor"].startswith("sparql?lang=en&query=")
    assert links["da"]["api"] == "api/"
