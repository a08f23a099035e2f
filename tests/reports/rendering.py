"""Word documents as LibreOffice prints them: pages, lines and where each word stands."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_WORD = "{http://www.w3.org/1999/xhtml}word"
_PAGE = "{http://www.w3.org/1999/xhtml}page"
_SAME_LINE = 4.0


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


def render_pdfs(documents: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """PDFs by name. One call for all: starting LibreOffice takes longer than any document."""
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    command = [
        "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--convert-to", "pdf", "--outdir", str(folder),
        *(str(folder / f"{name}.docx") for name in documents),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in documents}


def render_pdf(docx: bytes, folder: Path) -> bytes:
    return render_pdfs({"document": docx}, folder)["document"]


def words_by_page(pdf: bytes) -> list[list[Word]]:
    """Every word with its box in points from the upper left corner of its page."""
    run = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, check=True, capture_output=True)
    pages = ElementTree.fromstring(run.stdout).iter(_PAGE)  # noqa: S314  our own output
    return [[_word(element) for element in page.iter(_WORD)] for page in pages]


def _word(element: ElementTree.Element) -> Word:
    edges = (float(element.get(name, "0")) for name in ("xMin", "yMin", "xMax", "yMax"))
    return Word(element.text or "", *edges)


def lines(words: list[Word]) -> list[str]:
    """The words put together by line, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.top, one.left)):
        if rows and abs(rows[-1][0].top - word.top) < _SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    return ["".join(word.text for word in sorted(row, key=lambda one: one.left)) for row in rows]
