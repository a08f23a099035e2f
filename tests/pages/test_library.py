"""The pages of the library: read, compare, upload, begin from a version, move to another one."""

from datetime import date

import pytest
from sqlmodel import select

from models import engine
from models.campaign import Campaign
from models.library import LibraryVersion
from models.provider import ProviderRegime
from services import clock
from tests import campaign_world as cw
from tests import ledger_world as lw
from tests import provider_world as pw
from tests import running, world
from tests.databases import Database
from tests.rebase_world import MILDER, SERVED, SHORTER, TODAY, Scene, store
from tests.services.test_library_upload import scheme as zipped_scheme


@pytest.fixture
def people(sqlite_database: Database) -> world.People:
    return world.district()


def test_the_list_names_versions_source_and_users(people: world.People) -> None:
    cw.campaign(people, cw.library())
    cw.library(SHORTER)
    page = running.open_page("libraries", people.township)
    newest, oldest = running.rows(page)
    assert (newest["版本"], newest["状态"], newest["在用"]) == ("2", "最新版", "—")
    assert (oldest["状态"], oldest["在用"], oldest["来源"]) == ("旧版", "2026年居家养老服务专项治理", "上传")
    assert [button.key for button in page.button if button.key == "upload"] == []


def test_an_empty_library_says_what_to_do(people: world.People) -> None:
    assert "上传方案" in running.open_page("libraries", people.office).texts


def test_a_version_is_read_by_its_clauses_and_searched(people: world.People) -> None:
    library_id = cw.library()
    page = running.open_page("library", people.leader, id=library_id)
    assert "对象是否符合条件" in page.texts
    assert 'id="checklist-R2-1"' in page.texts
    found = running.open_page("library", people.leader, id=library_id, q="户籍 R2-1")
    assert ("checklist-R2-1" in found.texts, "checklist-R1-1" in found.texts) == (True, False)
    assert "没有找到" in running.open_page("library", people.leader, id=library_id, q="没有的词").texts


def test_words_of_a_scheme_are_never_markup(people: world.People) -> None:
    text = cw.SCHEME.replace("是否宣传政策", "<img src=x onerror=alert(1)>")
    page = running.open_page("library", people.leader, id=cw.library(text))
    assert "<img" not in page.texts
    assert "&lt;img" in page.texts


def test_only_those_who_may_begin_something_get_the_buttons(people: world.People) -> None:
    library_id = cw.library()
    keys = {
        who: {
            button.key for button in running.open_page("library", getattr(people, who), id=library_id).button
        }
        for who in ("office", "leader")
    }
    assert {"campaign", "regime"} <= keys["office"]
    assert not {"campaign", "regime"} & keys["leader"]


def test_a_campaign_begins_with_the_version_that_was_read(people: world.People) -> None:
    library_id = cw.library()
    cw.library(SHORTER)
    page = running.open_page("campaign_new", people.office, library=library_id)
    assert page.selectbox(key="campaign-new.library_id").value == str(library_id)
    regime = running.open_page("regime_new", people.office, library=library_id)
    assert regime.selectbox(key="regime-new.library_id").value == str(library_id)


def test_two_versions_stand_side_by_side_with_what_changed_marked(people: world.People) -> None:
    first, second = cw.library(), cw.library(SHORTER)
    page = running.open_page("library_compare", people.inspector, old=first, new=second)
    assert "<del>30</del>" in page.texts
    assert "<ins>15</ins>" in page.texts
    by_itself = running.open_page("library_compare", people.inspector)
    assert "<ins>15</ins>" in by_itself.texts


def test_one_version_alone_cannot_be_compared(people: world.People) -> None:
    cw.library()
    assert "还没有哪个方案有两个版本" in running.open_page("library_compare", people.office).texts


def upload(people: world.People, data: bytes) -> running.Page:
    page = running.open_page("library_upload", people.office)
    page.get("file_uploader")[0].upload("scheme.zip", data, "application/zip")
    return page.run()


def test_a_sound_scheme_is_checked_and_stored(people: world.People) -> None:
    page = upload(people, zipped_scheme())
    assert running.rows(page)[0]["结果"] == "通过"
    page.text_input(key="library-upload.note").set_value("甲民发〔2026〕3号")
    page.run()
    page.click("library-upload:submit")
    with engine.reading() as session:
        assert session.exec(select(LibraryVersion.version_name)).all() == ["1"]


