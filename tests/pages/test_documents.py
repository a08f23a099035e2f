"""文书: the centre, the form with its preview, the document and the register."""

from typing import Any

import pytest

from domain.workflow import State
from models.document import IssuedDocument
from models.finding import Finding
from services.documents import draft_document, issue_document
from tests import campaign_rows, world
from tests.databases import Database
from tests.running import Page, open_page, rows
from tests.world import People


@pytest.fixture
def people(sqlite_database: Database) -> People:
    return world.district()


@pytest.fixture
def finding(people: People) -> int:
    campaign = campaign_rows.campaign(people)
    ordered: dict[str, Any] = {"state": State.ASSIGNED, "due": campaign_rows.TODAY, "requirement": "退款"}
    unit = people.unit("康乐服务中心")
    return campaign_rows.finding(campaign, unit, title="工单不实", found_by="严查", **ordered)


def opened(people: People, finding: int) -> Page:
    return open_page("document_new", people.office, kind="rectification_notice", ids=finding)


def key_of(finding: int, name: str) -> str:
    return f"document-rectification_notice-{finding}.{name}"


def issued(people: People, finding: int, **values: str) -> int:
    defaults = draft_document(people.office, "rectification_notice", [finding]).defaults
    return issue_document(people.office, "rectification_notice", [finding], {**defaults, **values})


def test_the_centre_lists_what_can_be_issued(people: People, finding: int) -> None:
    found = rows(open_page("documents", people.office))
    assert ("整改通知书", "康乐服务中心") in [(row["文书"], row["发往"]) for row in found]
    assert "专项治理总结报告" in [row["文书"] for row in found]


def test_the_preview_says_what_the_document_will_say(people: People, finding: int) -> None:
    page = opened(people, finding)
    assert "工单不实" not in page.texts
    page.toggle(key=f"document-rectification_notice-{finding}-preview").set_value(True)
    assert "工单不实" in page.run().texts


def test_issuing_enters_it_into_the_register_and_opens_it(people: People, finding: int) -> None:
    page = opened(people, finding)
    page.text_input(key=key_of(finding, "number")).set_value("云民函〔2026〕3号")
    page.run().click(f"document-rectification_notice-{finding}:submit")
    assert [row.number for row in campaign_rows.all_of(IssuedDocument)] == ["云民函〔2026〕3号"]
    found = rows(open_page("document_register", people.office))
    assert [(row["标题"], row["发文字号"], row["发往"]) for row in found] == [
        ("整改通知书", "云民函〔2026〕3号", "康乐服务中心")
    ]


def test_a_mistake_is_told_at_its_field_and_nothing_is_issued(people: People, finding: int) -> None:
    page = opened(people, finding)
    page.text_input(key=key_of(finding, "issuer")).set_value("")
    page.run().click(f"document-rectification_notice-{finding}:submit")
    assert "请填写发文机关署名" in page.texts
    assert campaign_rows.all_of(IssuedDocument) == []


@pytest.mark.parametrize(
    ("kind", "ids"),
    [("poem", "1"), ("rectification_notice", ""), ("rectification_notice", "999"), ("", "x,y")],
)
def test_an_address_that_names_nothing_says_so(people: People, kind: str, ids: str) -> None:
    texts = open_page("document_new", people.office, kind=kind, ids=ids).texts
    assert "没有这种文书" in texts or "没有选定" in texts or "找不到" in texts


def test_the_addressee_reads_the_document_and_cannot_declare_it_void(people: People, finding: int) -> None:
    key = issued(people, finding)
    page = open_page("document", people.provider, id=key)
    assert "工单不实" in page.texts
    assert "作废原因" not in [area.label for area in page.text_area]
    assert "找不到这份文书" in open_page("document", people.other_provider, id=key).texts


def test_a_void_document_says_why_and_leaves_the_usual_list(people: People, finding: int) -> None:
    key = issued(people, finding)
    page = open_page("document", people.office, id=key)
    page.text_area(key=f"withdraw-{key}.reason").set_value("期限写错")
    page.run().click(f"withdraw-{key}:submit-danger")
    assert "这份文书已经作废：期限写错" in page.texts
    assert rows(open_page("document_register", people.office)) == []
    assert len(rows(open_page("document_register", people.office, void="1"))) == 1


def test_a_changed_rendering_is_told(people: People, finding: int) -> None:
    key = issued(people, finding)
    campaign_rows.change(IssuedDocument, key, sha256="0" * 64)
    assert "不完全相同" in open_page("document", people.office, id=key).texts


def test_markup_in_a_finding_stays_text(people: People, finding: int) -> None:
    campaign_rows.change(Finding, finding, title="<img src=x onerror=alert(1)>")
    page = open_page("document", people.office, id=issued(people, finding))
    assert "<img src=x" not in page.texts
    assert "&lt;img src=x" in page.texts
