"""Moving a running campaign to another version: shown first, applied as shown, logged on everything it touches."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.deadlines import Deadline
from domain.errors import Conflict, Invalid, Refused, WrongState
from domain.terms import Unit
from models.audit import AuditEntry
from models.campaign import Deliverable, Phase
from models.document import Notice
from models.finding import Finding
from services import clock
from services.audit import verify_chain
from services.campaign_end import end_campaign
from services.campaign_settings import set_lights
from services.rebase import rebase_campaign
from services.rebase_ground import Treatment
from services.rebase_preview import preview_rebase
from tests import campaign_world as cw
from tests import ledger_world as lw
from tests import world
from tests.databases import Database
from tests.rebase_world import SECOND, SHORTER, TODAY, WHY, Scene, line, rows_of
from tests.statements import count_statements


@pytest.fixture
def people(database: Database) -> Iterator[world.People]:
    with clock.frozen(TODAY):
        yield world.district()


def test_the_preview_shows_each_moved_deadline_and_stores_nothing(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    key = scene.ordered()
    before = [(table, rows_of(table)) for table in (AuditEntry, Notice, Phase, Deliverable)]
    seen = line(scene.preview(), key)
    assert (seen.old_due, seen.new_due) == (date(2026, 5, 6), date(2026, 4, 17))
    assert any("30日" in remark and "15日" in remark for remark in seen.remarks)
    assert [(table, rows_of(table)) for table, _ in before] == before
    assert lw.read(key).due == date(2026, 5, 6)
    assert scene.campaign().library_id == scene.old


def test_what_was_shown_is_what_happens_and_it_is_on_every_timeline(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    key, other = scene.ordered(), scene.finding()
    number = lw.version(key)
    assert scene.apply() == 1
    row, campaign = lw.read(key), scene.campaign()
    assert (row.due, row.version) == (date(2026, 4, 17), number + 1)
    assert (campaign.library_id, campaign.library_checksum) != (scene.old, "")
    assert campaign.library_id == scene.new
    entry, last = scene.entries("finding", key)[-1], scene.entries("campaign", scene.campaign_id)[-1]
    assert (entry.reason, entry.before["due"], entry.after["due"]) == (WHY, "2026-05-06", "2026-04-17")
    assert (last.reason, last.before["library_id"], last.after["library_id"]) == (WHY, scene.old, scene.new)
    assert last.after["findings"] == 1
    assert len(scene.entries("finding", other)) == 1  # only that it was registered
    assert verify_chain(people.admin) is None


def test_two_people_the_second_is_told(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    preview, version = scene.preview(), scene.version
    set_lights(people.second_office, scene.campaign_id, 5, Unit.CALENDAR_DAY, "更早提醒", version)
    with pytest.raises(Conflict, match="区办二"):
        rebase_campaign(
            people.office, scene.campaign_id, {"library_id": scene.new}, WHY, version, preview.token
        )


def test_what_happened_after_the_preview_must_be_seen_first(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    scene.ordered()
    preview = scene.preview()
    late = scene.ordered()
    with pytest.raises(Conflict, match="重新核对"):
        scene.apply(preview)
    assert lw.read(late).due == date(2026, 5, 6)
    assert scene.apply() == 2


def test_other_choices_than_those_previewed_are_not_applied(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    scene.ordered()
    with pytest.raises(Conflict):
        scene.apply(scene.preview(), deadlines=Treatment.KEEP)


def test_only_another_version_of_the_same_scheme_can_be_taken(people: world.People) -> None:
    scene = Scene(people, SECOND)
    with pytest.raises(Invalid, match="现在用的就是"):
        preview_rebase(people.office, scene.campaign_id, {"library_id": scene.old})
    foreign = cw.library(lw.SCHEME)
    with pytest.raises(Invalid, match="同一个方案"):
        preview_rebase(people.office, scene.campaign_id, {"library_id": foreign})


def test_a_campaign_can_go_back_to_the_version_it_came_from(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    key = scene.ordered()
    scene.apply()
    scene.new = scene.old
    scene.apply()
    assert lw.read(key).due == date(2026, 5, 6)
    assert Deadline.from_json(lw.read(key).deadline).rule_version == "1"


def test_a_reason_is_asked_for_and_an_ended_campaign_stays(people: world.People) -> None:
    scene = Scene(people, SECOND)
    token = scene.preview().token
    given = {"library_id": scene.new}
    with pytest.raises(Invalid) as told:
        rebase_campaign(people.office, scene.campaign_id, given, " ", scene.version, token)
    assert "reason" in told.value.fields
    end_campaign(people.office, scene.campaign_id, "已总结", scene.version)
    with pytest.raises(WrongState):
        scene.preview()
    with pytest.raises(WrongState):
        rebase_campaign(people.office, scene.campaign_id, given, WHY, scene.version, token)


@pytest.mark.parametrize("role", ["admin", "inspector", "township", "leader"])
def test_only_the_office_moves_a_campaign(people: world.People, role: str) -> None:
    scene = Scene(people, SECOND)
    with pytest.raises(Refused):
        preview_rebase(getattr(people, role), scene.campaign_id, {"library_id": scene.new})


def test_the_number_of_statements_does_not_grow_with_the_findings(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    scene.ordered()
    with count_statements() as few:
        scene.preview()
    for _ in range(4):
        scene.ordered()
    with count_statements() as many:
        assert len(scene.preview().findings) == 5
    assert len(many) == len(few) <= 22
    assert rows_of(Finding) == 5
