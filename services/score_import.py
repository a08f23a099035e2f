"""Marks of many from a sheet: the template names whose marks are missing; checked row by row, all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from domain.errors import Invalid
from domain.library.decimals import short
from domain.library.models.scoring import ManualStep, Sheet, SheetItem
from domain.permissions import Action
from models.measurement import ScoreMark
from models.provider import Provider
from models.subject import Subject
from reports.excel import CellKind
from reports.import_template import ImportColumn
from services import clock
from services.actor import Actor
from services.import_sheet import ImportSheet, RowError, SheetRow
from services.regimes import Regime, regime_of
from services.score_mark_forms import MarkForm, mistakes, unsigned
from services.score_marks import MarkReceipt, judged, new_marks, store
from services.score_places import SheetPlace, sheet_of
from services.score_rounds import RoundPlace
from services.score_sheets import read_period, rows_of
from services.subjects import kind_name
from services.use_case import INJECTED, command, query


@dataclass(frozen=True, slots=True)
class Line:
    """One mark as it was read."""

    number: int
    party_id: int
    party: str
    item: str
    key: str
    points: str
    reason: str
    given_by: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet says: marks that can be stored, rows left blank, and what is wrong with the others."""

    rows: int
    blank: int
    lines: tuple[Line, ...]
    errors: tuple[RowError, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose marks are missing, by name; why those of others are not asked for."""

    sheet: Sheet
    table: ImportSheet
    parties: Mapping[str, int]
    waiting: Mapping[str, frozenset[str]]  # party → keys of items
    spared: frozenset[str]
    seen: dict[tuple[str, str], int] = field(default_factory=dict)


@query(Action.SCORE_GIVE)
def mark_template(actor: Actor, place: RoundPlace, *, session: Session = INJECTED) -> bytes:
    """A sheet with a row for each mark that is missing."""
    asked = _asked(place, session=session)
    rows = [
        {"party": name, "item": item.name, "bounds": bounds(step), "judged": step.manual}
        for name, keys in asked.waiting.items()
        for item, step in manual_items(asked.sheet)
        if item.key in keys
    ]  # fmt: skip
    choices = {"item": [item.name for item, _ in manual_items(asked.sheet)]}
    return asked.table.template(choices, day=clock.today(), rows=rows)


def manual_items(sheet: Sheet) -> list[tuple[SheetItem, ManualStep]]:
    """The items that people mark."""
    return [(item, item.manual) for item in sheet.items if item.manual is not None]


def bounds(step: ManualStep) -> str:
    """-10至0分."""
    return f"{short(step.at_least)}至{short(step.at_most)}分"


@query(Action.SCORE_GIVE)
def check_marks(
    actor: Actor, place: RoundPlace, content: bytes, given_by: str, *, session: Session = INJECTED
) -> Preview:
    """What an import of this sheet would store; nothing is stored."""
    return _read(_asked(place, session=session), content, given_by)


@command(Action.SCORE_GIVE)
def import_marks(
    actor: Actor, place: RoundPlace, content: bytes, given_by: str, *, session: Session = INJECTED
) -> MarkReceipt:
    """Store all marks of the sheet, or `Invalid` with the first mistake and none of them."""
    asked = _asked(place, session=session)
    found = _read(asked, content, given_by)
    if found.errors:
        raise Invalid(
            {"file": f"有 {len(found.errors)} 处需要修改，没有导入。第一处：{found.errors[0].told}"}
        )
    if not found.lines:
        raise Invalid({"file": "表里没有填分数，没有可以导入的。"})
    parties: dict[int, Provider | Subject] = {}
    stored: list[ScoreMark] = []
    for (party_id, by), lines in _grouped(found.lines).items():
        at = SheetPlace(place.regime_id, place.sheet, place.period, party_id)
        given = {one.key: {"points": one.points, "reason": one.reason} for one in lines}
        party, sheet, rows = new_marks(actor, at, given, by, session=session)
        store(actor, party, sheet, rows, session=session)
        parties[party_id] = party
        stored += rows
    return judged(asked.sheet, list(parties.values()), stored, session=session)


def _grouped(lines: Sequence[Line]) -> dict[tuple[int, str], list[Line]]:
    """Marks that one person gave one party; parties in the order of their numbers, as all locks are taken."""
    found: dict[tuple[int, str], list[Line]] = {}
    for one in sorted(lines, key=lambda line: line.party_id):
        found.setdefault((one.party_id, one.given_by), []).append(one)
    return found


def _asked(place: RoundPlace, *, session: Session) -> _Asked:
    regime = regime_of(place.regime_id, session=session)
    sheet = sheet_of(regime, place.sheet)
    rows = rows_of(regime, place.sheet, read_period(sheet, place.period), session=session)
    if not manual_items(sheet):
        raise Invalid({"sheet": "这张评分表没有由人评的分"})
    waiting = {row.name: frozenset(row.waiting_keys) for row in sorted(rows, key=lambda row: row.name)}
    return _Asked(
        sheet,
        _table(regime, sheet),
        {row.name: row.party_id for row in rows},
        {name: keys for name, keys in waiting.items() if keys},
        frozenset(row.name for row in rows if row.score.exempt),
    )


def _table(regime: Regime, sheet: Sheet) -> ImportSheet:
    columns = {
        "party": ImportColumn(kind_name(regime.scheme, sheet.of), required=True, width=26),
        "item": ImportColumn("项目", required=True, width=24),
        "judged": ImportColumn("评什么", explanation="照评分表，不用改", width=28),
        "bounds": ImportColumn("幅度", explanation="分数要在这个幅度以内，不用改", width=14),
        "points": ImportColumn("分数", CellKind.FIGURE, explanation="没有评的整行留空，以后再导入", width=10),
        "reason": ImportColumn("理由", explanation="填了分数就要写理由", width=40),
        "by": ImportColumn("评分人", explanation="不填的，用页面上填写的评分人", width=20),
    }
    return ImportSheet(f"{sheet.name}评分", columns)


def _read(asked: _Asked, content: bytes, given_by: str) -> Preview:
    rows = asked.table.read(content)
    lines: list[Line] = []
    errors: list[RowError] = []
    blank = 0
    for row in rows:
        if not row.text("points") and not row.text("reason"):
            blank += 1
            continue
        wrong = asked.table.errors(row)
        if not wrong:
            try:
                lines.append(_line(asked, row, row.text("by") or given_by))
            except Invalid as mistake:
                wrong = asked.table.told(row, _at_columns(mistake.fields))
        errors += wrong
    return Preview(len(rows), blank, tuple(lines), tuple(errors))


def _at_columns(fields: Mapping[str, str]) -> dict[str, str]:
    return {("by" if name == "given_by" else name): sentence for name, sentence in fields.items()}


def _line(asked: _Asked, row: SheetRow, given_by: str) -> Line:
    name, title = row.text("party"), row.text("item")
    item = _item(asked, name, title)
    form = MarkForm.read({"points": row.text("points"), "reason": row.text("reason")})
    if wrong := mistakes(asked.sheet, item.key, form) | unsigned(given_by):
        raise Invalid(wrong)
    first = asked.seen.setdefault((name, item.key), row.number)
    if first != row.number:
        raise Invalid({"item": f"与第{first}行重复"})
    return Line(
        row.number, asked.parties[name], name, item.name, item.key, row.text("points"), row.text("reason"),
        given_by.strip(),
    )  # fmt: skip


def _item(asked: _Asked, name: str, title: str) -> SheetItem:
    """The item that a row marks, or why it cannot."""
    items = {item.name: item for item, _ in manual_items(asked.sheet)}
    wrong = {}
    if name not in asked.parties:
        wrong["party"] = "这张评分表不评它，请照模板里的名称填写"
    elif name in asked.spared:
        wrong["party"] = "它这一期不参加考核"
    if title not in items:
        wrong["item"] = "评分表里没有这项由人评的分，请照模板里的名称填写"
    if wrong:
        raise Invalid(wrong)
    if items[title].key not in asked.waiting.get(name, frozenset()):
        raise Invalid({"item": "这一项已经评过，或者对它不适用；要改的请在评分表上更正"})
    return items[title]
