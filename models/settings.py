"""What an installation decides, read once from the environment (`XIAOHAO_…`)."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lies and which database is used.

    data_dir: folder of the SQLite file, evidence and the one-time start code.
    database_url: SQLAlchemy URL; empty means SQLite inside `data_dir`.
    """

    data_dir: Path
    database_url: str

    @property
    def url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'xiaohao.db'}"

    @property
    def evidence_dir(self) -> Path:
        return self.data_dir / "evidence"


def load() -> Settings:
    """Settings of this process; reads the environment anew at each call."""
    folder = Path(os.environ.get("XIAOHAO_DATA_DIR", ROOT / "data")).expanduser().resolve()
    return Settings(data_dir=folder, database_url=normal_url(os.environ.get("XIAOHAO_DATABASE_URL", "")))


def normal_url(url: str) -> str:
    """The address with the driver that we ship, psycopg 3."""
    if url.startswith("postgresql://"):
        return "postgresql+psycopg://" + url.removeprefix("postgresql://")
    return url
