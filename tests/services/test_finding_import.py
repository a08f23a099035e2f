"""Import from Excel: all rows or none, mistakes with row and column, nothing twice."""

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import select

from domain.errors import Invalid, Refused
from models import engine
from models.finding import Finding
from services import clock
from services.audit import timeline
from services.finding_export import export_ledger
from services.finding_import import ImportResult, check_import, import_findings, import_template
from services.finding_sheet import COLUMNS
from services.ledger_filters import LedgerQuery
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, Place
from tests.statements import count_statements

TITLES = [column.title for column in COLUMNS.values()]


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district())


def row(**values: Any) -> list[Any]:
    usual = {
        "被检查单位": "东街镇", "问题类别": "资金使用不规范", "问题来源": "核查", "发现日期": date(2026, 4, 1),
        "具体问题描述": "混账核算。", "涉及金额（元）": 12.5, "涉及人数": 3,
    }  # fmt: skip
    filled: dict[str, Any] = usual | values
    return [filled.get(title) for title in TITLES]


def sheet(*rows: Sequence[Any], titles: Sequence[str] = TITLES, above: Sequence[Any] = ()) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for line in (*above, titles, *rows):
        page.append(list(line))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def bring(place: Place, content: bytes, **options: Any) -> ImportResult:
    return import_findings(place.people.office, place.campaign_id, content, **options)


def stored() -> list[Finding]:
    with engine.reading() as session:
        return list(session.exec(select(Finding).order_by(Finding.number)).all())


def mistakes(place: Place, *rows: Sequence[Any]) -> list[tuple[int, str, str]]:
    result = check_import(place.people.office, place.campaign_id, sheet(*rows))
    return [(error.row, error.column, error.message) for error in result.errors]


def test_good_rows_become_findings_with_numbers_and_entries(place: Place) -> None:
    result = bring(place, sheet(row(), row(**{"具体问题描述": "公示缺失。", "整改类型": "立行立改"})))
    assert (result.imported, result.numbers) == (2, ("YL2026-00001", "YL2026-00002"))
    first, second = stored()
    assert (first.amount_fen, first.people, first.found_on) == (1250, 3, date(2026, 4, 1))
    assert (first.category, first.source, first.kind, second.kind) == (
        "r2",
        "visit",
        "by_deadline",
        "immediate",
    )
    assert first.found_by == "专项办 欧办"
    with engine.reading() as session:
        assert (
            timeline("finding", first.key, session=session)[0].summary == "导入问题 YL2026-00001（限期整改）"
        )


def test_numbers_go_on_after_an_import(place: Place) -> None:
    bring(place, sheet(row()))
    place.finding()
    assert [one.number for one in stored()] == ["YL2026-00001", "YL2026-00002"]


def test_one_mistake_keeps_everything_out(place: Place) -> None:
    result = bring(place, sheet(row(), row(**{"被检查单位": "无名镇"})))
    assert (result.imported, result.good, result.bad_rows) == (0, 1, 1)
    assert stored() == []


def test_the_good_rows_alone_are_imported_when_asked_for(place: Place) -> None:
    result = bring(place, sheet(row(), row(**{"被检查单位": "无名镇"})), good_only=True)
    assert (result.imported, len(stored())) == (1, 1)


def test_each_mistake_names_its_row_and_column(place: Place) -> None:
    assert mistakes(
        place,
        row(**{"被检查单位": "无名镇", "涉及金额（元）": "十元"}),
        row(**{"问题类别": "不存在", "具体问题描述": None}),
        row(**{"发现日期": "2026-02-30", "涉及人数": -1, "问题来源": "梦见"}),
        row(**{"发现日期": "2026-05-01"}),
    ) == [
        (2, "被检查单位", "找不到这个单位，或者它不在本专项行动的范围内：无名镇"),
        (2, "涉及金额（元）", "金额请填写数字，单位为元，例如 1234.56"),
        (3, "问题类别", "方案里没有这个问题类别：不存在"),
        (3, "具体问题描述", "必填，不能为空"),
        (4, "问题来源", "请从列出的问题来源中选择：梦见"),
        (4, "发现日期", "请填写正确的日期，例如 2026-05-31"),
        (4, "涉及人数", "不能小于 0"),
        (5, "发现日期", "发现日期不能晚于今天"),
    ]


