"""The terms of a decision's procedure: data with their source, pinned when a regime is started."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline, due
from domain.errors import Invalid
from domain.library.models.base import Day, Strict, Text
from domain.library.models.dates import RollName, UnitName
from domain.library.reading import read_yaml
from domain.terms import Period, Roll, Unit

DATA = Path(__file__).resolve().parent.parent / "checklists" / "procedure.yaml"


class ProcedureTerm(Strict):
    """One term with the document and clause it rests on."""

    name: Text
    count: int = Field(ge=1, le=3650)
    unit: UnitName
    roll: RollName | None = None
    from_: Text | None = Field(default=None, alias="from")
    document: Text
    clause: Text
    effective: Day
    compared: Day
    note: Text | None = None

    @property
    def period(self) -> Period:
        """The term as the period law counts it."""
        return Period(self.count, Unit(self.unit), Roll(self.roll) if self.roll else None)

    @property
    def source(self) -> str:
        """Document and clause in one line."""
        return f"{self.document}{self.clause}"

    def after(self, start: date, calendar: WorkCalendar) -> Deadline:
        """The deadline when the term's event happened on `start`."""
        return due(start, self.period, calendar, event=self.from_ or "")


class Procedure(Strict):
    """All terms that a decision needs."""

    statement: ProcedureTerm
    lapse: ProcedureTerm
    lapse_warning: ProcedureTerm
    must_escalates: ProcedureTerm

    def to_json(self) -> dict[str, Any]:
        """A JSON object; `procedure_of` reads it back."""
        return self.model_dump(mode="json", by_alias=True)

    def warns_from(self, lapses_on: date) -> date:
        """The first day on which the coming lapse of a right is warned of."""
        return lapses_on - timedelta(days=self.lapse_warning.count)


class ContractElements(Strict):
    """What a contract has to say, as check marks when it is signed."""

    names: tuple[Text, ...]
    document: Text
    clause: Text
    effective: Day
    compared: Day
    note: Text | None = None


@cache
def default_procedure() -> Procedure:
    """The terms as they stand in the data."""
    return procedure_of(_data()["terms"])


@cache
def contract_elements() -> ContractElements:
    """The elements as they stand in the data."""
    return ContractElements.model_validate(_data()["contract"])


@cache
def _data() -> Any:
    return read_yaml(DATA.name, DATA.read_text(encoding="utf-8"))


def procedure_of(stored: Mapping[str, Any]) -> Procedure:
    """The terms of a mapping; `Invalid` when they cannot be taken."""
    try:
        return Procedure.model_validate(dict(stored))
    except ValidationError as error:
        places = "、".join(".".join(map(str, one["loc"])) for one in error.errors())
        raise Invalid({"procedure": f"处置程序的期限有误，请检查：{places}"}) from None


def with_statement_term(procedure: Procedure, count: int, unit: str, source: str) -> Procedure:
    """The procedure with another statement term, as a contract or a local rule sets it."""
    if not source.strip():
        raise Invalid({"statement_source": "请写明陈述申辩期限的依据，例如服务合同第几条"})
    changed = procedure.statement.model_dump(mode="json", by_alias=True) | {
        "count": count,
        "unit": unit,
        "document": source.strip(),
        "clause": "办公室设定",
    }
    return procedure_of(procedure.to_json() | {"statement": changed})