def test_a_broken_scheme_shows_file_and_line_and_no_way_to_store_it(people: world.People) -> None:
    page = upload(people, zipped_scheme(cw.SCHEME.replace("phases:", "phasez:")))
    problem = running.rows(page)[-1]
    assert (problem["程度"], problem["文件"]) == ("错误", "scheme.yaml")
    assert "改正后再上传" in page.texts
    assert [button.key for button in page.button if str(button.key).endswith("submit")] == []


def test_a_file_that_is_no_zip_is_told_at_the_field(people: world.People) -> None:
    assert "zip" in upload(people, b"nonsense").texts


def test_a_campaign_is_moved_after_its_preview(people: world.People) -> None:
    with clock.frozen(TODAY):
        scene = Scene(people, SHORTER)
        key = scene.ordered()
    campaign_id, new = scene.campaign_id, scene.new
    page = running.open_page("rebase", people.office, campaign=campaign_id, library=new)
    row = running.rows(page)[0]
    assert (row["现期限"], row["换版后"]) == ("2026-05-06", "2026-04-17")
    form = f"rebase-{campaign_id}-{new}"
    page.click(f"{form}:submit-danger")
    assert "理由" in page.texts
    assert lw.read(key).due == date(2026, 5, 6)
    page.text_area(key=f"{form}.reason").set_value("方案修订")
    page.run()
    page.click(f"{form}:submit-danger")
    assert lw.read(key).due == date(2026, 4, 17)
    with engine.reading() as session:
        assert session.get_one(Campaign, campaign_id).library_id == new


def test_what_changed_while_the_page_was_open_is_shown_before_it_is_applied(people: world.People) -> None:
    with clock.frozen(TODAY):
        campaign_id = cw.campaign(people, cw.library())
        new = cw.library(SHORTER)
    page = running.open_page("rebase", people.office, campaign=campaign_id, library=new)
    form = f"rebase-{campaign_id}-{new}"
    page.text_area(key=f"{form}.reason").set_value("方案修订")
    page.run()
    with clock.frozen(date(2026, 4, 11)):
        place = lw.Place(people, campaign_id)
        place.assigned(place.finding(item=""), served_on=SERVED)
    page.click(f"{form}:submit-danger")
    assert "重新核对" in page.texts
    page.click(f"{form}:submit-danger")
    with engine.reading() as session:
        assert session.get_one(Campaign, campaign_id).library_id == new


def test_findings_of_a_dropped_category_are_asked_for(people: world.People) -> None:
    campaign_id = cw.campaign(people, cw.library())
    new = cw.library(SHORTER[: SHORTER.index("    - key: r2")])
    lw.Place(people, campaign_id).finding(item="")
    page = running.open_page("rebase", people.office, campaign=campaign_id, library=new)
    box = page.selectbox(key=f"rebase-{campaign_id}-{new}.category_r2")
    assert "保留原类别" in str(running.rows(page)[0]["变化"])
    box.select("r1")
    page.run()
    assert "改为“政策宣传不到位”" in str(running.rows(page)[0]["变化"])


def test_without_another_version_there_is_nothing_to_move_to(people: world.People) -> None:
    campaign_id = cw.campaign(people, cw.library())
    assert "只有一个版本" in running.open_page("rebase", people.office, campaign=campaign_id).texts


def test_a_regime_is_moved_after_its_preview(sqlite_database: Database) -> None:
    with clock.frozen(pw.TODAY):
        supply = pw.build()
        supply.survey("2026Q1", satisfied=84, of=100)
        new = store(MILDER)
    page = running.open_page("regime_rebase", supply.people.office, id=supply.regime_id, library=new)
    told = {(row["规则"].split()[0], row["统计期"]): row["换版后"] for row in running.rows(page)}
    assert told["T-20", "2026Q1"] == "未触发"
    form = f"regime-rebase-{supply.regime_id}-{new}"
    page.text_area(key=f"{form}.reason").set_value("方案修订")
    page.run()
    page.click(f"{form}:submit-danger")
    with engine.reading() as session:
        assert session.get_one(ProviderRegime, supply.regime_id).library_id == new
    assert supply.verdict("T-20", "2026Q1").outcome == "not_triggered"
