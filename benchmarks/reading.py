"""How long reading takes, format by format, against the bare library and against poppler's `pdftotext`.

    python -m benchmarks.reading [--runs N] [--json]

On the same pages, in one run. Runs alternate, so that a busy machine slows all alike; medians in milliseconds and their
ratios are printed; the ratio is what to compare between machines. Ours is the whole way from file to `Document`: text,
clean-up, sections, sentences, tables, and which agreement it is. Then as many copies are read one after the other as
`--copies` says, in a process of its own: its peak memory beside that of one copy tells whether memory follows the
largest document or their number.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from time import perf_counter

CHECKOUT = Path(__file__).resolve().parent.parent
AGREEMENT = CHECKOUT / "examples" / "oekonomiaftaler" / "oea-kommuner-2020.txt"
PAGES = CHECKOUT / "tests" / "cases" / "formats" / "oea-kommuner-2020.pdf"

_MEMORY = """
import sys
from pathlib import Path
from extract.read.document import read_document
for _ in range(int(sys.argv[1])):
    for name in sys.argv[2:]:
        read_document(Path(name))
try:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
except ImportError:
    print("nan")
"""


class _Words(HTMLParser):
    """Gathers what stands between tags."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def saved(folder: Path) -> dict[str, Path]:
    """One agreement in every format, by the format's name."""
    from extract.read.document import read_document
    from tests.rendering_formats import as_docx, as_html, as_markdown

    document = read_document(AGREEMENT)
    files = {form: folder / f"oea-kommuner-2020.{form}" for form in ("docx", "html", "md")}
    files["docx"].write_bytes(as_docx(document))
    files["html"].write_text(as_html(document), encoding="utf-8")
    files["md"].write_text(as_markdown(document), encoding="utf-8")
    return {"pdf": PAGES, **files, "txt": AGREEMENT}


def bare_pdf(path: Path) -> str:
    """The text of each page by pypdfium2."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    text = "\f".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def bare_docx(path: Path) -> str:
    """The text of each paragraph by python-docx."""
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def bare_html(path: Path) -> str:
    """The page's text by the standard library."""
    parser = _Words()
    parser.feed(path.read_text(encoding="utf-8"))
    return "".join(parser.parts)


def bare_text(path: Path) -> str:
    """The file's text."""
    return path.read_text(encoding="utf-8")


def pdftotext(path: Path) -> str:
    """The text by poppler, its start as a program included."""
    return subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()


BARE: dict[str, Callable[[Path], str]] = {
    "pdf": bare_pdf,
    "docx": bare_docx,
    "html": bare_html,
    "md": bare_text,
    "txt": bare_text,
}


def measure(runs: int, copies: int) -> dict[str, dict[str, float]]:
    """Medians and ratios by format, and peak memory in MB."""
    from extract.read.document import read_document

    with tempfile.TemporaryDirectory() as name:
        files = saved(Path(name))
        figures: dict[str, dict[str, float]] = {}
        for form, path in files.items():
            readers: dict[str, Callable[[Path], object]] = {"ours": read_document, "bare": BARE[form]}
            if form == "pdf" and shutil.which("pdftotext"):
                readers["pdftotext"] = pdftotext
            figures[form] = _times(readers, path, runs)
        one, many = (_peak(count, list(files.values())) for count in (1, copies))
        figures["memory"] = {"of one each": one, f"of {copies} each": many, "ratio": many / one}
    return figures


def _times(readers: dict[str, Callable[[Path], object]], path: Path, runs: int) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(runs + 1):
        for name, reader in readers.items():
            started = perf_counter()
            reader(path)
            times[name].append(1000 * (perf_counter() - started))
    medians = {name: statistics.median(found[1:]) for name, found in times.items()}  # the first run loads what it needs
    return medians | {f"ours/{name}": medians["ours"] / medians[name] for name in readers if name != "ours"}


def _peak(copies: int, files: list[Path]) -> float:
    command = [sys.executable, "-c", _MEMORY, str(copies), *map(str, files)]
    return float(subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True, text=True).stdout)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.runs, options.copies)
    if options.json:
        print(json.dumps(figures))
        return
    for form, found in figures.items():
        unit = "MB" if form == "memory" else "ms"
        said = (
            f"{name} {value:.1f}" + ("" if "/" in name or name == "ratio" else f" {unit}")
            for name, value in found.items()
        )
        print(f"{form:7} " + "   ".join(said))
    if "pdftotext" not in figures["pdf"]:
        print("pdftotext is not here: sudo apt install poppler-utils")


if __name__ == "__main__":
    main()
