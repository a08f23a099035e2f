"""Import of townships and villages: all rows or none, each mistake with its row."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.permissions import Action
from domain.unit_rows import MOST_ROWS, UnitRow, read_rows, row_problems
from domain.units import UNIT_KIND_NAMES, UnitKind
from models.unit import Unit
from services.actor import Actor
from services.audit import Change, record_all
from services.units import UnitForm, store
from services.use_case import INJECTED, command
from services.workbook_rows import first_sheet

SHOWN = 30  # complaints told at once
LARGEST = 5_000_000  # bytes of the workbook


@dataclass(frozen=True, slots=True)
class Imported:
    """How many units were made."""

    townships: int
    villages: int


def table_of_workbook(content: bytes) -> list[list[str]]:
    """The first sheet of an .xlsx file as text, or `Invalid` with what to do."""
    if len(content) > LARGEST:
        raise Invalid({"file": "文件超过 5 MB，请只保留需要导入的那一张表。"})
    rows = first_sheet(content, most_rows=MOST_ROWS + 2, most_columns=5)
    return [["" if cell is None else str(cell).strip() for cell in cells] for cells in rows]


@command(Action.UNIT_EDIT)
def import_units(actor: Actor, table: Sequence[Sequence[str]], *, session: Session = INJECTED) -> Imported:
    """Make the units of a table (township, village, code, contact, phone); `Invalid` names every bad row."""
    rows = read_rows(table)
    units = session.exec(select(Unit).order_by(col(Unit.id))).all()
    known = {unit.name: UNIT_KIND_NAMES[UnitKind(unit.kind)] for unit in units}
    townships = {
        unit.name: unit.key for unit in units if unit.kind == UnitKind.TOWNSHIP.value and unit.active
    }
    if problems := row_problems(rows, known, townships):
        shown = problems[:SHOWN] + ([f"……共 {len(problems)} 处问题。"] if len(problems) > SHOWN else [])
        raise Invalid({"table": "\n\n".join(shown)})
    root = next(unit.key for unit in units if unit.kind == UnitKind.DISTRICT.value)
    return _store_all(actor, rows, townships, root, session=session)


def _store_all(
    actor: Actor, rows: Sequence[UnitRow], townships: dict[str, int], root: int, *, session: Session
) -> Imported:
    changes: list[Change] = []
    ordered = sorted(
        rows, key=lambda row: bool(row.village)
    )  # townships first, whatever the order of the lines
    for row in ordered:
        kind = UnitKind.VILLAGE if row.village else UnitKind.TOWNSHIP
        parent = townships[row.township] if row.village else root
        form = UnitForm(row.village or row.township, kind, parent, row.code, row.contact, row.phone)
        unit_id = store(form, session=session)
        if kind is UnitKind.TOWNSHIP:
            townships[row.township] = unit_id
        summary = f"导入{UNIT_KIND_NAMES[kind]}“{form.name}”"
        changes.append(Change("unit", unit_id, summary, {}, {"name": form.name, "parent_id": parent}))
    record_all(actor, Action.UNIT_EDIT, changes, session=session)
    villages = sum(bool(row.village) for row in ordered)
    return Imported(len(ordered) - villages, villages)
