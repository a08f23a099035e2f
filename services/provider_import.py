"""Providers from a sheet, each with its contract where it has one: checked row by row, all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from domain.credit_codes import checked_credit_code
from domain.errors import Invalid
from domain.permissions import Action
from models.provider import Contract, Provider, ProviderRegime
from reports.excel import CellKind
from reports.import_template import ImportColumn
from services import clock
from services.actor import Actor
from services.contract_terms import ContractForm
from services.contracts import create_contract
from services.finding_sheet import as_day
from services.import_sheet import ImportSheet, RowError, SheetRow
from services.providers import ProviderForm, register_provider
from services.use_case import INJECTED, command, query

_OF_PROVIDER = {
    "name": ImportColumn("单位名称", required=True, explanation="与登记证书一致", width=26),
    "credit_code": ImportColumn("统一社会信用代码", required=True, explanation="18位", width=22),
    "legal_representative": ImportColumn("法定代表人", required=True),
    "representative_id": ImportColumn("法定代表人身份证号", explanation="只用来比对是否同一人，不保存号码", width=22),
    "controller": ImportColumn("实际控制人"),
    "regime": ImportColumn("监管方案", width=22),
    "contact": ImportColumn("联系人"),
    "phone": ImportColumn("电话"),
}  # fmt: skip
_OF_CONTRACT = {
    "number": ImportColumn("合同编号", explanation="没有合同的，这几列都不填", width=20),
    "title": ImportColumn("合同名称", width=24),
    "buyer": ImportColumn("购买方", width=20),
    "start": ImportColumn("合同起始日", CellKind.DATE, example="2026-01-01"),
    "end": ImportColumn("合同终止日", CellKind.DATE, example="2026-12-31"),
    "annual": ImportColumn("全年资金（元）", CellKind.AMOUNT),
    "quarter": ImportColumn("季度资金（元）", CellKind.AMOUNT),
}
SHEET = ImportSheet("服务单位导入", _OF_PROVIDER | _OF_CONTRACT)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was read; `contract` is empty where the provider has none."""

    number: int
    provider: Mapping[str, Any]
    contract: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet says: the rows that can be taken, and what is wrong with the others."""

    rows: int
    lines: tuple[Line, ...]
    errors: tuple[RowError, ...]

    @property
    def contracts(self) -> int:
        """How many rows bring a contract."""
        return sum(1 for line in self.lines if line.contract)


@query(Action.PROVIDER_EDIT)
def provider_template(actor: Actor, *, session: Session = INJECTED) -> bytes:
    """The empty sheet, with the regimes to choose from."""
    return SHEET.template({"regime": list(_regimes(session))}, day=clock.today())


@query(Action.PROVIDER_EDIT)
def check_providers(actor: Actor, content: bytes, *, session: Session = INJECTED) -> Preview:
    """What an import of this sheet would store; nothing is stored."""
    rows = SHEET.read(content)
    lines, errors = _read(rows, session=session)
    return Preview(len(rows), tuple(lines), tuple(errors))


@command(Action.PROVIDER_EDIT)
def import_providers(actor: Actor, content: bytes, *, session: Session = INJECTED) -> tuple[int, int]:
    """Store the whole sheet, or `Invalid` with the first mistake; how many providers and contracts."""
    lines, errors = _read(SHEET.read(content), session=session)
    if errors:
        raise Invalid({"file": f"有 {len(errors)} 处需要修改，没有导入。第一处：{errors[0].told}"})
    for line in lines:
        provider_id = register_provider(actor, line.provider, session=session)
        if line.contract:
            create_contract(actor, provider_id, line.contract, session=session)
    return len(lines), sum(1 for line in lines if line.contract)


def _regimes(session: Session) -> dict[str, int]:
    found = select(ProviderRegime.name, ProviderRegime.id).where(col(ProviderRegime.ended_on).is_(None))
    return {name: key or 0 for name, key in session.exec(found).all()}


@dataclass(slots=True)
class _Taken:
    """Values that may stand once, by column: value → where it is taken."""

    name: dict[str, str]
    credit_code: dict[str, str]
    number: dict[str, str]


def _taken(session: Session) -> _Taken:
    found = session.exec(select(Provider.name, Provider.credit_code)).all()
    numbers = session.exec(select(Contract.number)).all()
    return _Taken(
        {name: "这家服务单位已经登记" for name, _ in found},
        {code: f"这个代码已登记给“{name}”" for name, code in found},
        dict.fromkeys(numbers, "这个合同编号已经登记"),
    )


def _read(rows: Sequence[SheetRow], *, session: Session) -> tuple[list[Line], list[RowError]]:
    regimes, taken = _regimes(session), _taken(session)
    lines: list[Line] = []
    errors: list[RowError] = []
    for row in rows:
        wrong = SHEET.errors(row)
        if not wrong:
            provider, told = _provider(row, regimes)
            contract, more = _contract(row)
            told |= more | _twice(row, taken)
            wrong = SHEET.told(row, told)
            if not wrong:
                lines.append(Line(row.number, provider, contract))
        errors += wrong
    return lines, errors


def _provider(row: SheetRow, regimes: Mapping[str, int]) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {name: row.text(name) for name in _OF_PROVIDER if name != "regime"}
    wrong: dict[str, str] = {}
    regime = row.text("regime")
    if regime and regime not in regimes:
        wrong["regime"] = "没有这个监管方案"
    values["regime_id"] = regimes.get(regime)
    for check in (lambda: ProviderForm.read(values), lambda: checked_credit_code(row.text("credit_code"))):
        try:
            check()
        except Invalid as mistake:
            wrong |= mistake.fields
    return values, wrong


def _contract(row: SheetRow) -> tuple[dict[str, Any], dict[str, str]]:
    if not any(row.text(name) for name in _OF_CONTRACT):
        return {}, {}
    values: dict[str, Any] = {name: row.text(name) for name in _OF_CONTRACT}
    values |= {name: as_day(row.cells.get(name)) for name in ("start", "end")}
    try:
        ContractForm.read(values)
    except Invalid as mistake:
        return {}, mistake.fields
    return values, {}


def _twice(row: SheetRow, taken: _Taken) -> dict[str, str]:
    """Values that stand in the directory or in a row above."""
    wrong: dict[str, str] = {}
    for name, known in (("name", taken.name), ("credit_code", taken.credit_code), ("number", taken.number)):
        text = row.text(name)
        if text and text in known:
            wrong[name] = known[text]
        elif text:
            known[text] = f"与第{row.number}行重复"
    return wrong
