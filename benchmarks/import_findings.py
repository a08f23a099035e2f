"""Import of 3,000 findings from Excel, validated and audited: `python -m benchmarks.import_findings [COUNT]`.

Budget: 2 s. The ledger export of the same rows is measured beside it. Budget: 1 s.
"""

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from openpyxl import Workbook

from benchmarks.many_findings import OFFICE, TODAY, ledger
from services.finding_export import export_ledger
from services.finding_import import check_import, import_findings
from services.finding_sheet import COLUMNS
from services.ledger_filters import LedgerQuery


def workbook(count: int) -> bytes:
    """A sheet as an office fills it in."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("问题导入")
    sheet.append([column.title for column in COLUMNS.values()])
    for number in range(1, count + 1):
        day = TODAY - timedelta(days=number % 90)
        text = f"第{number}号：抽查2026年上半年工单，签到与签出时间缺失，涉及服务对象{number % 40}人次，未按规定留痕。"
        sheet.append(
            [f"第{number % 12 + 1}镇", f"第{number % 7 + 1}类", "", "核查", day, "核查一组", "", text, "三（一）",
             number % 5000 + 0.5, number % 40, "限期整改", "", ""]
        )  # fmt: skip
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def timed(name: str, run: Callable[[], object]) -> None:
    start = time.perf_counter()
    run()
    print(f"{name:<44}{time.perf_counter() - start:>9.2f} s")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    content = workbook(count)
    print(f"{count:,} findings, SQLite; budget of the import 2 s, of the export 1 s")
    with ledger(0) as campaign_id:
        timed("check only", lambda: check_import(OFFICE, campaign_id, content))
        timed("import: validate, store, audit", lambda: import_findings(OFFICE, campaign_id, content))
        timed("export to Excel", lambda: export_ledger(OFFICE, LedgerQuery(campaign_id)))
        again = import_findings(OFFICE, campaign_id, content)
        assert (again.imported, again.bad_rows) == (0, count)


if __name__ == "__main__":
    main()
