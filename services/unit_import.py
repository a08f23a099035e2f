"""Import of townships and villages, or of schools and other bodies: all rows or none, each mistake with its row."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.permissions import Action
from domain.unit_rows import MOST_ROWS, UnitRow, body_problems, read_rows, row_problems
from domain.units import BODIES, UNIT_KIND_NAMES, UnitKind
from models.unit import Unit
from services.actor import Actor
from services.audit import Change, record_all
from services.units import UnitForm, possible_parents, store
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
    table = [["" if cell is None else str(cell).strip() for cell in cells] for cells in rows]
    if not read_rows(table):
        raise Invalid({"file": "第一张表里没有读到任何单位。请把要导入的单位放在第一张表，每行一个。"})
    return table


@command(Action.UNIT_EDIT)
def import_units(actor: Actor, table: Sequence[Sequence[str]], *, session: Session = INJECTED) -> Imported:
    """Make the units of a table (township, village, code, contact, phone); `Invalid` names every bad row."""
    rows = read_rows(table)
    units = session.exec(select(Unit).order_by(col(Unit.id))).all()
    known = _known(units)
    townships = {
        unit.name: unit.key for unit in units if unit.kind == UnitKind.TOWNSHIP.value and unit.active
    }
    _require_none(row_problems(rows, known, townships))
    return _store_all(actor, rows, townships, _root(units), session=session)


@command(Action.UNIT_EDIT)
def import_bodies(
    actor: Actor, kind: UnitKind, table: Sequence[Sequence[str]], *, session: Session = INJECTED
) -> int:
    """Make units of one kind (upper unit or none, name, code, contact, phone); how many."""
    if kind not in BODIES:
        raise Invalid({"kind": "请选择要导入哪一类单位"})
    rows = read_rows(table)
    units = session.exec(select(Unit).order_by(col(Unit.id))).all()
    uppers = {unit.name: unit.key for unit in units if unit.kind in possible_parents(kind) and unit.active}
    _require_none(body_problems(rows, _known(units), uppers))
    root = _root(units)
    changes = [
        _made(UnitForm(row.village, kind, uppers.get(row.township, root), row.code, row.contact, row.phone),
              session=session)
        for row in rows
    ]  # fmt: skip
    record_all(actor, Action.UNIT_EDIT, changes, session=session)
    return len(changes)


def _known(units: Sequence[Unit]) -> dict[str, str]:
    return {unit.name: UNIT_KIND_NAMES[UnitKind(unit.kind)] for unit in units}


def _root(units: Sequence[Unit]) -> int:
    return next(unit.key for unit in units if unit.kind == UnitKind.DISTRICT.value)


def _require_none(problems: Sequence[str]) -> None:
    if problems:
        shown = [*problems[:SHOWN], *([f"……共 {len(problems)} 处问题。"] if len(problems) > SHOWN else [])]
        raise Invalid({"table": "\n\n".join(shown)})


def _made(form: UnitForm, *, session: Session) -> Change:
    summary = f"导入{UNIT_KIND_NAMES[form.kind]}“{form.name}”"
    told = {"name": form.name, "parent_id": form.parent_id}
    return Change("unit", store(form, session=session), summary, {}, told)


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
        changes.append(_made(form, session=session))
        if kind is UnitKind.TOWNSHIP:
            townships[row.township] = changes[-1].object_id
    record_all(actor, Action.UNIT_EDIT, changes, session=session)
    villages = sum(bool(row.village) for row in ordered)
    return Imported(len(ordered) - villages, villages)
