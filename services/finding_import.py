"""Import of findings from Excel: every row is checked first, mistakes are told with row and column.

Nothing is imported while there are mistakes, unless the good rows alone are asked for. Importing the same
sheet twice imports nothing twice: rows that are in the ledger already are told as duplicates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.findings import KIND_NAMES, Kind
from domain.permissions import Action
from models.campaign import Campaign
from models.finding import Finding
from services import clock
from services.actor import Actor
from services.audit import Change, record_all
from services.finding_names import Names, names_of
from services.finding_sheet import COLUMNS, SheetRow, as_day, read_sheet, template
from services.findings_access import OBJECT, require_campaign_open
from services.findings_new import NewFinding, Origin, columns_of, fingerprint_of
from services.findings_numbers import next_numbers
from services.ledger_judging import ledger_changed
from services.use_case import INJECTED, command, query

_AT_ONCE = 500  # fingerprints asked for in one statement
_UNKNOWN = {
    "unit_id": "找不到这个单位，或者它不在本专项行动的范围内",
    "category": "方案里没有这个问题类别",
    "item": "方案里没有这个检查要点",
    "source": "请从列出的问题来源中选择",
    "kind": "请从列出的整改类型中选择",
    "nature": "方案没有规定这种问题性质",
    "provider_id": "找不到这个服务单位",
}


@dataclass(frozen=True, slots=True)
class RowError:
    """A mistake: row of the sheet, title of the column, what is wrong."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do."""

    rows: int
    good: int
    errors: tuple[RowError, ...]
    imported: int = 0
    numbers: tuple[str, str] = ("", "")

    @property
    def bad_rows(self) -> int:
        return len({error.row for error in self.errors})


@dataclass(slots=True)
class _Checked:
    good: list[tuple[int, NewFinding]] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


