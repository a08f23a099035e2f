"""Who sees the evidence of a finding, who adds to it, and when nothing is added any more."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.errors import NotFound, Refused, WrongState
from services import clock
from services.actor import Actor
from services.evidence import EvidenceData, add_evidence, list_evidence, read_evidence
from services.findings_detail import read_finding
from services.findings_end import withdraw_finding
from tests import campaign_rows, ledger_world, world
from tests.databases import Database
from tests.evidence_world import on, stored_files
from tests.files import jpeg


@pytest.fixture
def place(database: Database) -> Iterator[ledger_world.Place]:
    with clock.frozen(ledger_world.DAY):
        yield ledger_world.campaign(world.district())


@pytest.mark.parametrize("who", ["township", "office", "leader", "discipline"])
def test_those_who_see_the_finding_open_its_file(place: ledger_world.Place, who: str) -> None:
    people = place.people
    key = add_evidence(people.inspector, on(place, place.finding()))
    reader: Actor = getattr(people, who)
    assert read_evidence(reader, key).content == jpeg()


@pytest.mark.parametrize("who", ["other_township", "village", "other_provider", "assessor"])
def test_others_cannot_tell_it_from_a_file_that_does_not_exist(place: ledger_world.Place, who: str) -> None:
    finding = place.finding()
    key = add_evidence(place.people.inspector, on(place, finding))
    reader: Actor = getattr(place.people, who)
    messages = []
    for number in (key, 999_999):
        with pytest.raises(NotFound) as told:
            read_evidence(reader, number)
        messages.append(str(told.value))
    assert messages[0] == messages[1]
    assert list_evidence(reader, "finding", finding) == []


def test_an_assisting_unit_sees_the_file(place: ledger_world.Place) -> None:
    finding = place.assigned(assisting_unit_ids=[place.people.unit("西河镇")])
    key = add_evidence(place.people.inspector, on(place, finding))
    assert read_evidence(place.people.other_township, key).content == jpeg()


@pytest.mark.parametrize(("who", "unit"), [("other_township", "西河镇"), ("provider", "康乐服务中心")])
def test_who_assists_or_is_the_provider_concerned_adds_a_file_in_the_own_name(
    place: ledger_world.Place, who: str, unit: str
) -> None:
    people = place.people
    finding = place.finding(provider_id=campaign_rows.provider(people))
    place.assigned(finding, assisting_unit_ids=[people.unit("西河镇")])
    actor: Actor = getattr(people, who)
    can = read_finding(actor, finding).can
    assert can.adds_for == people.unit(unit)
    data = replace(on(place, finding), unit_id=people.unit(unit))
    key = add_evidence(actor, data)
    assert read_evidence(people.township, key).content == jpeg()
    assert read_finding(people.township, finding).can.adds_for == people.unit("东街镇")


@pytest.mark.parametrize("who", ["other_township", "other_provider", "village"])
def test_nobody_else_adds_a_file_in_the_own_name(place: ledger_world.Place, who: str) -> None:
    actor: Actor = getattr(place.people, who)
    with pytest.raises(Refused):
        add_evidence(actor, replace(on(place, place.assigned()), unit_id=actor.unit_id))
    assert stored_files() == []


def test_the_admin_has_no_door_to_evidence(place: ledger_world.Place) -> None:
    key = add_evidence(place.people.inspector, on(place, place.finding()))
    with pytest.raises(Refused):
        read_evidence(place.people.admin, key)


def test_another_unit_adds_nothing(place: ledger_world.Place) -> None:
    finding = place.finding()
    with pytest.raises(Refused):
        add_evidence(place.people.other_township, on(place, finding))
    assert stored_files() == []


def test_nothing_is_added_to_what_is_closed(place: ledger_world.Place) -> None:
    finding = place.finding()
    withdraw_finding(place.people.office, finding, 1, {"reason": "重复登记"})
    with pytest.raises(WrongState, match="已经办结"):
        add_evidence(place.people.inspector, on(place, finding))


def test_an_owner_that_does_not_exist_is_told(place: ledger_world.Place) -> None:
    for kind, number in (("finding", 4711), ("nonsense", 1)):
        with pytest.raises(NotFound, match="所属的记录"):
            add_evidence(place.people.office, EvidenceData(kind, number, 1, "", "a.jpg", jpeg()))
