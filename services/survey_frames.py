"""The frame of a survey (抽样框): the sheet of a provider's service recipients, checked row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from domain.errors import Invalid
from domain.identity_numbers import checked_identity_number
from domain.permissions import Action
from reports.excel import CellKind
from reports.import_template import ImportColumn
from services import clock
from services.actor import Actor
from services.import_sheet import ImportSheet, RowError, SheetRow
from services.use_case import INJECTED, query

_LONGEST = {"code": 40, "name": 60, "contact": 60}
SHEET = ImportSheet(
    "服务对象名单",
    {
        "code": ImportColumn(
            "编号", CellKind.TEXT, True, "服务档案编号或者顺序号，不能重复；不要填身份证号", "F0012"
        ),
        "name": ImportColumn("姓名", CellKind.TEXT, True, "服务对象姓名", "张三"),
        "contact": ImportColumn(
            "联系方式", CellKind.TEXT, False, "可不填；只留存抽中的人的", "0591-12345678"
        ),
    },
    most=50_000,
    split="名单更长的按填报单位分开抽取",
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person in the frame."""

    code: str
    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet as it was read: the people, and what is wrong with which row."""

    rows: int
    people: tuple[Recipient, ...]
    errors: tuple[RowError, ...]


@query(Action.MEASUREMENT_RECORD)
def frame_template(actor: Actor, *, session: Session = INJECTED) -> bytes:
    """The empty sheet of a frame."""
    return SHEET.template({}, day=clock.today())


@query(Action.MEASUREMENT_RECORD)
def check_frame(actor: Actor, content: bytes, *, session: Session = INJECTED) -> Frame:
    """What a sheet says; nothing is stored."""
    return read_frame(content)


def read_frame(content: bytes) -> Frame:
    """The people of a sheet; a code that stands twice is a mistake at its second row."""
    rows = SHEET.read(content)
    seen: dict[str, int] = {}
    people: list[Recipient] = []
    errors: list[RowError] = []
    for row in rows:
        wrong = SHEET.errors(row) or SHEET.told(row, _mistakes(row, seen))
        errors += wrong
        if not wrong:
            people.append(Recipient(row.text("code"), row.text("name"), row.text("contact")))
    return Frame(len(rows), tuple(people), tuple(errors))


def whole_frame(content: bytes) -> Sequence[Recipient]:
    """The people of a sheet without any mistake, or `Invalid` with the first."""
    frame = read_frame(content)
    if frame.errors:
        first = frame.errors[0].told
        raise Invalid({"file": f"名单有 {len(frame.errors)} 处需要修改，没有抽取。第一处：{first}"})
    return frame.people


def _mistakes(row: SheetRow, seen: dict[str, int]) -> dict[str, str]:
    wrong = {name: f"最多 {most} 个字" for name, most in _LONGEST.items() if len(row.text(name)) > most}
    code = row.text("code")
    first = seen.setdefault(code.casefold(), row.number)
    if first != row.number:
        wrong["code"] = f"与第{first}行重复"
    elif _is_identity_number(code):
        wrong["code"] = "这是身份证号，请改用服务档案编号或者顺序号"
    return wrong


def _is_identity_number(code: str) -> bool:
    try:
        checked_identity_number(code)
    except Invalid:
        return False
    return True
