"""Open findings under another version: whose deadline moves, whose category or item is another one.

Only a deadline that follows the scheme's own term moves, and only while its clock runs; a day or a term that
a person named stays, as does a deadline that comes out the same: it keeps the rule and the version it has.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.deadlines import Deadline, difference
from domain.errors import Invalid
from domain.findings import ExtensionState
from domain.library.comparing import CHANGE_NAMES, ChangeKind, Difference
from domain.permissions import Action
from domain.workflow import OPEN, WITH_UNIT, State
from models.finding import Extension, Finding
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import Change, record_all
from services.default_terms import DefaultTerm, read_terms, recounted, term_of
from services.findings_access import OBJECT
from services.findings_notices import tell_units
from services.ledger_judging import ledger_changed
from services.rebase_ground import Choices, Ground, Treatment
from services.rebase_lines import FindingLine

TOUCHED = OPEN | {State.ONGOING}
_COLUMNS = (
    "id", "number", "title", "state", "version", "kind", "due", "deadline", "category", "item", "unit_id",
    "lead_unit_id", "provider_id", "matter", "nature",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """One open finding with what becomes of it; `deadline` and `category` are None where they stay."""

    row: Any
    line: FindingLine
    old: Deadline | None
    deadline: Deadline | None
    category: str | None

    @property
    def changes(self) -> bool:
        """Whether the row itself changes; the others are only told about."""
        return self.deadline is not None or self.category is not None


def open_findings(campaign_id: int, *, session: Session, lock: bool = False) -> list[Any]:
    """The columns that matter of all findings still open. One statement."""
    columns: list[Any] = [getattr(Finding, name) for name in _COLUMNS]
    unit = sql.func.coalesce(col(Finding.lead_unit_id), col(Finding.unit_id))
    found = (
        sql.select(*columns, col(Unit.name).label("unit"))
        .join(Unit, col(Unit.id) == unit)
        .where(col(Finding.campaign_id) == campaign_id, col(Finding.state).in_(sorted(TOUCHED)))
        .order_by(col(Finding.id))
    )
    return list(session.execute(found.with_for_update(of=Finding) if lock else found).all())


def missing_categories(ground: Ground, rows: Iterable[Any]) -> list[tuple[str, str, int]]:
    """Categories of open findings that the new version does not have: key, name, how many findings."""
    there = {group.key for group in ground.new.scheme.checklist.categories}
    names = {group.key: group.name for group in ground.old.scheme.checklist.categories}
    counts: dict[str, int] = {}
    for row in rows:
        if row.category not in there:
            counts[row.category] = counts.get(row.category, 0) + 1
    return [(key, names.get(key, key), count) for key, count in sorted(counts.items())]


def require_categories(ground: Ground, choices: Choices) -> None:
    """`Invalid` when findings are to be put where the new version has no category."""
    there = {group.key for group in ground.new.scheme.checklist.categories}
    if set(choices.categories.values()) - there:
        raise Invalid({"categories": "新版没有这个问题类别，请重新选择"})


def finding_moves(
    ground: Ground,
    choices: Choices,
    terms: Mapping[str, object],
    differences: Iterable[Difference],
    rows: Sequence[Any],
) -> list[Move]:
    """What becomes of each open finding; those that nothing happens to are left out."""
    told = {one.article.id: one for one in differences if one.article.section == "checklist"}
    old_terms, new_terms = read_terms(ground.campaign.parameters.get("deadlines")), read_terms(terms)
    moves = (_move(ground, choices, row, told, old_terms, new_terms) for row in rows)
    return [one for one in moves if one.changes or one.line.remarks]


def _move(
    ground: Ground,
    choices: Choices,
    row: Any,
    told: Mapping[str, Difference],
    old_terms: Mapping[str, DefaultTerm],
    new_terms: Mapping[str, DefaultTerm],
) -> Move:
    old = Deadline.from_json(row.deadline) if row.deadline else None
    was, becomes = (term_of(terms, row.kind, row.matter, row.nature) for terms in (old_terms, new_terms))
    new = _redue(row, old, was, becomes, ground)
    remarks = list(_about_item(row, told))
    if new is not None and old is not None:
        if choices.deadlines is Treatment.ALL or (
            choices.deadlines is Treatment.LONGER and new.due > old.due
        ):
            remarks += _about_deadline(old, new)
        else:
            remarks.append(f"按新版应为{new.due}，保留原期限和原版规则")
            new = None
    category = choices.categories.get(row.category) or None
    if category == row.category:
        category = None
    remarks += _about_category(ground, row, category)
    line = FindingLine(
        row.id, row.number, row.title, row.unit, State(row.state), row.due, new.due if new else row.due,
        tuple(remarks),
    )  # fmt: skip
    return Move(row, line, old, new, category)


def _redue(
    row: Any, old: Deadline | None, was: DefaultTerm | None, becomes: DefaultTerm | None, ground: Ground
) -> Deadline | None:
    """The deadline by the new term; None when it stays, because of its origin or because it is the same day."""
    if State(row.state) not in WITH_UNIT or old is None:
        return None
    new = recounted(old, was, becomes, ground.calendar)
    return None if new is None or new.due == old.due else new


def _about_deadline(old: Deadline, new: Deadline) -> Iterator[str]:
    yield difference(old, new)
    today = clock.today()
    if new.due < today <= old.due:
        yield "按新版已经逾期"


def _about_item(row: Any, told: Mapping[str, Difference]) -> Iterator[str]:
    change = told.get(row.item) if row.item else None
    if change is None:
        return
    if change.kind is ChangeKind.REMOVED:
        yield f"检查要点 {row.item} 在新版中没有，保留原编号"
    else:
        yield f"检查要点 {row.item} 已{CHANGE_NAMES[change.kind]}"


def _about_category(ground: Ground, row: Any, category: str | None) -> Iterator[str]:
    new = {group.key: group.name for group in ground.new.scheme.checklist.categories}
    old = {group.key: group.name for group in ground.old.scheme.checklist.categories}
    name = old.get(row.category, row.category)
    if category is not None:
        yield f"类别由“{name}”改为“{new.get(category, category)}”"
    elif row.category not in new:
        yield f"类别“{name}”在新版中没有，保留原类别"
    elif new[row.category] != name:
        yield f"类别名称由“{name}”改为“{new[row.category]}”"


def apply_moves(actor: Actor, ground: Ground, moves: Sequence[Move], reason: str, *, session: Session) -> int:
    """Write the moves, one audit entry each, one message a unit; returns how many findings changed."""
    changing = [move for move in moves if move.changes]
    if not changing:
        return 0
    session.execute(sql.update(Finding), [_columns(move) for move in changing])
    changes = [_change(ground, move, reason) for move in changing]
    record_all(actor, Action.CAMPAIGN_EDIT, changes, session=session)
    ledger_changed(ground.campaign, [move.row for move in changing], session=session)
    dated = [move for move in changing if move.deadline is not None]
    _lapse(dated, session)
    _tell(actor, ground, dated, session)
    return len(changing)


def _columns(move: Move) -> dict[str, Any]:
    """The row afterwards, as far as it can change: the same columns for each, so that it is one statement."""
    row, new = move.row, move.deadline
    return {
        "id": row.id,
        "version": row.version + 1,
        "due": new.due if new else row.due,
        "deadline": new.to_json() if new else row.deadline,
        "category": move.category or row.category,
    }


def _change(ground: Ground, move: Move, reason: str) -> Change:
    row, new = move.row, move.deadline
    before: dict[str, object] = {}
    after: dict[str, object] = {"version": row.version + 1}
    if new is not None and move.old is not None:
        before |= {"due": row.due, "deadline": move.old.to_json()}
        after |= {"due": new.due, "deadline": new.to_json()}
    if move.category is not None:
        before["category"], after["category"] = row.category, move.category
    told = "；".join(move.line.remarks)
    summary = f"专项行动换用方案版本{ground.new.version}：{told}"
    return Change(OBJECT, row.id, summary, before, after, reason, ground.campaign.key)


def _lapse(moves: Sequence[Move], session: Session) -> None:
    """Requests for more time that the new deadline has overtaken."""
    moved = {move.row.id for move in moves}
    asked = select(Extension).where(Extension.state == ExtensionState.ASKED.value).with_for_update()
    for row in session.exec(asked).all():
        if row.finding_id not in moved:
            continue
        row.state, row.opinion = ExtensionState.LAPSED.value, "换用新版方案后期限已重算，本申请自动终结。"
        row.decided_at, row.version = clock.now(), row.version + 1
        session.add(row)


def _tell(actor: Actor, ground: Ground, moves: Sequence[Move], session: Session) -> None:
    by_unit: dict[int, list[str]] = {}
    for move in moves:
        unit = move.row.lead_unit_id or move.row.unit_id
        by_unit.setdefault(unit, []).append(f"{move.row.number}至{move.line.new_due}")
    texts = {
        unit: f"专项行动换用方案版本{ground.new.version}，以下问题的整改期限已重算：{'、'.join(many)}"
        for unit, many in by_unit.items()
    }
    tell_units(actor, texts, ground.campaign.key, session=session)
