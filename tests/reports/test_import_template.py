import io
from datetime import date

from openpyxl import Workbook, load_workbook

from reports.excel import CellKind
from reports.import_template import ImportColumn, template_for_import

COLUMNS = (
    ImportColumn("被检查单位", required=True, explanation="须与系统中的单位名称一致。", example="柳溪镇"),
    ImportColumn("问题类别", required=True),
    ImportColumn("发现日期", CellKind.DATE, example="2026-05-31"),
    ImportColumn("涉及金额（元）", CellKind.AMOUNT),
    ImportColumn("涉及人数", CellKind.COUNT),
)
CHOICES = {"问题类别": ["资金使用不规范", "=危险", "信息公开不充分"]}


def opened() -> Workbook:
    return load_workbook(io.BytesIO(template_for_import("问题导入", COLUMNS, CHOICES, day=date(2026, 5, 9))))


def rules() -> dict[str, object]:
    found = opened()["问题导入"].data_validations.dataValidation
    return {str(rule.sqref).split(":")[0]: rule for rule in found}


def test_the_first_sheet_has_nothing_but_the_titles() -> None:
    book = opened()
    assert book.sheetnames == ["问题导入", "选项", "填写说明"]
    assert [cell.value for cell in book.worksheets[0][1]] == [column.title for column in COLUMNS]
    assert book.worksheets[0].max_row == 1


def test_a_column_with_choices_offers_exactly_those() -> None:
    rule = rules()["B2"]
    assert getattr(rule, "type", None) == "list"
    assert getattr(rule, "formula1", None) == "'选项'!$B$2:$B$4"
    listed = [opened()["选项"].cell(row, 2).value for row in (2, 3, 4)]
    assert listed == CHOICES["问题类别"]
    assert opened()["选项"]["B3"].data_type == "s"


def test_dates_amounts_and_counts_are_checked_on_entry() -> None:
    kinds = {cell: getattr(rule, "type", None) for cell, rule in rules().items()}
    assert kinds["C2"] == "date"
    assert kinds["D2"] == "decimal"
    assert kinds["E2"] == "whole"


def test_the_explanation_says_what_is_needed_and_how_it_is_filled_in() -> None:
    rows = [[cell.value for cell in row] for row in opened()["填写说明"].iter_rows()]
    assert rows[1] == ["被检查单位", "必填", "文字", "须与系统中的单位名称一致。", "柳溪镇"]
    assert rows[2][:3] == ["问题类别", "必填", "从下拉列表选择"]
    assert rows[3][:3] == ["发现日期", "选填", "日期"]


def test_required_columns_are_seen_at_a_glance() -> None:
    page = opened()["问题导入"]
    assert page["A1"].fill.fgColor.rgb != page["C1"].fill.fgColor.rgb
