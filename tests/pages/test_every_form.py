"""Each form, sent as it opens, answers beside its fields and in Chinese; nothing internal is shown."""

import re

import pytest

from services import clock
from tests import ledger_world, provider_world, running
from tests.databases import Database
from tests.ledger_world import Place
from tests.provider_world import TODAY, Supply
from tests.running import Page
from tests.world import People

# page, who, what the address says, the form, and what it answers
FORMS = (
    ("visit_plan", "office", "", "visit-plan-1", "请选择被核查单位"),
    ("draw_new", "office", "", "draw-1", "请至少选择一项"),
    ("finding_new", "office", "", "finding-new-1", "请选择"),
    ("finding", "office", "id=1", "finding-1-assign", "请填写"),
    ("finding", "township", "id=2", "finding-2-submit", "请填写"),
    ("finding", "township", "id=2", "finding-2-measure", "请填写"),
    ("finding", "second_office", "id=3", "finding-3-pass-review", "请填写"),
    ("provider_edit", "office", "", "provider-new", "请填写"),
    ("contract_new", "office", "", "contract-new", "请填写终止日"),
    ("contract", "office", "id=1", "extend-1", "请写明延长合同的原因"),
    ("fact_new", "office", "provider=1", "fact-1", "请填写"),
    ("fact_new", "office", "provider=1", "judge-1", "请选择是或否"),
    ("regimes", "office", "", "assign-1", "请选择服务单位"),
    ("decision", "office", "id=1", "propose-1", "请填写"),
    ("vendor_pools", "office", "", "pool-new", "请填写"),
    ("settlements", "office", "", "settlement-new", "请填写"),
    ("account_new", "admin", "", "account-new", "请选择身份"),
    ("my_account", "office", "", "own-password", "原密码不对"),
    ("work_calendar", "office", "", "calendar-day", "请填写日期"),
    ("campaign_settings", "office", "campaign=1", "basics-1", "请写明修改理由"),
    ("lead_new", "discipline", "", "lead-new-1", "请填写"),
    ("lead_transfer", "office", "finding=1", "lead-transfer-1", "请填写"),
    (
        "document_new",
        "office",
        "kind=campaign_summary&ids=1",
        "document-campaign_summary-1",
        "请填写存在问题",
    ),
)
KNOWN = {"Excel", "Word", "xlsx", "MB", "JPG", "PNG", "PDF", "DOCX", "XLSX"}


@pytest.fixture
def people(sqlite_database: Database) -> People:
    """A district in which every form has something to be about."""
    with clock.frozen(TODAY):
        supply = provider_world.build()
        supply.survey("2026Q1", 84, 100)
        fill_ledger(supply)
    return supply.people


def fill_ledger(supply: Supply) -> Place:
    """Findings 1, 2 and 3: to be ordered, being rectified, to be reviewed."""
    place = ledger_world.campaign(supply.people)
    place.finding()
    place.rectifying(place.assigned(place.finding(title="第二个")))
    place.submitted(place.rectifying(place.assigned(place.finding(title="第三个"))))
    return place


def told_at_fields(page: Page) -> str:
    """The sentences beside the fields."""
    bodies = [str(getattr(one.proto, "body", "")) for one in page.test.get("html")]
    return "\n".join(body for body in bodies if 'class="xh-problem"' in body)


def english(text: str) -> set[str]:
    """Words of a message that no official would expect."""
    return set(re.findall(r"[A-Za-z]{3,}", re.sub("<[^>]+>", "", text))) - KNOWN


def test_every_form_answers_at_its_field_in_chinese(people: People) -> None:
    wrong: dict[str, str] = {}
    for stem, who, query, form, sentence in FORMS:
        params = dict(part.split("=") for part in query.split("&") if part)
        page = running.open_page(stem, getattr(people, who), **params)
        told = told_at_fields(send(page, form))
        if sentence not in told or english(told):
            wrong[f"{stem} {form}"] = told
    assert wrong == {}


def send(page: Page, form: str) -> Page:
    """Press the form's button, dangerous or not."""
    keys = {one.key for one in page.test.button}
    return page.click(next(key for key in (f"{form}:submit", f"{form}:submit-danger") if key in keys))


def test_a_wrong_day_is_told_at_its_field(people: People) -> None:
    page = running.open_page("work_calendar", people.office)
    page.date_input(key="calendar-day.day").set_value(None)
    told = told_at_fields(send(page, "calendar-day"))
    assert "请填写日期" in told
    page = running.open_page("contract_new", people.office, provider=1)
    page.date_input(key="contract-new.start").set_value(TODAY)
    page.date_input(key="contract-new.end").set_value(TODAY.replace(year=TODAY.year - 1))
    for name in ("number", "buyer", "title"):
        page.text_input(key=f"contract-new.{name}").set_value("某某")
    assert "终止日" in told_at_fields(send(page, "contract-new"))


def test_a_text_of_ten_megabytes_is_told_at_its_field_and_stays_there(people: People) -> None:
    page = running.open_page("finding_new", people.office)
    field = page.text_area(key="finding-new-1.description")
    field.set_value("长" * (10 * 1024 * 1024 // 3))
    page.run()
    assert "内容过长，草稿没有保存。请缩短文字，或把长材料作为附件上传。" in page.texts
    assert "已恢复上次没有提交的内容" not in page.texts
    assert re.search("内容过长，最多 [0-9]+ 字", told_at_fields(send(page, "finding-new-1")))
    assert len(str(page.text_area(key="finding-new-1.description").value)) > 3_000_000
