"""An inspector with a tablet: large answers, everything kept at once, a photo that can be seen."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect

from domain.findings import Answer
from services import clock, sessions
from services.visit_sheet import read_visit
from tests import visit_world, world
from tests.browser.live import LiveApp, running_app
from tests.browser.visits import TABLET, Visitors, settle
from tests.files import PDF, jpeg
from tests.running import token_of
from tests.visit_world import Place

THUMB = 44  # pixels: the least that a thumb hits reliably


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    """The server of this file."""
    with running_app(tmp_path_factory.mktemp("tablet")) as running:
        yield running


@pytest.fixture(scope="module")
def place(app: LiveApp) -> Place:
    """A campaign lives in it."""
    with app.services():
        return visit_world.campaign(world.district())


def open_visit(
    visit: Visitors, app: LiveApp, place: Place, unit: str, size: tuple[int, int] = TABLET, days: int = 0
) -> tuple[Page, int]:
    """The form of a new visit, planned in so many days, in front of its inspector."""
    with app.services():
        key = place.visit(unit, clock.today() + timedelta(days=days))
        token = token_of(place.people.inspector)
    page = visit(app, size)
    page.context.add_cookies([{"name": sessions.COOKIE, "value": token, "url": app.url}])
    page.goto(f"/visit_record?id={key}")
    settle(page)
    return page, key


@pytest.mark.parametrize(
    ("unit", "size"), [("东街镇", (1024, 768)), ("西河镇", (768, 1024)), ("东街一村", TABLET)]
)
def test_answers_are_large_and_the_page_never_scrolls_sideways(
    visit: Visitors, app: LiveApp, place: Place, unit: str, size: tuple[int, int]
) -> None:
    page, _ = open_visit(visit, app, place, unit, size)
    answers = page.get_by_role("radiogroup", name="R1-1 结论").get_by_role("radio")
    expect(answers).to_have_count(4)
    boxes = [answers.nth(number).bounding_box() for number in range(4)]
    assert all(box and box["height"] >= THUMB and box["width"] >= THUMB for box in boxes)
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_a_touch_is_kept_at_once_and_survives_a_refresh(visit: Visitors, app: LiveApp, place: Place) -> None:
    page, key = open_visit(visit, app, place, "东街二村")
    page.get_by_role("radiogroup", name="R1-1 结论").get_by_role("radio", name="不符合").tap()
    note = page.get_by_role("textbox", name="发现的情况")
    note.fill("公示栏空白")
    note.blur()
    settle(page)
    expect(page.get_by_text("已填 1/2 项")).to_be_visible()
    page.reload()
    expect(page.get_by_role("textbox", name="发现的情况")).to_have_value("公示栏空白")
    with app.services():
        line = read_visit(place.people.inspector, key).lines[0]
    assert (line.answer, line.note) == (Answer.FAILS, "公示栏空白")


def test_a_photo_is_shown_and_a_pdf_opens_in_a_new_tab(visit: Visitors, app: LiveApp, place: Place) -> None:
    page, _ = open_visit(visit, app, place, "康乐服务中心")
    page.get_by_text("照片和材料").first.tap()
    field = page.locator('input[type="file"]').first
    photo = FilePayload(name="现场.jpg", mimeType="image/jpeg", buffer=jpeg(800, 600))
    contract = FilePayload(name="合同.pdf", mimeType="application/pdf", buffer=PDF)
    field.set_input_files([photo, contract])
    picture = page.get_by_role("img", name="现场.jpg")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 480
    link = page.get_by_role("link", name="合同.pdf", exact=True).first
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener noreferrer")


def test_a_program_that_calls_itself_a_photo_is_told_in_chinese(
    visit: Visitors, app: LiveApp, place: Place
) -> None:
    page, _ = open_visit(visit, app, place, "和顺服务中心")
    page.get_by_text("照片和材料").first.tap()
    virus = FilePayload(name="现场.jpg", mimeType="image/jpeg", buffer=b"MZ" + b"\x00" * 400)
    page.locator('input[type="file"]').first.set_input_files(virus)
    expect(page.get_by_text("“现场.jpg”的实际内容与扩展名不一致")).to_be_visible()


def test_a_file_above_the_limit_is_told_in_chinese_before_it_is_sent(
    visit: Visitors, app: LiveApp, place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page, _ = open_visit(visit, app, place, "东街镇", days=1)
    page.get_by_text("照片和材料").first.tap()
    big = tmp_path_factory.mktemp("big") / "大.pdf"
    big.write_bytes(PDF + b"0" * (21 * 1024 * 1024))
    page.locator('input[type="file"]').first.set_input_files(big)
    expect(page.get_by_text("文件不能超过 20")).to_be_visible()
