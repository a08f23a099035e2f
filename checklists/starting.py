"""The command `new`: a commented skeleton that already passes `check`."""

import re
import sys
from pathlib import Path
from typing import TextIO

SKELETON = Path(__file__).parent / "skeleton"


def new(path: str, out: TextIO | None = None) -> int:
    """Write the skeleton into a new or empty folder; 1 when something is there already."""
    out = out or sys.stdout
    folder = Path(path)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        out.write(f"“{folder}”已经存在，请换一个空文件夹\n")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for text in sorted(SKELETON.glob("*.yaml.txt")):
        (folder / text.name.removesuffix(".txt")).write_text(_filled(text, folder), encoding="utf-8")
    out.write(f"已新建 {folder}。先改 scheme.yaml，再运行：python -m checklists check {folder}\n")
    return 0


def _filled(text: Path, folder: Path) -> str:
    body = text.read_text(encoding="utf-8")
    if text.name != "scheme.yaml.txt":
        return body
    key = re.sub(r"[^a-z0-9-]+", "-", folder.name.lower()).strip("-") or "new-scheme"
    return body.format(id=key)
