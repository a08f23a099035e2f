"""A draw plans its visits, keeps a record that can be computed again, and tells nobody outside."""

from collections.abc import Iterator

import pytest

from domain.errors import Invalid, NotFound, Refused
from domain.units import UnitKind
from models.verification import Draw
from services import clock
from services.draw_records import list_draws, read_draw
from services.draws import draw, places
from services.visit_lists import VisitFilter, list_visits
from tests import campaign_rows, visit_world, world
from tests.databases import Database
from tests.statements import count_statements
from tests.visit_world import DAY, Place


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield visit_world.campaign(world.district())


def order(place: Place, **values: object) -> dict[str, object]:
    people = place.people
    team = (people.inspector, people.second_inspector, people.third_inspector)
    usual: dict[str, object] = {
        "title": "6月抽查",
        "kinds": ["village"],
        "measure": "count",
        "amount": "1",
        "seed": "20260610",
        "inspectors": tuple(person.account_id for person in team),
        "witnesses": "驻局纪检员王某",
        "planned_on": DAY,
    }
    return {**usual, **values}


def test_places_are_those_with_items_and_know_their_township(place: Place) -> None:
    found = {one.name: (one.kind, one.township) for one in places(place.people.office, place.campaign_id)}
    assert found == {
        "东街镇": (UnitKind.TOWNSHIP, "东街镇"),
        "西河镇": (UnitKind.TOWNSHIP, "西河镇"),
        "东街一村": (UnitKind.VILLAGE, "东街镇"),
        "东街二村": (UnitKind.VILLAGE, "东街镇"),
        "康乐服务中心": (UnitKind.PROVIDER, ""),
        "和顺服务中心": (UnitKind.PROVIDER, ""),
    }


def test_a_draw_plans_a_visit_with_two_inspectors_for_each_place(place: Place) -> None:
    key = draw(place.people.office, place.campaign_id, order(place))
    record = read_draw(place.people.office, key)
    visits = list_visits(place.people.office, VisitFilter(draw_id=key)).rows
    assert [visit.unit for visit in visits] == [one.unit for one in record.drawn]
    assert [len(visit.team) for visit in visits] == [2]
    assert all(visit.drawn for visit in visits)


def test_a_record_keeps_time_seed_list_and_witnesses_and_holds_when_computed_again(place: Place) -> None:
    record = read_draw(place.people.inspector, draw(place.people.office, place.campaign_id, order(place)))
    assert (record.at, record.seed, record.witnesses, record.drawn_by) == (
        clock.now(), "20260610", "驻局纪检员王某", "欧办"
    )  # fmt: skip
    assert record.pool_size == 2
    assert record.holds


def test_a_record_that_was_altered_no_longer_holds(place: Place) -> None:
    key = draw(place.people.office, place.campaign_id, order(place))
    row = campaign_rows.all_of(Draw)[0]
    other = next(unit for unit, _ in row.pool if unit != row.drawn[0][0])
    campaign_rows.change(Draw, key, drawn=[[other, row.drawn[0][1]]])
    assert not read_draw(place.people.office, key).holds


def test_without_a_seed_one_is_made_and_kept(place: Place) -> None:
    key = draw(place.people.office, place.campaign_id, order(place, seed=""))
    assert len(read_draw(place.people.office, key).seed) == 16


def test_the_same_seed_draws_the_same_place_again(place: Place) -> None:
    first, second = (
        read_draw(
            place.people.office, draw(place.people.office, place.campaign_id, order(place, planned_on=day))
        )
        for day in (DAY, DAY.replace(day=11))
    )
    assert [one.unit for one in first.drawn] == [one.unit for one in second.drawn]


def test_an_avoided_unit_is_left_out_with_its_reason(place: Place) -> None:
    avoided = {place.people.unit("东街一村"): "近三个月已核查"}
    record = read_draw(
        place.people.office, draw(place.people.office, place.campaign_id, order(place, avoided=avoided))
    )
    assert [one.unit for one in record.drawn] == ["东街二村"]
    assert record.avoided == (("东街一村", "近三个月已核查"),)


def test_avoiding_needs_a_reason(place: Place) -> None:
    with pytest.raises(Invalid) as told:
        draw(
            place.people.office, place.campaign_id, order(place, avoided={place.people.unit("东街一村"): " "})
        )
    assert told.value.fields == {"avoided": "请写明每个回避单位的回避原因"}


def test_an_inspector_named_for_avoidance_is_not_sent(place: Place) -> None:
    village = place.people.unit("东街二村")
    pairs = ((place.people.inspector.account_id, village),)
    avoided = {place.people.unit("东街一村"): "已核查"}
    key = draw(place.people.office, place.campaign_id, order(place, pairs=pairs, avoided=avoided))
    record = read_draw(place.people.office, key)
    assert set(record.drawn[0].inspectors) == {"严明", "严实"}
    assert record.holds


def test_places_that_were_visited_can_be_left_out(place: Place) -> None:
    place.visit("东街一村")
    key = draw(
        place.people.office, place.campaign_id, order(place, skip_visited=True, planned_on="2026-06-12")
    )
    assert [one.unit for one in read_draw(place.people.office, key).drawn] == ["东街二村"]


def test_only_the_ordered_townships_are_drawn_from(place: Place) -> None:
    with pytest.raises(Invalid, match="没有可以抽取的单位"):
        draw(place.people.office, place.campaign_id, order(place, townships=(place.people.unit("西河镇"),)))


def test_a_draw_needs_witnesses_a_title_and_two_inspectors(place: Place) -> None:
    with pytest.raises(Invalid) as told:
        draw(place.people.office, place.campaign_id, order(place, witnesses=" ", title="", inspectors=(1,)))
    assert set(told.value.fields) == {"witnesses", "title", "inspectors"}


def test_a_failed_draw_leaves_neither_record_nor_visit(place: Place) -> None:
    team = (place.people.office.account_id, place.people.inspector.account_id)
    with pytest.raises(Invalid, match="不是在用的核查人员"):
        draw(place.people.office, place.campaign_id, order(place, inspectors=team))
    assert list_draws(place.people.office, place.campaign_id) == []
    assert list_visits(place.people.office, VisitFilter()).total == 0


def test_units_do_not_learn_who_was_drawn(place: Place) -> None:
    key = draw(place.people.office, place.campaign_id, order(place))
    for reader in (place.people.township, place.people.village, place.people.provider):
        with pytest.raises(Refused):
            read_draw(reader, key)
        with pytest.raises(Refused):
            list_draws(reader, place.campaign_id)
        assert list_visits(reader, VisitFilter()).total == 0


def test_an_unknown_draw_is_told(place: Place) -> None:
    with pytest.raises(NotFound):
        read_draw(place.people.office, 4711)


def test_lists_cost_few_statements(place: Place) -> None:
    key = draw(place.people.office, place.campaign_id, order(place))
    with count_statements() as listed:
        list_draws(place.people.office, place.campaign_id)
    with count_statements() as one:
        read_draw(place.people.office, key)
    with count_statements() as all_places:
        places(place.people.office, place.campaign_id)
    assert [visit_world.sent(seen) for seen in (listed, one, all_places)] == [1, 3, 3]