@query(Action.FINDING_IMPORT)
def import_template(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> bytes:
    """The template of a campaign, with its units and categories to choose from."""
    campaign = require_campaign_open(campaign_id, session=session)
    known = names_of(campaign, session).known
    words = (list(known[name]) for name in ("unit_id", "category", "provider_id", "nature"))
    return template(*words, day=clock.today())


@query(Action.FINDING_IMPORT)
def check_import(
    actor: Actor, campaign_id: int, content: bytes, *, session: Session = INJECTED
) -> ImportResult:
    """What an import of this file would do; nothing is stored."""
    rows = read_sheet(content)
    campaign = require_campaign_open(campaign_id, session=session)
    checked = _check(campaign, rows, session)
    return ImportResult(len(rows), len(checked.good), tuple(checked.errors))


@command(Action.FINDING_IMPORT)
def import_findings(
    actor: Actor, campaign_id: int, content: bytes, *, good_only: bool = False, session: Session = INJECTED
) -> ImportResult:
    """Import the sheet; with mistakes in it only when `good_only` says so."""
    rows = read_sheet(content)
    campaign = require_campaign_open(campaign_id, session=session)
    checked = _check(campaign, rows, session)
    if not checked.good or (checked.errors and not good_only):
        return ImportResult(len(rows), len(checked.good), tuple(checked.errors))
    numbers = _store(actor, campaign, [data for _, data in checked.good], session)
    ends = (numbers[0], numbers[-1])
    return ImportResult(len(rows), len(checked.good), tuple(checked.errors), len(numbers), ends)


def _check(campaign: Campaign, rows: Sequence[SheetRow], session: Session) -> _Checked:
    names = names_of(campaign, session)
    checked = _Checked()
    seen: dict[str, int] = {}
    for row in rows:
        data = _read(row, names, checked.errors)
        if data is None:
            continue
        mark = fingerprint_of(data.unit_id, data.found_on, data.description)
        if (first := seen.setdefault(mark, row.number)) != row.number:
            checked.errors.append(_error(row, "description", f"与第{first}行重复"))
        else:
            checked.good.append((row.number, data))
    _drop_known(campaign, checked, session)
    return checked


def _read(row: SheetRow, names: Names, errors: list[RowError]) -> NewFinding | None:
    values, wrong = _translated(row, names)
    try:
        data = NewFinding.read(values)
    except Invalid as mistake:
        wrong = {**mistake.fields, **wrong}
    else:
        if data.found_on > names.today:
            wrong["found_on"] = "发现日期不能晚于今天"
        if not wrong:
            own = data.provider_id or names.own_provider.get(data.unit_id)
            kind = data.kind or names.kinds.get(data.item)
            return data.model_copy(update={"provider_id": own, "kind": kind})
    errors += [_error(row, name, wrong[name]) for name in (*COLUMNS, "") if name in wrong]
    return None


def _translated(row: SheetRow, names: Names) -> tuple[dict[str, Any], dict[str, str]]:
    """Cells as the form takes them, and words that mean nothing here."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, cell in row.cells.items():
        if cell in (None, ""):
            if COLUMNS[name].required:
                wrong[name] = "必填，不能为空"
            continue
        words = names.known.get(name)
        if words is not None and str(cell) not in words:
            wrong[name] = f"{_UNKNOWN[name]}：{str(cell)[:30]}"
        values[name] = words.get(str(cell)) if words is not None else _typed(name, cell)
    missing = [name for name, column in COLUMNS.items() if column.required and name not in row.cells]
    return values, wrong | dict.fromkeys(missing, "表里没有这一列")


def _typed(name: str, cell: Any) -> Any:
    if name == "found_on":
        return as_day(cell)
    return cell if name in {"amount_fen", "people"} else str(cell)


def _error(row: SheetRow, name: str, message: str) -> RowError:
    return RowError(row.number, COLUMNS[name].title if name in COLUMNS else "", message)


def _drop_known(campaign: Campaign, checked: _Checked, session: Session) -> None:
    """Rows that stand in the ledger already are mistakes too."""
    marks = {fingerprint_of(one.unit_id, one.found_on, one.description): at for at, one in checked.good}
    known: dict[int, str] = {}
    ordered = sorted(marks)
    for start in range(0, len(ordered), _AT_ONCE):
        found = select(Finding.fingerprint, Finding.number).where(
            Finding.campaign_id == campaign.key,
            col(Finding.fingerprint).in_(ordered[start : start + _AT_ONCE]),
            Finding.state != "withdrawn",
        )
        known |= {marks[mark]: number for mark, number in session.exec(found).all()}
    title = COLUMNS["description"].title
    checked.errors += [RowError(at, title, f"台账中已有同一问题（{known[at]}）") for at in sorted(known)]
    checked.good = [(at, one) for at, one in checked.good if at not in known]
    checked.errors.sort(key=lambda error: error.row)


def _store(actor: Actor, campaign: Campaign, forms: Sequence[NewFinding], session: Session) -> list[str]:
    """All rows and all audit entries, each in one statement."""
    numbers = next_numbers(campaign, len(forms), session=session)
    by, pairs = f"{actor.unit_name} {actor.name}"[:100], zip(forms, numbers, strict=True)
    columns = [columns_of(campaign, one, number, Origin()) for one, number in pairs]
    usual = Finding(**columns[0]).model_dump(exclude={"id"})
    rows = [{**usual, **one, "found_by": one["found_by"] or by} for one in columns]
    session.execute(insert(Finding), rows)
    keys = _keys(campaign, numbers, session)
    changes = [_change(campaign, keys[row["number"]], row) for row in rows]
    record_all(actor, Action.FINDING_IMPORT, changes, session=session)
    ledger_changed(campaign, [Finding(**row) for row in rows], session=session)
    return numbers


def _keys(campaign: Campaign, numbers: Sequence[str], session: Session) -> dict[str, int]:
    """Ids of what has just been stored; neither database hands them back in order for many rows at once."""
    keys: dict[str, int] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        found = select(Finding.number, Finding.id).where(
            Finding.campaign_id == campaign.key, col(Finding.number).in_(numbers[start : start + _AT_ONCE])
        )
        keys |= {number: key for number, key in session.exec(found).all() if key is not None}
    return keys


def _change(campaign: Campaign, key: int, row: Mapping[str, Any]) -> Change:
    shown = (
        "number",
        "source",
        "category",
        "item",
        "unit_id",
        "found_on",
        "title",
        "amount_fen",
        "kind",
        "nature",
    )
    after = {name: row[name] for name in shown} | {"version": 1}
    summary = f"导入问题 {row['number']}（{KIND_NAMES[Kind(row['kind'])]}）"
    return Change(OBJECT, key, summary, {}, after, campaign_id=campaign.key)
