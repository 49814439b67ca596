"""The network page without a browser: what is picked, where it stands, how it is written, what the store gives it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.build import build
from graph.store import reading
from viz.arrange import NARROW, WIDE, Frame, arrange
from viz.gather import network_data
from viz.network import SCRIPTS, STYLES, pyvis_network, render_network, write_network
from viz.network_data import (
    KINDS,
    NetworkAmount,
    NetworkCommitment,
    NetworkData,
    NetworkFollowUp,
    NetworkForce,
    NetworkNode,
    NetworkReference,
    NodeKind,
    commitment_keys,
)
from viz.overview import LIMIT, Overview, overview
from viz.payload import payload
from viz.render import page_json, policy

VIZ = Path(__file__).parent.parent / "viz"
HOSTILE = tomllib.loads((Path(__file__).parent / "cases" / "hostile_texts.toml").read_text(encoding="utf-8"))["case"]


def made(areas: int = 3, topics: int = 5, actors: int = 4, references: int = 3) -> NetworkData:
    """A network of three agreements, in which the first of each kind is used most."""
    years = {2023: "read", 2024: "read", 2025: "not-read", 2026: "not-made"}
    nodes = [
        NetworkNode(kind="agreement", id=f"a-{year}", label=f"Aftale for {year}", year=year, status=status)  # type: ignore[arg-type]
        for year, status in years.items()
    ]
    sizes: dict[NodeKind, int] = {"area": areas, "topic": topics, "actor": actors, "reference": references}
    for kind, size in sizes.items():
        nodes += [NetworkNode(kind=kind, id=f"{kind}-{n}", label=f"{kind.capitalize()} æøå {n}") for n in range(size)]
    commitments = tuple(
        NetworkCommitment(
            id=f"c-{n}-{year}",
            number=f"A{year % 100}-{n}",
            agreement=f"a-{year}",
            quote=f"Regeringen og KL er enige om punkt {n}.",
            force="agree",
            parties=(f"actor-{n % actors}",),
            areas=(f"area-{n % areas}",),
            topics=(f"topic-{n}",),
            references=(NetworkReference(kind="law", text="loven", target=f"reference-{n % references}"),),
        )
        for year in (2023, 2024)
        for n in range(topics)
    )
    force = NetworkForce(id="agree", label="enighed", label_en="agree")
    return NetworkData(nodes=tuple(nodes), commitments=commitments, forces=(force,))


class Tags(HTMLParser):
    """The tags of a page, and the texts of its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._in = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._in = "data" if ("type", "application/json") in attrs else tag
            self.texts.append((self._in, ""))

    def handle_data(self, data: str) -> None:
        if self._in:
            self.texts[-1] = (self._in, self.texts[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        self._in = ""


# What is picked


def test_the_default_picture_stays_below_its_limit() -> None:
    """However many things there are, at most some 150 are drawn at first, and those are the most used."""
    data = made(areas=60, topics=900, actors=80, references=70)
    picture = overview(data)
    assert len(data.nodes) > 1000
    assert 100 < len(picture.nodes) <= LIMIT
    for kind in KINDS:
        shown = [picture.count(node.key) for node in picture.nodes if node.kind == kind]
        assert shown, kind
    assert {line.source for line in picture.lines} <= {node.key for node in picture.nodes}


def test_agreements_that_are_not_read_stay_on_the_picture() -> None:
    """What is missing must be said: an agreement to which nothing leads is drawn all the same."""
    picture = overview(made())
    assert [node.year for node in picture.nodes if node.kind == "agreement"] == [2023, 2024, 2025, 2026]
    assert picture.count("agreement:a-2025") == 0


def test_a_topic_stands_with_its_own_area_or_the_one_it_is_used_with() -> None:
    """The vocabulary's word wins; without one, the area of most of its commitments is taken."""
    data = made()
    assert dict(overview(data).homes)["topic:topic-1"] == "area:area-1"
    moved = tuple(replace(node, home="area-2") if node.id == "topic-1" else node for node in data.nodes)
    assert dict(overview(replace(data, nodes=moved)).homes)["topic:topic-1"] == "area:area-2"


def test_commitment_keys_name_everything_once() -> None:
    """A party that is also obliged is one thing; a follow-up's agreement is one of the things."""
    commitment = NetworkCommitment(
        id="c",
        number="1",
        agreement="a",
        quote="q",
        force="agree",
        parties=("kl",),
        obliged=("kl",),
        follow_up=NetworkFollowUp(target="b"),
    )
    assert commitment_keys(commitment) == ("agreement:a", "actor:kl", "agreement:b", "reference:b")


# Where it stands


@pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])
@settings(max_examples=30)
@given(areas=st.integers(1, 30), topics=st.integers(1, 70), actors=st.integers(1, 20), references=st.integers(1, 30))
def test_no_two_nodes_stand_in_the_same_place(
    frame: Frame, areas: int, topics: int, actors: int, references: int
) -> None:
    """Every node has a place inside the frame's width, 18 units at least from the next one, and always the same."""
    picture = overview(made(areas, topics, actors, references))
    places = arrange(picture, frame)
    assert set(places) == {node.key for node in picture.nodes}
    assert places == arrange(picture, frame)
    assert all(0 < x < frame.width and y > 0 for x, y in places.values())
    for (x, y), (other_x, other_y) in combinations(places.values(), 2):
        assert abs(other_x - x) > 18 or abs(other_y - y) > 18


@pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])
def test_more_years_than_fit_stand_in_several_lines(frame: Frame) -> None:
    """Sixty years of two agreements each are set line below line, none over another, each wide enough to read."""
    nodes = tuple(
        NetworkNode(kind="agreement", id=f"{year}-{n}", label=str(year), year=year, status="read")
        for year in range(1960, 2020)
        for n in range(2)
    )
    places = arrange(Overview(nodes=nodes, counts=(), lines=(), homes=()), frame)
    for (x, y), (other_x, other_y) in combinations(places.values(), 2):
        assert abs(other_x - x) > 45 or abs(other_y - y) > 60


def test_years_without_an_agreement_keep_their_room() -> None:
    """The line of years is true to time: between 2020 and 2023 there is room for two."""
    nodes = tuple(
        NetworkNode(kind="agreement", id=str(year), label=str(year), year=year, status="read")
        for year in (2020, 2023, 2024)
    )
    places = arrange(Overview(nodes=nodes, counts=(), lines=(), homes=()))
    first, second, third = (places[node.key][0] for node in nodes)
    assert second - first == pytest.approx(3 * (third - second))


# How it is written


def test_payload_keeps_zeros_and_leaves_out_what_is_empty() -> None:
    """The first node is node 0 and a sum may be 0: neither is nothing."""
    node = NetworkNode(kind="agreement", id="a", label="A")
    commitment = NetworkCommitment(
        id="c",
        number="1",
        agreement="a",
        quote="q",
        force="agree",
        amounts=(NetworkAmount(value=Decimal(0), unit="DKK"),),
        follow_up=NetworkFollowUp(target="a"),
    )
    written = payload(NetworkData(nodes=(node,), commitments=(commitment,), forces=()))["commitments"][0]
    assert written == {
        "id": "c",
        "number": "1",
        "agreement": 0,
        "quote": "q",
        "force": "agree",
        "amounts": [{"value": 0, "unit": "DKK"}],
        "followUp": {"target": 0, "any": 1},
    }


@given(st.text(alphabet=st.characters(codec=None)))
def test_page_json_is_the_same_text_and_ends_no_script(text: str) -> None:
    """Whatever the text, the JSON holds no sign of markup and reads back as it was, halves of pairs replaced."""
    written = str(page_json({"text": text}))
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written)["text"] == re.sub("[\ud800-\udfff]", "\ufffd", text)


def test_the_page_points_nowhere_and_allows_only_its_own_scripts() -> None:
    """No tag loads or leads elsewhere; the policy names the hash of each script and style, and nothing more."""
    page = render_network(made())
    tags = Tags(page)
    assert [text for kind, text in tags.texts if kind == "data"]
    assert len([kind for kind, _ in tags.texts if kind == "script"]) == len(SCRIPTS)
    assert len([kind for kind, _ in tags.texts if kind == "style"]) == len(STYLES)
    for tag, attributes in tags.found:
        assert not {"src", "srcset", "action", "data", "style"} & set(attributes), tag
        assert (attributes.get("href") or "#").startswith("#")
        assert not [name for name in attributes if name.startswith("on")]
    said = next(attributes["content"] for _, attributes in tags.found if "http-equiv" in attributes)
    assert said is not None
    for kind, text in tags.texts:
        if kind != "data":
            digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
            assert f"'sha256-{digest}'" in said
    assert "unsafe" not in said
    assert "http" not in said
    assert "sourceMappingURL" not in page


def test_hostile_texts_stay_in_the_data() -> None:
    """Texts that carry script or markup change neither the page's tags nor its policy."""
    data = made()
    for case in HOSTILE:
        commitments = tuple(replace(one, quote=case["text"], number=case["text"]) for one in data.commitments)
        nodes = tuple(replace(node, label=case["text"]) for node in data.nodes)
        page = render_network(replace(data, title=case["text"], nodes=nodes, commitments=commitments))
        tags = Tags(page)
        assert [tag for tag, _ in tags.found] == [tag for tag, _ in Tags(render_network(data)).found], case["id"]
        written = json.loads(next(text for kind, text in tags.texts if kind == "data"))
        assert written["commitments"][0]["quote"] == case["text"]
    assert len(HOSTILE) == 14


