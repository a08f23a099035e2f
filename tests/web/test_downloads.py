"""Files leave through one door: asked each time, named in Chinese, never run by the browser, never leaked."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from services import clock
from services.actor import Actor
from services.evidence import EvidenceData, add_evidence, withdraw_evidence
from services.evidence_store import path_of
from services.leads import transfer_to_lead
from tests import visit_world, world
from tests.databases import Database
from tests.files import PDF, docx, jpeg
from tests.running import token_of
from tests.visit_world import DAY, LEAD, Place
from web.downloads import ROUTES
from web.routes import MIDDLEWARE


@pytest.fixture
def place(sqlite_database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield visit_world.campaign(world.district())


def browser(actor: Actor | None) -> TestClient:
    """A browser that is logged in as this person."""
    app = Starlette(routes=ROUTES, middleware=MIDDLEWARE)
    client = TestClient(app, base_url="http://xiaohao.test", follow_redirects=False)
    if actor:
        client.cookies.set("xiaohao_session", token_of(actor))
    return client


def kept(place: Place, name: str, content: bytes) -> int:
    """A file of a visit that the place has not signed."""
    visit = place.visit()
    unit = place.people.unit("东街镇")
    return add_evidence(place.people.inspector, EvidenceData("visit", visit, unit, "R1-1", name, content))


def test_without_a_session_the_gate_leads_to_the_log_in(place: Place) -> None:
    answer = browser(None).get(f"/files/{kept(place, '现场.jpg', jpeg())}")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")


def test_a_photo_opens_in_the_browser_under_its_chinese_name(place: Place) -> None:
    key = kept(place, "公示栏 现场.jpg", jpeg())
    answer = browser(place.people.office).get(f"/files/{key}")
    assert (answer.status_code, answer.content) == (200, jpeg())
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-disposition"] == (
        'inline; filename="evidence.jpg"; '
        "filename*=UTF-8''%E5%85%AC%E7%A4%BA%E6%A0%8F%20%E7%8E%B0%E5%9C%BA.jpg"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content", "query", "way"),
    [
        ("合同.pdf", PDF, "", "inline"),
        ("合同.pdf", PDF, "?save=1", "attachment"),
        ("说明.docx", docx(), "", "attachment"),
    ],
)
def test_office_files_are_saved_and_pdf_is_shown_unless_saving_is_asked(
    place: Place, name: str, content: bytes, query: str, way: str
) -> None:
    answer = browser(place.people.office).get(f"/files/{kept(place, name, content)}{query}")
    assert answer.headers["content-disposition"].startswith(f"{way};")


def test_nothing_is_ever_served_as_a_page(place: Place) -> None:
    key = kept(place, "合同.pdf", PDF.replace(b"%%EOF", b"<script>alert(1)</script>\n%%EOF"))
    answer = browser(place.people.office).get(f"/files/{key}")
    assert answer.headers["content-type"] == "application/pdf"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_small_photo_is_small_and_a_small_pdf_is_the_pdf(place: Place) -> None:
    client = browser(place.people.office)
    photo = kept(place, "大.jpg", jpeg(3000, 2000))
    small = client.get(f"/files/{photo}?small=1")
    assert small.headers["content-type"] == "image/jpeg"
    assert len(small.content) < len(jpeg(3000, 2000)) / 4
    data = EvidenceData("visit", 1, place.people.unit("东街镇"), "R1-1", "a.pdf", PDF)
    pdf = add_evidence(place.people.inspector, data)
    assert client.get(f"/files/{pdf}?small=1").content == PDF


def test_a_browser_that_has_the_file_is_asked_again_but_not_sent_it_again(place: Place) -> None:
    client = browser(place.people.office)
    key = kept(place, "现场.jpg", jpeg())
    first = client.get(f"/files/{key}")
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get(f"/files/{key}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_who_may_not_see_it_gets_the_same_answer_as_for_nothing(place: Place) -> None:
    key = kept(place, "现场.jpg", jpeg())
    client = browser(place.people.township)  # the place itself, before the sign-off
    answers = [client.get(f"/files/{number}") for number in (key, 4711)]
    assert [(one.status_code, one.text) for one in answers] == [
        (404, "找不到这份佐证材料，或者您无权查看。")
    ] * 2


def test_a_role_without_the_right_is_told_who_has_it(place: Place) -> None:
    answer = browser(place.people.admin).get(f"/files/{kept(place, '现场.jpg', jpeg())}")
    assert answer.status_code == 403
    assert "系统管理员不能查看佐证材料" in answer.text


def test_a_file_of_a_lead_reaches_the_discipline_role_alone_and_no_cache(place: Place) -> None:
    finding = place.finding()
    photos = [one.key for one in visit_world.files()]
    reporter = browser(place.people.inspector)
    assert all(reporter.get(f"/files/{key}").status_code == 200 for key in photos)
    transfer_to_lead(place.people.inspector, finding, 1, LEAD)
    assert all(reporter.get(f"/files/{key}").status_code == 404 for key in photos)
    answer = browser(place.people.discipline).get(f"/files/{photos[0]}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert "etag" not in answer.headers


def test_a_withdrawn_file_is_still_there_to_be_looked_at(place: Place) -> None:
    key = kept(place, "现场.jpg", jpeg())
    withdraw_evidence(place.people.inspector, key, "拍错")
    assert browser(place.people.office).get(f"/files/{key}").status_code == 200


def test_a_file_that_was_changed_on_the_disk_is_not_served(place: Place) -> None:
    key = kept(place, "现场.jpg", jpeg())
    path_of(visit_world.files()[0].sha256).write_bytes(b"<html>")
    answer = browser(place.people.office).get(f"/files/{key}")
    assert answer.status_code == 404
    assert "与登记时不一致" in answer.text


@pytest.mark.parametrize("address", ["/files/../../etc/passwd", "/files/abc", "/files/-1", "/files/1/2"])
def test_strange_addresses_lead_nowhere(place: Place, address: str) -> None:
    assert browser(place.people.office).get(address).status_code in {303, 404}


def test_an_enormous_number_is_just_not_there(place: Place) -> None:
    assert browser(place.people.office).get(f"/files/{10**30}").status_code == 404
