"""Filling a register, from a sheet or row by row: checked first, all or nothing, judged anew at once.

Rows of a subject and period take the place of those that were there, so that a sheet can be imported again;
rows of others stay. A closed period is corrected by the office only, with a reason, and the receipt says
which verdicts changed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session

from domain.errors import Invalid
from domain.permissions import Action
from domain.thresholds.years import Years
from models.provider import Provider
from models.subject import Subject
from reports.import_template import ImportColumn
from services import clock
from services.actor import Actor
from services.import_sheet import RowError, SheetRow, read_first
from services.regimes import Regime, regime_of
from services.register_doubts import backwards, twins
from services.register_people import people_of, require_same_person, years_in
from services.register_sheet import Typed, choices_of, sheet_of, typed_row
from services.register_store import Stored, store_rows
from services.register_totals import has_totals, totals_sheet, typed_totals
from services.registers import RegisterKind, kind_to_fill
from services.subject_verdicts import refresh_subjects
from services.use_case import INJECTED, command, query
from services.verdict_store import VerdictChange

SHOWN = 20  # rows of a preview


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet says: how many rows, what is wrong with which, and what the first ones mean.

    times: how many records the first rows stand for, by the number of the row, in a sheet of totals;
    twins: rows that say the same as one above, each with that one; backwards: rows done before they began.
    """

    rows: int
    errors: tuple[RowError, ...]
    sample: tuple[Typed, ...]
    subjects: int
    periods: tuple[str, ...]
    times: Mapping[int, int] = field(default_factory=dict)
    twins: tuple[tuple[int, int], ...] = ()
    backwards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What was stored, what took the place of what, and which verdicts changed because of it.

    backwards: dates of a single row that stand in another order than its time limit expects.
    """

    stored: Stored
    changes: tuple[VerdictChange, ...]
    backwards: tuple[str, ...] = ()


@query(Action.MEASUREMENT_RECORD)
def register_template(
    actor: Actor, regime_id: int, fact: str, *, totals: bool = False, session: Session = INJECTED
) -> bytes:
    """The empty sheet of a register: a row a record, or the totals of a person and period."""
    regime = regime_of(regime_id, session=session)
    kind = kind_to_fill(actor, regime, fact, session=session)
    choices = choices_of(regime.scheme, kind.register, list(kind.units))
    sheet = (totals_sheet if totals else sheet_of)(regime.scheme, kind.register)
    return sheet.template(choices, day=clock.today())


@query(Action.MEASUREMENT_RECORD)
def columns_to_type(
    actor: Actor, regime_id: int, fact: str, *, session: Session = INJECTED
) -> dict[str, tuple[ImportColumn, list[str]]]:
    """The columns of a register with the words to choose from, for a form of one row."""
    regime = regime_of(regime_id, session=session)
    kind = kind_to_fill(actor, regime, fact, session=session)
    choices = choices_of(regime.scheme, kind.register, list(kind.units))
    columns = sheet_of(regime.scheme, kind.register).columns
    return {name: (column, choices.get(name, [])) for name, column in columns.items()}


@query(Action.MEASUREMENT_RECORD)
def check_register(
    actor: Actor, regime_id: int, fact: str, content: bytes, *, session: Session = INJECTED
) -> Preview:
    """What an import of this sheet would read; nothing is stored."""
    regime = regime_of(regime_id, session=session)
    kind = kind_to_fill(actor, regime, fact, session=session)
    count, good, errors = _read(regime, kind, content, session=session)
    firsts = list({one.number: one for one in reversed(good)}.values())[::-1]
    return Preview(
        count, tuple(errors), tuple(firsts[:SHOWN]), len({(one.code, one.name) for one in good}),
        tuple(sorted({one.period for one in good})), Counter(one.number for one in good if one.day),
        tuple(twins(good)), tuple(backwards(regime.scheme, kind.register.fact, good)),
    )  # fmt: skip


@command(Action.MEASUREMENT_RECORD)
def import_register(
    actor: Actor,
    regime_id: int,
    fact: str,
    content: bytes,
    *,
    file_name: str = "",
    provider_id: int | None = None,
    complete: bool = False,
    reason: str = "",
    session: Session = INJECTED,
) -> Filled:
    """Store the whole sheet, or `Invalid` with the first mistakes.

    complete: the sheet has everything of its periods, so that what is not in it did not happen.
    """
    regime = regime_of(regime_id, session=session)
    kind = kind_to_fill(actor, regime, fact, session=session)
    provider = _provider(kind, provider_id, session=session)
    _, good, errors = _read(regime, kind, content, session=session)
    if errors:
        raise Invalid({"file": f"有 {len(errors)} 处需要修改，没有导入。第一处：{errors[0].told}"})
    stored = store_rows(
        actor, regime, kind, good, provider=provider, complete=complete, reason=reason, source=file_name,
        replace=True, session=session,
    )  # fmt: skip
    return _judged(actor, regime, kind, stored, session=session)


@command(Action.MEASUREMENT_RECORD)
def add_entry(
    actor: Actor,
    regime_id: int,
    fact: str,
    values: Mapping[str, Any],
    *,
    provider_id: int | None = None,
    reason: str = "",
    session: Session = INJECTED,
) -> Filled:
    """Store one row as it was typed; a figure takes the place of the one of its period, a record is added."""
    regime = regime_of(regime_id, session=session)
    kind = kind_to_fill(actor, regime, fact, session=session)
    provider = _provider(kind, provider_id, session=session)
    sheet, row = sheet_of(regime.scheme, kind.register), SheetRow(0, values)
    missing = {
        name: "必填，不能为空" for name, one in sheet.columns.items() if one.required and not row.text(name)
    }
    if missing:
        raise Invalid(missing)
    years = years_in(regime, kind, session=session)
    typed = typed_row(regime.scheme, kind.register, row, clock.today(), years(_whom(row)))
    _require_known(kind, typed, people_of(regime, kind, session=session))
    stored = store_rows(
        actor, regime, kind, [typed], provider=provider, complete=False, reason=reason, source="",
        replace=kind.register.spec.kind != "record", session=session,
    )  # fmt: skip
    filled = _judged(actor, regime, kind, stored, session=session)
    return replace(filled, backwards=tuple(backwards(regime.scheme, kind.register.fact, [typed])))


def _judged(actor: Actor, regime: Regime, kind: RegisterKind, stored: Stored, *, session: Session) -> Filled:
    why = f"{'、'.join(stored.periods)}{kind.register.spec.name}登记"
    return Filled(stored, tuple(refresh_subjects(regime.row.key, why, reader=actor, session=session)))


def _provider(kind: RegisterKind, provider_id: int | None, *, session: Session) -> Provider | None:
    if not kind.register.served:
        return None
    found = session.get(Provider, provider_id) if provider_id is not None else None
    if found is None:
        raise Invalid({"provider_id": "请选择提供服务的单位"})
    return found


def _read(
    regime: Regime, kind: RegisterKind, content: bytes, *, session: Session
) -> tuple[int, list[Typed], list[RowError]]:
    """How many rows there are, the records that they stand for, and the mistakes."""
    single, totals = sheet_of(regime.scheme, kind.register), None
    if has_totals(kind.register):
        totals = totals_sheet(regime.scheme, kind.register)
    sheet, rows = read_first([totals, single] if totals else [single], content)
    people, years = people_of(regime, kind, session=session), years_in(regime, kind, session=session)
    good: list[Typed] = []
    errors: list[RowError] = []
    names: dict[str, tuple[str, int]] = {}
    figures: dict[tuple[str, str, str], int] = {}
    for row in rows:
        wrong = sheet.errors(row)
        try:
            own = years(_whom(row))
            typed = _typed(regime, kind, row, own, summed=sheet is totals) if not wrong else []
            for one in typed[:1]:
                _require_known(kind, one, people)
                _require_same_name(one, names)
                _require_once(kind, one, figures, summed=sheet is totals)
            good += typed
        except Invalid as mistake:
            wrong = sheet.told(row, mistake.fields)
        errors += wrong
    return len(rows), good, errors


def _whom(row: SheetRow) -> str:
    """The code or the name by which a row says whom it is about."""
    return row.text("code") or row.text("name")


def _typed(regime: Regime, kind: RegisterKind, row: SheetRow, years: Years, *, summed: bool) -> list[Typed]:
    if summed:
        return typed_totals(regime.scheme, kind.register, row, clock.today(), years)
    return [typed_row(regime.scheme, kind.register, row, clock.today(), years)]


def _require_known(kind: RegisterKind, typed: Typed, people: Mapping[str, Subject]) -> None:
    if not kind.register.person and typed.name not in kind.units:
        raise Invalid({"name": f"没有“{typed.name}”这个{kind.word}，或者它不在您的填报范围内"})
    require_same_person(typed, people)


def _require_same_name(typed: Typed, names: dict[str, tuple[str, int]]) -> None:
    """One code means one person in a sheet."""
    if not typed.code:
        return
    name, row = names.setdefault(typed.code, (typed.name, typed.number))
    if name != typed.name:
        raise Invalid({"name": f"编号{typed.code}在第{row}行写的是“{name}”，请核对"})


def _require_once(
    kind: RegisterKind, typed: Typed, figures: dict[tuple[str, str, str], int], *, summed: bool
) -> None:
    """A figure, a total, and the note that nothing was done, stand once for a subject and period."""
    if kind.register.spec.kind == "record" and typed.day is not None and not summed:
        return
    first = figures.setdefault((typed.code, typed.name, typed.period), typed.number)
    if first != typed.number:
        raise Invalid({"name": f"与第{first}行重复：同一统计期只能有一行"})
