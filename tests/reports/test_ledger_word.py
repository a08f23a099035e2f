"""The ledger on paper: a row a finding, and the nature only where the scheme has one."""

from dataclasses import replace

from reports import ledger_word
from tests.reports import sample_ledger
from tests.reports.opened import W, body, texts


def said(docx: bytes) -> str:
    return "\n".join(texts(docx))


def test_the_word_ledger_has_a_row_a_finding_and_says_what_it_leaves_out() -> None:
    docx = ledger_word.render(sample_ledger.LEDGER)
    assert "截至2026年6月30日，共40条。筛选条件：单位为柳溪镇。" in said(docx)
    assert len(list(body(docx).iter(f"{W}tr"))) == 41
    assert [one.get(f"{W}orient") for one in body(docx).iter(f"{W}pgSz")] == ["landscape"]


def test_the_word_ledger_has_a_column_of_the_nature_only_where_the_scheme_tells_problems_apart() -> None:
    rows = tuple(replace(row, nature="较大（按重大管理）") for row in sample_ledger.ledger_rows(2))
    docx = ledger_word.render(replace(sample_ledger.LEDGER, rows=rows, nature="严重程度"))
    lines = [["".join(cell.itertext()) for cell in row.iter(f"{W}tc")] for row in body(docx).iter(f"{W}tr")]
    assert [line[5] for line in lines] == ["严重程度", "较大（按重大管理）", "较大（按重大管理）"]
    assert {len(line) for line in lines} == {14}
    assert "较大" not in said(ledger_word.render(replace(sample_ledger.LEDGER, rows=rows)))


def test_an_empty_ledger_is_still_a_document() -> None:
    assert "共0条。" in said(ledger_word.render(replace(sample_ledger.LEDGER, rows=())))
