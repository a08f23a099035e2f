"""The circular: what it says and what it leaves out."""

from dataclasses import replace

from reports import circular
from tests.reports import sample_reports
from tests.reports.test_documents import said


def test_a_circular_without_good_practices_has_no_empty_section() -> None:
    whole = said(circular.render(sample_reports.CIRCULAR))
    without = said(circular.render(replace(sample_reports.CIRCULAR, good_practice=())))
    assert "二、好的做法" in whole
    assert "好的做法" not in without
    assert "二、存在的主要问题" in without


def test_the_circular_ranks_units_and_gives_each_step_its_day() -> None:
    text = said(circular.render(sample_reports.CIRCULAR))
    assert "完成全部逾期问题整改，2026年9月30日前（含当日）完成。" in text
    for words in ("（二）持续核对系统数据。", "附件：整改率排名表", "移交有关部门4件"):
        assert words in text
