"""Documents and ledgers without a database: `python -m benchmarks.word [ROWS]`.

Budgets at 3,000 rows: Word 1.5 s, Excel 1 s.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from reports import campaign_summary, ledger_word, rectification_notice, self_inspection_report
from reports.format_check import check_format
from reports.ledger_excel import ledger_to_excel
from tests.reports.sample_ledger import LEDGER, ledger_rows
from tests.reports.sample_reports import SELF_INSPECTION, SUMMARY
from tests.reports.samples import NOTICE


def timed(name: str, run: Callable[[], object]) -> None:
    start = time.perf_counter()
    run()
    print(f"{name:<44}{time.perf_counter() - start:>9.3f} s")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    rows = ledger_rows(count)
    print(f"ledger of {count:,} rows")
    timed("to Word, 13 columns", lambda: ledger_word.render(replace(LEDGER, rows=rows)))
    timed("to Word, twice the rows", lambda: ledger_word.render(replace(LEDGER, rows=rows * 2)))
    timed("to Excel, 38 columns", lambda: ledger_to_excel("台账", rows, day=date(2026, 6, 30)))
    print("single documents")
    timed("整改通知书", lambda: rectification_notice.render(NOTICE))
    timed("自查报告", lambda: self_inspection_report.render(SELF_INSPECTION))
    timed("总结报告", lambda: campaign_summary.render(SUMMARY))
    timed("format check of a document", lambda: check_format(campaign_summary.render(SUMMARY)))


if __name__ == "__main__":
    main()