def test_policy_without_scripts_allows_none() -> None:
    """A page that needs no script says so."""
    assert "script-src 'none'; style-src 'none'" in policy([], [])


def test_write_network_writes_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    """The file holds æøå as UTF-8 on every system, and the line ends that the hashes are of."""
    path = tmp_path / "netværk.html"
    write_network(made(), path)
    content = path.read_bytes()
    assert b"\r" not in content
    assert "Topic æøå 1" in content.decode("utf-8")


def test_the_page_is_the_same_each_time() -> None:
    """Nothing in the page depends on the clock or on chance."""
    assert render_network(made()) == render_network(made())


def test_pyvis_holds_the_default_picture() -> None:
    """Nodes, lines and options are pyvis' own, with their places and without physics."""
    picture = overview(made())
    network = pyvis_network(picture)
    assert {node["id"] for node in network.nodes} == {node.key for node in picture.nodes}
    assert len(network.edges) == len(picture.lines)
    assert network.options["physics"] == {"enabled": False}


def test_vendored_files_are_as_they_came() -> None:
    """Each file of others has its hash, licence and origin, and each licence file is there."""
    listed = tomllib.loads((VIZ / "static" / "VENDORED.toml").read_text(encoding="utf-8"))["file"]
    assert {file["path"] for file in listed} == {
        "vis-network.min.js", "d3.min.js", "plot.min.js", "yasgui.min.js", "yasgui.min.css",
        "graphology.min.js", "sigma.min.js",
    }  # fmt: skip
    for file in listed:
        assert hashlib.sha256((VIZ / "static" / file["path"]).read_bytes()).hexdigest() == file["sha256"]
        assert (VIZ / "static" / file["licence_file"]).is_file()
        assert all(file[field] for field in ("licence", "version", "source"))


# What the store gives


@pytest.fixture(scope="module")
def from_gold(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> NetworkData:
    """The network of the gold records, through a store."""
    folder = tmp_path_factory.mktemp("network")
    report = build([gold], folder / "store")
    assert len(report.of("done")) == 2, report.files
    with reading(folder / "store") as snapshot:
        return network_data(snapshot)


def test_the_store_gives_every_commitment_with_all_its_fields(from_gold: NetworkData, gold: Path) -> None:
    """What stands in the records comes back through the graph: quote, force, who, what, sums, years, deadline."""
    records = [
        json.loads(line)
        for path in sorted(gold.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert len(from_gold.commitments) == len(records)
    for record, found in zip(records, from_gold.commitments, strict=True):
        assert (found.agreement, found.quote, found.force) == (record["document"], record["quote"], record["force"])
        assert set(found.parties) == set(record["parties"])
        assert set(found.obliged) == set(record["obliged"])
        assert found.areas[:1] == tuple(record["areas"][:1])
        assert set(found.areas) == set(record["areas"])
        assert set(found.topics) == set(record["topics"])
        assert sorted(found.years) == sorted(record["years"])
        assert found.deadline == record["deadline"]
        assert [(float(one.value), list(one.years), one.per_year) for one in found.amounts] == [
            (float(one["value"]), sorted(one["years"]), one["per_year"]) for one in record["amounts"]
        ]
        assert [one.text for one in found.references] == [one["text"] for one in record["references"]]
        assert (found.follow_up is None) == (record["follow_up"] is None)


def test_the_line_of_years_holds_what_is_not_read(from_gold: NetworkData) -> None:
    """Between the two agreements read stand the years that are not, and after them the one not made yet."""
    line = [(node.year, node.status) for node in from_gold.nodes if node.kind == "agreement"]
    assert line == [(2020, "read"), (2021, "not-read"), (2022, "not-read"), (2023, "read"), (2028, "not-made")]


def test_things_have_their_labels_in_both_languages(from_gold: NetworkData) -> None:
    """Labels come from the vocabularies; an actor without an entry is called by its id."""
    labels = {node.key: (node.label, node.label_en) for node in from_gold.nodes}
    assert labels["actor:kl"][0] == "KL"
    assert labels["area:social"][1]
    assert all(danish for danish, _ in labels.values())
    assert [force.id for force in from_gold.forces][:2] == ["agree", "undertake"]


def test_short_numbers_are_what_people_say(from_gold: NetworkData) -> None:
    """ØA20-1 is the first commitment of the agreement for 2020."""
    assert from_gold.commitments[0].number == "ØA20-1"
