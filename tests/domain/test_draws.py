"""A draw can be repeated from its record, covers each township and keeps away who must not go."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.draws import Candidate, Drawn, Measure, Rule, draw_places, draw_teams, rank
from domain.errors import Invalid

POOL = [Candidate(unit, 1 + unit % 3) for unit in range(1, 31)]  # ten places in each of three townships
NOBODY: dict[int, frozenset[int]] = {}


def count(number: int) -> Rule:
    return Rule(Measure.COUNT, Decimal(number))


def share(percent: str) -> Rule:
    return Rule(Measure.SHARE, Decimal(percent))


def test_the_same_seed_draws_the_same_places_whatever_the_order_of_the_list() -> None:
    first = draw_places(POOL, count(2), "20260601")
    assert draw_places(list(reversed(POOL)), count(2), "20260601") == first


def test_another_seed_draws_other_places() -> None:
    assert draw_places(POOL, count(2), "20260601") != draw_places(POOL, count(2), "20260602")


def test_a_lot_is_the_plain_hash_that_the_record_describes() -> None:
    assert rank("20260601", 2, 7) == "acea258f40fdb4d79748ff14431403fcd16cd100b5155f8ac98dafd3c65cf7ef"


def test_each_township_gives_its_number() -> None:
    drawn = draw_places(POOL, count(2), "x")
    strata = [1 + unit % 3 for unit in drawn]
    assert strata == [1, 1, 2, 2, 3, 3]


def test_a_township_with_fewer_places_gives_all_of_them() -> None:
    assert sorted(draw_places([Candidate(1, 5), Candidate(2, 5)], count(3), "x")) == [1, 2]


@pytest.mark.parametrize(("places", "drawn"), [(20, 1), (21, 2), (1, 1), (40, 2), (41, 3)])
def test_a_share_is_rounded_up_to_whole_places(places: int, drawn: int) -> None:
    assert share("5").size(places) == drawn


def test_a_share_of_a_hundred_takes_all() -> None:
    assert share("100").size(17) == 17


def test_avoided_places_leave_the_pool_before_it_is_counted() -> None:
    avoided = [candidate.unit_id for candidate in POOL if candidate.stratum == 1][:9]
    drawn = draw_places(POOL, share("10"), "x", avoided)
    assert len(drawn) == 3
    assert not set(drawn) & set(avoided)


@pytest.mark.parametrize("amount", ["0", "1.5", "-1"])
def test_a_count_is_a_whole_number_from_one(amount: str) -> None:
    with pytest.raises(Invalid, match="不小于 1 的整数"):
        Rule(Measure.COUNT, Decimal(amount))


@pytest.mark.parametrize("amount", ["0", "100.1"])
def test_a_share_lies_above_nothing_and_up_to_all(amount: str) -> None:
    with pytest.raises(Invalid, match="抽取比例"):
        share(amount)


def test_an_empty_pool_is_told() -> None:
    with pytest.raises(Invalid, match="没有可以抽取的单位"):
        draw_places([Candidate(1, 1)], count(1), "x", avoided=[1])


@pytest.mark.parametrize("seed", ["", "   ", "x" * 65])
def test_a_seed_can_be_written_down(seed: str) -> None:
    with pytest.raises(Invalid, match="抽取种子"):
        draw_places(POOL, count(1), seed)


def test_a_seed_of_sixty_four_characters_is_taken() -> None:
    assert draw_places(POOL, count(1), "x" * 64)


def test_each_place_gets_two_inspectors_and_the_work_is_spread_evenly() -> None:
    teams = draw_teams(range(1, 7), [11, 12, 13, 14], "x", NOBODY)
    visits = [person for team in teams for person in team.inspectors]
    assert all(len(set(team.inspectors)) == 2 for team in teams)
    assert [visits.count(person) for person in (11, 12, 13, 14)] == [3, 3, 3, 3]


def test_an_inspector_who_must_keep_away_is_not_sent() -> None:
    teams = draw_teams([1], [11, 12, 13], "x", {1: frozenset({11})})
    assert teams == [Drawn(1, teams[0].inspectors)]
    assert set(teams[0].inspectors) == {12, 13}


def test_too_few_inspectors_after_avoidance_are_told() -> None:
    with pytest.raises(Invalid, match="不足 2 人"):
        draw_teams([1], [11, 12], "x", {1: frozenset({11})})


@given(st.sets(st.integers(1, 500), min_size=1), st.integers(1, 9), st.text(min_size=1).filter(str.strip))
def test_a_draw_has_no_duplicates_and_stays_inside_the_pool(units: set[int], number: int, seed: str) -> None:
    pool = [Candidate(unit, unit % 4) for unit in units]
    drawn = draw_places(pool, count(number), seed[:64] if seed[:64].strip() else "x")
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= units
