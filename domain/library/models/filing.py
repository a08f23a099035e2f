"""What is kept of deliverables that rules ask about or units owe: when each turn came in, by whom it was owed.

Nothing is declared for it: a deliverable that `met`, `filed` or `days_late` names, or that units of the system hand in
by a day, has a record of its own, whose key is the deliverable's id (with the kind of unit behind it where several
kinds owe it each by itself).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.library.models.base import EntryId, Grain
from domain.library.models.campaign import Deliverable
from domain.library.models.conditions import Filed, Met
from domain.library.models.daily import Daily
from domain.library.models.dates import WordsDate
from domain.library.models.facts import Fact, FieldOfRecord
from domain.library.models.looked_up import DaysLate
from domain.library.parts import below
from domain.units import UnitKind

HANDS_IN = frozenset(UnitKind) - {UnitKind.DISTRICT}  # the office registers what it sent upwards itself

PERIOD = "period"  # the field that says which turn came in
AT = "at"  # the field for the moment, where the last day ends at an hour
EXCUSED = "excused"  # somebody has recorded that the unit need not file; told by services, never typed in
RETURNED = "returned"  # whether it was given back and has not come again


class PeriodOfFiling(FieldOfRecord):
    """The field that says which turn came in, as a period of a grain."""

    grain: Grain


class Filing(Fact):
    """The record of what came in for a deliverable; the date of a row is the day on which it came.

    Not `judged`: nothing is judged by it, people only want to see who has filed.
    """

    files: EntryId
    judged: bool = True


def asked_of(node: Any) -> str:
    """The entry whose filing a node asks about; empty for other nodes. `met` may also name a duty."""
    match node:
        case Met():
            return node.met
        case Filed():
            return node.filed
        case DaysLate():
            return node.days_late
        case Daily():
            return node.days_late or ""
    return ""


def filing_keys(one: Deliverable) -> dict[str, str]:
    """Under which key the filings of each kind of unit are kept; of a joint one the first unit files."""
    kinds = one.who[:1] if one.jointly else one.who
    return {kind: one.id if len(kinds) == 1 else f"{one.id}.{kind}" for kind in kinds}


def filings_of(deliverables: Sequence[Deliverable], parts: Sequence[Any]) -> Mapping[str, Filing]:
    """The records of those deliverables that some parts of a scheme ask about, or that units hand in by a day."""
    asked = {asked_of(node) for node in below(parts)} if deliverables else set()
    return {
        key: _filing(one, kind, asked=one.id in asked)
        for one in deliverables
        for kind, key in filing_keys(one).items()
        if one.id in asked or (kind in HANDS_IN and _has_a_day(one))
    }


def _has_a_day(one: Deliverable) -> bool:
    if one.repeats is not None:
        return one.repeats.words is None and one.repeats.step is None and one.repeats.every != "occasion"
    return not isinstance(one.due, WordsDate)


def _filing(one: Deliverable, kind: str, *, asked: bool) -> Filing:
    """Built without a check, which would keep a copy of everything that a value can be."""
    fields: dict[str, FieldOfRecord] = {}
    if one.repeats is not None:
        grain = one.repeats.every
        fields[PERIOD] = PeriodOfFiling.model_construct(name="报的是哪一期", kind="text", grain=grain)
    if one.by_hour is not None:
        fields[AT] = FieldOfRecord.model_construct(name="报来时刻", kind="time", optional=True)
    fields[RETURNED] = FieldOfRecord.model_construct(name="已退回补正", kind="flag", optional=True)
    note = "日期是报来的那天；退回补正后重新报送的，再登记一条，按头一次报来的日子算。"
    name = f"报送“{one.title}”"
    return Filing.model_construct(
        name=name, kind="record", of=kind, fields=fields, note=note, files=one.id, judged=asked
    )
