"""Units from pasted lines or a table, row by row, with the row named in every complaint.

Townships with their villages, or units of one other kind (schools) with what they stand below.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

MOST_ROWS = 2000
_HEADS = frozenset({"镇街", "乡镇", "镇街名称", "街道", "所属镇街", "上级", "上级单位", "主管部门"})


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line: a township, and a village below it unless the line is about the township alone.

    For units of another kind `township` is what it stands below, and `village` the unit itself.
    """

    number: int
    township: str
    village: str
    code: str
    contact: str
    phone: str


def rows_of_text(text: str) -> list[list[str]]:
    """Cells of pasted lines; columns are split by tab, comma or the Chinese comma."""
    lines = (line.replace("，", ",").replace("\t", ",") for line in text.splitlines())
    return [[cell.strip() for cell in line.split(",")] for line in lines]


def read_rows(table: Sequence[Sequence[str]]) -> list[UnitRow]:
    """Rows with their number as people count them (from 1); empty lines and a head line are passed over."""
    found: list[UnitRow] = []
    for number, cells in enumerate(table, start=1):
        padded = [cell.strip() for cell in [*cells, "", "", "", "", ""][:5]]
        if not any(padded) or (not found and padded[0] in _HEADS):
            continue
        found.append(UnitRow(number, *padded))
    return found


def row_problems(rows: Sequence[UnitRow], known: Mapping[str, str], townships: Collection[str]) -> list[str]:
    """What is wrong, a sentence a row; empty when all rows can be taken.

    known: names of existing units → what they are; townships: names of existing townships.
    """
    if not rows:
        return ["没有读到任何一行。每行依次写：镇街、村居、代码、联系人、电话，后三项可以不写。"]
    if len(rows) > MOST_ROWS:
        return [_too_many(rows)]
    problems: list[str] = []
    seen: dict[str, int] = {}
    ready = set(townships) | {row.township for row in rows if not row.village}
    for row in rows:
        problems.extend(
            f"第 {row.number} 行：{sentence}" for sentence in _problems_of(row, known, ready, seen)
        )
        seen.setdefault(row.village or row.township, row.number)
    return problems


def body_problems(rows: Sequence[UnitRow], known: Mapping[str, str], uppers: Collection[str]) -> list[str]:
    """The same for units of one kind below others; the first column is empty for those of the district itself.

    uppers: names of the units that they may stand below.
    """
    if not rows:
        return [
            "没有读到任何一行。每行依次写：上级单位、名称、代码、联系人、电话，上级单位和后三项可以不写。"
        ]
    if len(rows) > MOST_ROWS:
        return [_too_many(rows)]
    problems: list[str] = []
    seen: dict[str, int] = {}
    for row in rows:
        found = _length_problems(row, ("上级单位", "名称")) + _taken(row.village, known, seen)
        if not row.village:
            found.append("第 2 列没有写名称。")
        if row.township and row.township not in uppers:
            found.append(f"没有在用的部门、镇街叫“{row.township}”，请核对；直属区的，第 1 列不写。")
        problems += [f"第 {row.number} 行：{sentence}" for sentence in found]
        seen.setdefault(row.village, row.number)
    return problems


def _too_many(rows: Sequence[UnitRow]) -> str:
    return f"一次最多导入 {MOST_ROWS} 行，现在有 {len(rows)} 行，请分几次导入。"


def _problems_of(
    row: UnitRow, known: Mapping[str, str], ready: Collection[str], seen: Mapping[str, int]
) -> list[str]:
    name = row.village or row.township
    found = _length_problems(row, ("镇街", "村居"))
    if not row.township:
        found.append("第 1 列没有写镇街名称。")
    elif row.village and row.township not in ready:
        found.append(f"没有镇街“{row.township}”。请先加一行只写镇街名称，或核对是否写错。")
    return found + _taken(name, known, seen)


def _taken(name: str, known: Mapping[str, str], seen: Mapping[str, int]) -> list[str]:
    if name in seen:
        return [f"“{name}”和第 {seen[name]} 行重复。"]
    if name in known:
        return [f"“{name}”已经存在（{known[name]}），请删去这一行，或在名称里加以区分。"]
    return []


def _length_problems(row: UnitRow, labels: tuple[str, str]) -> list[str]:
    limits = (
        (labels[0], row.township, 100),
        (labels[1], row.village, 100),
        ("代码", row.code, 32),
        ("联系人", row.contact, 50),
        ("电话", row.phone, 30),
    )
    return [f"{label}超过 {most} 个字。" for label, text, most in limits if len(text) > most]
