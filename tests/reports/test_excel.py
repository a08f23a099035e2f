"""Excel exports, read back with another library."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel import CellKind, CellValue, ExcelColumn, sheet_name, table_to_excel
from reports.ledger_excel import LEDGER_COLUMNS, ledger_to_excel
from tests.reports.sample_ledger import ledger_rows

DAY = date(2026, 5, 9)


def sheet(xlsx: bytes) -> Worksheet:
    found = load_workbook(io.BytesIO(xlsx)).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def one_cell(value: CellValue, kind: CellKind = CellKind.TEXT) -> bytes:
    return table_to_excel("表", [ExcelColumn("列", kind)], [[value]], day=DAY)


DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "=cmd|' /C calc'!A0",
    "http://a.b/c",
    "mailto:a@b.c",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula_or_a_link(text: str) -> None:
    xlsx = one_cell(text)
    cell = sheet(xlsx)["A2"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(xlsx)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
        assert not [name for name in package.namelist() if "worksheets/_rels" in name]


@pytest.mark.parametrize("text", ["=1+1", "-甲", "@甲", "＝1"])
def test_text_that_looks_like_a_formula_stays_text_after_an_edit(text: str) -> None:
    assert sheet(one_cell(text))["A2"].quotePrefix
    assert sheet(one_cell(text))["A2"].value == text


def test_ordinary_text_is_not_marked() -> None:
    assert not sheet(one_cell("甲=乙"))["A2"].quotePrefix


def test_dates_are_dates_and_amounts_are_numbers_with_two_decimals() -> None:
    day, money = (
        sheet(one_cell(DAY, CellKind.DATE))["A2"],
        sheet(one_cell(Decimal("1234.5"), CellKind.AMOUNT))["A2"],
    )
    assert day.is_date
    assert day.value.date() == DAY
    assert money.data_type == "n"
    assert Decimal(str(money.value)) == Decimal("1234.5")
    assert money.number_format == "#,##0.00"


def test_an_amount_keeps_its_last_fen() -> None:
    assert Decimal(str(sheet(one_cell(Decimal("123456789012.34"), CellKind.AMOUNT))["A2"].value)) == Decimal(
        "123456789012.34"
    )


def test_moments_are_told_in_the_time_of_the_office() -> None:
    moment = datetime(2026, 5, 9, 16, 30, tzinfo=UTC)
    assert sheet(one_cell(moment, CellKind.TIME))["A2"].value == datetime(2026, 5, 10, 0, 30)  # noqa: DTZ001 - cells of Excel have no zone


def test_unknown_values_are_blank_and_truth_is_a_word() -> None:
    assert sheet(one_cell(None))["A2"].value is None
    assert sheet(one_cell(""))["A2"].value is None
    assert sheet(one_cell(True))["A2"].value == "是"
    assert sheet(one_cell(False))["A2"].value == "否"


def test_zero_is_a_figure_and_no_blank() -> None:
    assert sheet(one_cell(0, CellKind.COUNT))["A2"].value == 0


@pytest.mark.parametrize(("length", "kept"), [(32_767, True), (32_768, False)])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(length: int, kept: bool) -> None:
    value = sheet(one_cell("国" * length))["A2"].value
    assert len(value) == 32_767
    assert (value == "国" * length) is kept
    assert value.endswith("全文见系统）") is not kept


def test_characters_that_xml_forbids_are_dropped() -> None:
    assert sheet(one_cell("甲\x00\ud800\x0b乙"))["A2"].value == "甲乙"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("问题台账", "问题台账"),
        ("a/b:c*?[x]\\", "a／b：c＊？（x）＼"),
        ("国" * 40, "国" * 31),
        ("'甲'", "甲"),
        ("", "数据"),
    ],
)
def test_sheet_names_are_such_as_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title) == name


def test_the_header_is_frozen_filtered_and_printed_on_every_page() -> None:
    page = sheet(
        table_to_excel("问题台账", [ExcelColumn("甲"), ExcelColumn("乙")], [["1", "2"]], day=DAY, note="A&B")
    )
    assert page.title == "问题台账"
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B2"
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert page.page_setup.fitToHeight == 0
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.oddHeader is not None
    assert page.oddHeader.center.text == "问题台账"


def test_a_list_without_rows_is_still_a_sheet_with_its_header() -> None:
    assert [cell.value for cell in sheet(table_to_excel("空", [ExcelColumn("甲")], [], day=DAY))[1]] == ["甲"]


def test_a_row_of_another_length_than_the_header_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        table_to_excel("表", [ExcelColumn("甲")], [["1", "2"]], day=DAY)


def test_the_ledger_has_every_column_and_the_row_under_the_right_head() -> None:
    page = sheet(ledger_to_excel("台账", ledger_rows(2), day=DAY))
    heads = [cell.value for cell in page[1]]
    assert len(heads) == len(set(heads)) == len(LEDGER_COLUMNS) + 1
    row = dict(zip(heads, [cell.value for cell in page[3]], strict=True))
    assert row["序号"] == 2
    assert row["问题编号"] == "QH-2026-0002"
    assert row["涉及金额（元）"] == 20
    assert row["责任领导"] == "赵刚"
    assert row["责任人"] == "张伟"
    assert row["整改时限"] == datetime(2026, 7, 3)  # noqa: DTZ001  Excel knows no zone
    assert row["预警状态"] == "临近"


def test_equal_input_gives_equal_bytes() -> None:
    rows = ledger_rows(3)
    assert ledger_to_excel("台账", rows, day=DAY) == ledger_to_excel("台账", rows, day=DAY)


def test_the_file_names_no_machine() -> None:
    properties = load_workbook(
        io.BytesIO(table_to_excel("表", [ExcelColumn("甲")], [], day=DAY, author="区民政局"))
    ).properties
    assert properties.creator == "区民政局"
    assert properties.created is not None
    assert properties.created.date() == DAY