@pytest.mark.parametrize(
    "typed", ["2026-04-01", "2026/4/1", "2026年4月1日", "2026.04.01", 20260401, date(2026, 4, 1)]
)
def test_dates_may_be_written_as_people_write_them(place: Place, typed: object) -> None:
    bring(place, sheet(row(**{"发现日期": typed})))
    assert stored()[0].found_on == date(2026, 4, 1)


def test_the_same_sheet_imports_nothing_twice(place: Place) -> None:
    content = sheet(row())
    bring(place, content)
    again = bring(place, content, good_only=True)
    assert (again.imported, len(stored())) == (0, 1)
    assert again.errors[0].message == "台账中已有同一问题（YL2026-00001）"


def test_a_row_that_stands_twice_in_the_sheet_is_told(place: Place) -> None:
    assert mistakes(place, row(), row(**{"具体问题描述": "混账 核算。"})) == [
        (3, "具体问题描述", "与第2行重复")
    ]


def test_a_problem_registered_by_hand_is_known_to_the_import(place: Place) -> None:
    place.finding(found_on="2026-04-01", description="混账核算。")
    assert mistakes(place, row())[0][2] == "台账中已有同一问题（YL2026-00001）"
    assert mistakes(place, row(**{"被检查单位": "西河镇"})) == []


def test_a_title_above_the_header_and_blank_rows_do_no_harm(place: Place) -> None:
    content = sheet(row(), [None] * len(TITLES), above=[["问题整改台账"], ["截至四月"]])
    assert bring(place, content).imported == 1


def test_an_exported_ledger_can_be_imported_elsewhere(place: Place) -> None:
    place.finding()
    content = export_ledger(place.people.office, LedgerQuery(place.campaign_id))
    result = check_import(place.people.office, place.campaign_id, content)
    assert [error.message for error in result.errors] == ["台账中已有同一问题（YL2026-00001）"]


def test_a_formula_is_stored_as_text_or_not_at_all(place: Place) -> None:
    assert mistakes(place, row(**{"具体问题描述": "=1+1"})) == [(2, "具体问题描述", "必填，不能为空")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "是空的"),
        (b"PK\x03\x04broken", "打不开"),
        (b"%PDF-1.4 ... %%EOF", "不是 .xlsx 格式"),
        (sheet(["x"], titles=["甲"]), "找不到表头"),
        (sheet(), "没有数据行"),
        (sheet(row(), titles=[*TITLES[:-1], "被检查单位"]), "出现了两次"),
    ],
)
def test_a_file_that_is_no_list_of_findings_is_refused(place: Place, content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        bring(place, content)


def test_a_missing_column_is_told(place: Place) -> None:
    titles = [title for title in TITLES if title != "问题类别"]
    content = sheet(
        [cell for title, cell in zip(TITLES, row(), strict=True) if title in titles], titles=titles
    )
    result = check_import(place.people.office, place.campaign_id, content)
    assert ("问题类别", "表里没有这一列") in [(one.column, one.message) for one in result.errors]


def test_the_template_can_be_filled_in_and_imported(place: Place) -> None:
    template = import_template(place.people.office, place.campaign_id)
    book = load_workbook(BytesIO(template))
    page = book.worksheets[0]
    for at, cell in enumerate(row(), start=1):
        page.cell(2, at, cell)
    out = BytesIO()
    book.save(out)
    assert bring(place, out.getvalue()).imported == 1


def test_only_the_office_imports(place: Place) -> None:
    for actor in (place.people.inspector, place.people.township):
        with pytest.raises(Refused, match="不能导入问题"):
            import_findings(actor, place.campaign_id, sheet(row()))


def test_the_statements_do_not_grow_with_the_rows(place: Place) -> None:
    few = sheet(*(row(**{"具体问题描述": f"少{n}。"}) for n in range(2)))
    lots = sheet(*(row(**{"具体问题描述": f"多{n}。"}) for n in range(40)))
    with count_statements() as for_few:
        bring(place, few)
    with count_statements() as for_lots:
        bring(place, lots)
    assert len(for_lots) == len(for_few)
