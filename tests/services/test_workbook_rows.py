"""Damaged workbooks: every kind of damage is told in one sentence."""

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook

from domain.errors import Invalid
from services.workbook_rows import first_sheet
from tests.files import container, xlsx


def workbook() -> bytes:
    """A sheet with a header and one row."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(["被检查单位", "具体问题描述"])
    page.append(["东街镇", "公示栏空白"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(workbook())) as package:
        return {name: package.read(name) for name in package.namelist()}


def flipped(content: bytes, chance: random.Random) -> bytes:
    """A few bytes of the file are others."""
    bytes_ = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        bytes_[chance.randrange(len(bytes_))] = chance.randrange(256)
    return bytes(bytes_)


def cut(_content: bytes, chance: random.Random) -> bytes:
    """One part inside is cut off, changed or gone."""
    inside = parts()
    name = chance.choice(sorted(inside))
    part = inside.pop(name)
    if chance.random() < 0.7:
        inside[name] = chance.choice([part[: chance.randrange(len(part))], flipped(part, chance)])
    return container(inside)


def test_a_whole_workbook_is_read() -> None:
    rows = first_sheet(workbook(), most_rows=10, most_columns=5)
    assert rows[1][:2] == ("东街镇", "公示栏空白")


@pytest.mark.parametrize("damage", [flipped, cut])
def test_no_damage_escapes_as_anything_but_a_sentence(
    damage: Callable[[bytes, random.Random], bytes],
) -> None:
    chance = random.Random(7)  # noqa: S311 - the same damage on every machine, no secret
    told = [complaint(damage(workbook(), chance)) for _ in range(150)]
    assert sum("打不开" in sentence or "异常" in sentence for sentence in told) > 50


def complaint(content: bytes) -> str:
    """What is told about the file; "" when it can be read all the same."""
    try:
        first_sheet(content, most_rows=10, most_columns=5)
    except Invalid as mistake:
        return mistake.fields["file"]
    return ""


def test_a_package_without_sheets_is_told() -> None:
    with pytest.raises(Invalid, match="这份 Excel 文件打不开"):
        first_sheet(xlsx(), most_rows=10, most_columns=5)
