"""Phases and duties of a running campaign under another version: what comes, goes and moves.

Days that the office has set itself stay. A closed phase stays as it was. Nothing is deleted: a phase that the
new version drops is closed with a note, a duty that it drops is owed by nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, select

from domain.phases import PhaseState
from models.campaign import Deliverable, Phase
from services import clock
from services.campaign_plan import PlannedPhase
from services.campaigns import DutyView, phases_of
from services.rebase_ground import Ground, three_way
from services.rebase_lines import NOT_THERE, Line

_LOCAL = "日期已在行动中调整过，保留"
_PHASE_NOTES = {
    "conditions": "启动或办结条件、任务有变化",
    "clause": "依据条款有变化",
    "position": "次序有变化",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One change: new columns of a row, or a new row, with its line. A step without either only tells."""

    line: Line
    row: Phase | Deliverable | None = None
    values: Mapping[str, Any] | None = None
    new: Phase | Deliverable | None = None


def schedule_steps(ground: Ground, *, session: Session) -> list[Step]:
    """What changes about phases and duties. Two statements."""
    phases = phases_of(ground.campaign.key, session=session)
    found = select(Deliverable).where(Deliverable.campaign_id == ground.campaign.key)
    duties = session.exec(found).all()
    return [*_phases(ground, phases), *_duties(ground, duties)]


def apply_steps(steps: Sequence[Step], *, session: Session) -> None:
    """Write the steps; a changed phase counts its version up."""
    for step in steps:
        if step.new is not None:
            session.add(step.new)
        if step.row is not None and step.values is not None:
            for name, value in step.values.items():
                setattr(step.row, name, value)
            if isinstance(step.row, Phase):
                step.row.version += 1
            session.add(step.row)


def _phases(ground: Ground, rows: Sequence[Phase]) -> Iterator[Step]:
    stands = {row.code: row for row in rows}
    planned = {one.code: one for one in ground.old.plan.phases}
    for position, new in enumerate(ground.new.plan.phases):
        row = stands.get(new.code)
        if row is None:
            yield _added_phase(ground, position, new)
        else:
            yield from _changed_phase(row, planned.get(new.code), new, position)
    kept = {one.code for one in ground.new.plan.phases}
    yield from (_dropped_phase(ground, row) for row in rows if row.code not in kept)


def _added_phase(ground: Ground, position: int, new: PlannedPhase) -> Step:
    row = Phase(
        campaign_id=ground.campaign.key,
        code=new.code,
        position=position,
        name=new.name,
        start=new.start,
        end=new.end,
        clause=new.clause[:200],
        conditions=new.conditions,
    )
    return Step(Line(f"阶段“{new.name}”", NOT_THERE, _span(new.start, new.end), "新增，待启动"), new=row)


def _changed_phase(row: Phase, old: PlannedPhase | None, new: PlannedPhase, position: int) -> Iterator[Step]:
    start = three_way(row.start, old.start if old else None, new.start)
    end = three_way(row.end, old.end if old else None, new.end)
    values: dict[str, Any] = {
        "name": new.name, "clause": new.clause[:200], "conditions": new.conditions, "start": start, "end": end,
    }  # fmt: skip
    values["position"] = position
    differs = [name for name, value in values.items() if getattr(row, name) != value]
    local = (start, end) != (new.start, new.end)
    what, before = f"阶段“{row.name}”", f"{row.name}，{_span(row.start, row.end)}"
    if row.state == PhaseState.CLOSED:
        if differs or local:
            yield Step(Line(what, before, before, "已办结，不变"))
    elif differs:
        notes = [words for name, words in _PHASE_NOTES.items() if name in differs]
        line = Line(what, before, f"{new.name}，{_span(start, end)}", _joined(notes, local=local))
        yield Step(line, row, values)
    elif local:
        yield Step(Line(what, before, before, _LOCAL))


def _joined(notes: Sequence[str], *, local: bool) -> str:
    return "；".join([*([_LOCAL] if local else []), *notes])


def _dropped_phase(ground: Ground, row: Phase) -> Step:
    before = f"{row.name}，{_span(row.start, row.end)}"
    what = f"阶段“{row.name}”"
    if row.state != PhaseState.PLANNED:
        return Step(Line(what, before, before, "新版没有这个阶段；已经启动，保留记录并由专项办办结"))
    why = f"方案版本{ground.new.version}没有这个阶段，随换版办结"
    values = {
        "state": PhaseState.CLOSED.value,
        "closed_at": clock.now(),
        "exceptions": [*row.exceptions, {"unit": "本阶段", "reason": why}],
    }
    return Step(Line(what, before, NOT_THERE, "新版没有这个阶段；尚未启动，随换版办结"), row, values)


def _duties(ground: Ground, rows: Sequence[Deliverable]) -> Iterator[Step]:
    stands = {row.code: row for row in rows}
    planned = {one.code: one for one in ground.old.plan.duties}
    for new in ground.new.plan.duties:
        row = stands.get(new.code)
        if row is None:
            fresh = Deliverable(campaign_id=ground.campaign.key, code=new.code, **_columns(new))
            yield Step(Line(f"报送“{new.name}”", NOT_THERE, _due(new.due, new.words), "新增"), new=fresh)
        else:
            yield from _changed_duty(row, planned.get(new.code), new)
    kept = {one.code for one in ground.new.plan.duties}
    yield from (_dropped_duty(ground, row) for row in rows if row.code not in kept and row.unit_kinds)


def _columns(new: DutyView) -> dict[str, Any]:
    return {
        "phase_code": new.phase_code, "name": new.name[:80], "due": new.due, "words": new.words[:120],
        "clause": new.clause[:200], "kind": new.kind, "unit_kinds": list(new.unit_kinds), "duty": new.duty,
        "period": new.period,
    }  # fmt: skip


def _changed_duty(row: Deliverable, old: DutyView | None, new: DutyView) -> Iterator[Step]:
    values = _columns(new)
    planned = old is None or row.name == old.name[:80]  # else the turn was planned for another period
    values["due"] = three_way(row.due, old.due if old else None, new.due) if planned else new.due
    differs = [name for name, value in values.items() if getattr(row, name) != value]
    local = values["due"] != new.due
    what, before = f"报送“{row.name}”", _due(row.due, row.words)
    if differs:
        notes = ["报送单位有变化"] if "unit_kinds" in differs else []
        line = Line(what, before, _due(values["due"], new.words), _joined(notes, local=local))
        yield Step(line, row, values)
    elif local:
        yield Step(Line(what, before, before, _LOCAL))


def _dropped_duty(ground: Ground, row: Deliverable) -> Step:
    words = f"方案版本{ground.new.version}不再要求"
    values: dict[str, Any] = {"due": None, "words": words, "kind": "other", "unit_kinds": []}
    return Step(Line(f"报送“{row.name}”", _due(row.due, row.words), words), row, values)


def _span(start: date | None, end: date | None) -> str:
    return f"{start or '未规定'}至{end or '未规定'}"


def _due(day: date | None, words: str) -> str:
    return f"{day}截止" if day else words or "未规定"
