"""A ledger of any length with every column filled."""

from datetime import date, timedelta
from decimal import Decimal

from reports.ledger import LedgerRow
from reports.ledger_word import Ledger
from tests.reports.samples import RISKS, TOWNSHIP


def ledger_rows(count: int) -> tuple[LedgerRow, ...]:
    """Rows with every column filled."""
    return tuple(_ledger_row(number) for number in range(1, count + 1))


def _ledger_row(number: int) -> LedgerRow:
    day = date(2026, 6, 1) + timedelta(days=number % 60)
    return LedgerRow(
        number=f"QH-2026-{number:04d}",
        source="核查",
        unit="柳溪镇人民政府",
        category=RISKS[number % 7],
        description=f"第{number}号问题：抽查工单时签入签出间隔不足60分钟，仍列入当月结算。",
        kind="限期整改",
        state="整改中",
        found_on=day,
        found_by="第三核查组",
        amount=Decimal(number * 10),
        people=number % 9,
        goal="不合格工单全部核减",
        measures="逐单清理并退回款项，完善系统校验。",
        lead_unit="柳溪镇",
        assisting_units="红星村",
        leader="赵刚",
        responsible="张伟",
        deadline=day + timedelta(days=30),
        progress="已清理一半",
        progress_on=day,
        evidence="ZJ-0031",
        recovered=Decimal(number),
        systems="核对办法",
        accountability="无",
        closing_requested_on=day,
        reviewer="王敏",
        reviewed_on=day,
        verifier="李建国、陈晓燕",
        verified_on=day,
        closed_on=day,
        public_from=day,
        public_until=day + timedelta(days=7),
        looked_back="否",
        warning="临近",
        remark="—",
    )


LEDGER = Ledger(
    TOWNSHIP, "居家养老服务专项治理问题整改台账", date(2026, 6, 30), ledger_rows(40), "单位为柳溪镇"
)
