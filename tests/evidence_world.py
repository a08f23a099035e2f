"""Files on findings, and where they are stored."""

from pathlib import Path

from models import settings
from services.evidence import EvidenceData
from tests import ledger_world
from tests.files import jpeg


def on(place: ledger_world.Place, finding: int, content: bytes = b"", name: str = "现场.jpg") -> EvidenceData:
    return EvidenceData(
        "finding", finding, place.people.unit("东街镇"), "", name, content or jpeg(), note="公示栏"
    )


def stored_files() -> list[Path]:
    folder = settings.load().evidence_dir
    return [path for path in folder.rglob("*") if path.is_file()]
