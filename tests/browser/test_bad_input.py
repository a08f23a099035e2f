"""Bad input in a real browser: scripts, formulas, broken files, endless texts, a second click, a session that ends.

Nothing is executed, nothing internal is shown, and what was typed is still there.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import FilePayload, expect
from sqlmodel import select

from models import engine
from models.campaign import Campaign
from models.finding import Finding
from services import sessions
from tests import ledger_world, world
from tests.browser.live import running_app
from tests.browser.story import Cast, Person
from tests.browser.visits import Visitors, log_in
from tests.files import xlsx
from tests.ledger_world import Place

EVIL = '<script>window.hit=1</script><img src=x onerror="window.hit=1">公示栏空白'
FORMULA = '=HYPERLINK("http://example.com","点我")'
INTERNAL = re.compile(r"Traceback|Error|Exception|\.py\b|sqlite|error has|redacted")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The server of this file."""
    with running_app(tmp_path_factory.mktemp("bad")) as app:
        with app.services():
            people = world.district()
        yield Cast(app, people)


@pytest.fixture(scope="module")
def place(cast: Cast) -> Place:
    """A campaign lives in it."""
    with cast.app.services():
        return ledger_world.campaign(cast.people)


def describe(office: Person, text: str) -> None:
    """Fill in the form of a finding, the description last."""
    office.opens("/finding_new")
    office.chooses("被检查单位", "东街镇")
    office.chooses("问题来源", "投诉举报")
    office.chooses("问题类别", "政策宣传")
    office.writes("具体问题描述", text)


def requires_nothing_internal(person: Person) -> None:
    """No trace of the program in what can be read."""
    assert INTERNAL.search(person.page.locator("body").inner_text()) is None


def test_a_script_is_text_in_the_list_the_detail_the_preview_and_in_word(
    visit: Visitors, cast: Cast, place: Place, tmp_path: Path
) -> None:
    office = cast.enters(visit, "office")
    describe(office, EVIL)
    office.presses("登记")
    office.reads("问题已登记")
    office.reads(EVIL)
    office.writes("整改要求", EVIL)
    office.presses("交办")
    office.reads("已交办")
    office.opens("/findings")
    office.reads("<script>window.hit=1</script>")
    office.follows("YL2026-00001")
    office.presses("制发整改通知书")
    office.page.get_by_text("显示预览").click()
    office.reads("下载预览稿", EVIL)
    file = office.downloads("下载预览稿", tmp_path)
    assert EVIL in "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
    assert office.page.evaluate("window.hit") is None


def sheet(template: Path, description: str) -> FilePayload:
    """The import template with one row."""
    book = load_workbook(template)
    page = book.worksheets[0]
    titles = [str(cell.value or "").rstrip("*") for cell in page[1]]
    row = {
        "被检查单位": "东街镇", "问题来源": "投诉举报", "问题类别": "政策宣传不到位", "发现日期": "2026-04-01",
        "具体问题描述": description,
    }  # fmt: skip
    for title, value in row.items():
        page.cell(2, titles.index(title) + 1, value)
    return payload(book)


def payload(book: Workbook) -> FilePayload:
    """A workbook as a browser sends it."""
    out = BytesIO()
    book.save(out)
    return FilePayload(name="问题.xlsx", mimeType=EXCEL, buffer=out.getvalue())


def test_a_formula_does_not_come_in_and_a_text_that_looks_like_one_goes_out_as_text(
    visit: Visitors, cast: Cast, place: Place, tmp_path: Path
) -> None:
    office = cast.enters(visit, "office")
    office.opens("/finding_import")
    template = office.downloads("下载导入模板", tmp_path)
    office.attaches(sheet(template, FORMULA))
    office.reads("需要修改 1 行", "必填，不能为空")
    describe(office, FORMULA)
    office.presses("登记")
    office.reads("问题已登记")
    office.opens("/findings")
    book = load_workbook(office.downloads("导出 Excel", tmp_path))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if FORMULA in str(cell.value)]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04broken", "打不开"),
        (b"%PDF-1.4 %%EOF", "不是 .xlsx 格式"),
        (xlsx(), "打不开"),
        (b"", "是空的"),
    ],
)
def test_a_broken_file_is_told_in_chinese(
    visit: Visitors, cast: Cast, place: Place, content: bytes, sentence: str
) -> None:
    office = cast.enters(visit, "office")
    office.opens("/finding_import")
    office.attaches(FilePayload(name="问题.xlsx", mimeType=EXCEL, buffer=content))
    office.reads(sentence)
    requires_nothing_internal(office)


def test_a_text_of_ten_megabytes_is_told_at_its_field_and_stays_there(
    visit: Visitors, cast: Cast, place: Place
) -> None:
    office = cast.enters(visit, "office")
    describe(office, "长" * (10 * 1024 * 1024 // 3))
    office.reads("内容过长，草稿没有保存")
    office.presses("登记")
    office.reads(re.compile("内容过长，最多 [0-9]+ 字"))
    length = office.page.get_by_label(re.compile("^具体问题描述")).evaluate("field => field.value.length")
    assert length == 10 * 1024 * 1024 // 3
    requires_nothing_internal(office)


def test_a_session_that_ends_while_somebody_types_loses_nothing(
    visit: Visitors, cast: Cast, place: Place
) -> None:
    page = visit(cast.app)
    log_in(page, "office2", world.PASSWORD)
    office = Person(page)
    office.opens("/finding_new")
    office.writes("具体问题描述", "写到一半的描述。")
    office.writes("依据条款", "三（一）")
    office.presses("登记")
    office.reads("请选择", "有 3 处需要修改")
    with cast.app.services():
        sessions.log_out_everywhere(cast.people.second_office)
    office.writes("备注", "在失效之后写的一句")
    expect(page.get_by_role("alertdialog")).to_contain_text("登录已失效")
    page.get_by_role("link", name="离开本页去登录").click()
    page.locator("input[name=username]").fill("office2")
    page.locator("input[name=password]").fill(world.PASSWORD)
    page.get_by_role("button", name="登录").click()
    office.reads("已恢复上次没有提交的内容")
    expect(page.get_by_label(re.compile("^具体问题描述"))).to_have_value("写到一半的描述。")
    expect(page.get_by_label(re.compile("^依据条款"))).to_have_value("三（一）")


def test_a_row_that_the_program_cannot_read_is_told_in_chinese_without_a_trace(
    visit: Visitors, cast: Cast, place: Place
) -> None:
    with cast.app.services(), engine.transaction() as session:
        campaign = session.get_one(Campaign, place.campaign_id)
        kept, campaign.close_out_steps = campaign.close_out_steps, [{"kind": "nobody knows"}]
        session.add(campaign)
    office = cast.enters(visit, "office")
    office.page.goto(f"/phases?campaign={place.campaign_id}")
    office.reads("系统出了问题，这一步没有办成")
    requires_nothing_internal(office)
    with cast.app.services(), engine.transaction() as session:
        session.get_one(Campaign, place.campaign_id).close_out_steps = kept


@pytest.mark.parametrize("pause", [0, 60, 150])
def test_a_double_click_registers_once_and_shows_what_was_registered(
    visit: Visitors, cast: Cast, place: Place, pause: int
) -> None:
    office = cast.enters(visit, "office")
    text = f"双击登记，间隔{pause}毫秒。"
    describe(office, text)
    office.reads(text)
    office.page.get_by_role("button", name="登记", exact=True).dblclick(delay=pause)
    office.reads("问题已登记", "待交办", text)
    with cast.app.services(), engine.reading() as session:
        made = session.exec(select(Finding.id).where(Finding.description == text)).all()
    assert len(made) == 1
