"""Bans: registered by a decision, kept at each door, ended on the day they end, overridden on the record."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.errors import Refused, WrongState
from domain.units import UnitKind
from services import clock
from services.actor import Actor
from services.ban_exceptions import ask_release, decide_release, list_overrides, list_releases, override_ban
from services.bans import list_bans, reached_too, read_ban
from services.contracts import create_contract, extend_contract, renew_contract
from services.decision_force import revoke
from services.provider_list import list_providers
from services.providers import edit_provider, read_provider, register_provider
from services.units import UnitForm, create_unit
from tests import provider_world, world
from tests.databases import Database
from tests.decision_path import bar
from tests.provider_world import TODAY, contract_values, provider_values
from tests.statements import count_statements

LAST = date(2029, 7, 6)  # the corresponding day three years after the decision
NEXT = date(2029, 7, 7)


@pytest.fixture
def supply(database: Database) -> provider_world.Supply:
    """A provider barred on 6 July 2026 for three years."""
    with clock.frozen(TODAY):
        built = provider_world.build()
        bar(built)
        return built


def sign(supply: provider_world.Supply, provider_id: int = 0, **changes: Any) -> int:
    values = contract_values(number="HT-新", **changes)
    return create_contract(supply.people.office, provider_id or supply.provider_id, values)


def test_the_register_says_until_when(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        (ban,) = list_bans(supply.people.office).rows
    assert (ban.start, ban.end, ban.term, ban.scope) == (TODAY, LAST, "3年", "全区范围")
    assert supply.case("T-14").ends_on == LAST


def test_a_contract_is_refused_on_the_last_day_with_rule_decision_and_end(
    supply: provider_world.Supply,
) -> None:
    days: dict[str, Any] = {"start": LAST, "end": date(2030, 7, 6)}
    with clock.frozen(LAST), pytest.raises(Refused) as refusal:
        sign(supply, **days)
    for part in ("T-14", "CZ2026-0001", "截至2029年7月6日（含当日）", "2029年7月7日起方可办理"):
        assert part in str(refusal.value)


def test_a_contract_is_allowed_on_the_next_day(supply: provider_world.Supply) -> None:
    with clock.frozen(NEXT):
        assert sign(supply, start=NEXT, end=date(2030, 7, 6)) > 0


def test_a_contract_dated_back_into_the_ban_is_refused(supply: provider_world.Supply) -> None:
    with clock.frozen(NEXT), pytest.raises(Refused):
        sign(supply, start=LAST, end=date(2030, 7, 6))


def test_the_same_legal_representative_is_barred_under_another_name(supply: provider_world.Supply) -> None:
    values = provider_values(name="和顺服务中心", credit_code=provider_world.OTHER_CODE, controller="")
    with clock.frozen(TODAY):
        other = register_provider(supply.people.office, values)
        with pytest.raises(Refused, match="法定代表人为同一人"):
            sign(supply, other)


def test_a_namesake_is_not_barred(supply: provider_world.Supply) -> None:
    values = provider_values(
        name="和顺服务中心", credit_code=provider_world.OTHER_CODE, controller="", representative_id=""
    )
    with clock.frozen(TODAY):
        assert sign(supply, register_provider(supply.people.office, values)) > 0


def test_the_same_controller_is_barred(supply: provider_world.Supply) -> None:
    values = provider_values(
        name="和顺服务中心", credit_code=provider_world.OTHER_CODE, controller=" 康氏 集团",
        representative_id="",
    )  # fmt: skip
    with clock.frozen(TODAY):
        other = register_provider(supply.people.office, values)
        (ban,) = list_bans(supply.people.office).rows
        assert [(one.provider, one.because) for one in reached_too(supply.people.office, ban.id)] == [
            ("和顺服务中心", "实际控制人相同")
        ]
        with pytest.raises(Refused, match="实际控制人相同"):
            sign(supply, other)


def test_a_running_contract_of_a_related_provider_is_neither_extended_nor_renewed(
    database: Database,
) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build()
        values = provider_values(name="和顺服务中心", credit_code=provider_world.OTHER_CODE)
        other = register_provider(supply.people.office, values)
        contract = sign(supply, other)
        bar(supply)
        with pytest.raises(Refused, match="延长服务合同"):
            extend_contract(supply.people.office, contract, 1, date(2027, 6, 30), "过渡")
        with pytest.raises(Refused, match="续签服务合同"):
            renew_contract(
                supply.people.office, contract, 1,
                contract_values(number="HT-续", start=date(2027, 1, 1), end=date(2027, 12, 31)),
            )  # fmt: skip


def test_an_override_lets_one_contract_through_and_stays_on_record(supply: provider_world.Supply) -> None:
    people = supply.people
    with clock.frozen(TODAY):
        with pytest.raises(Refused, match="领导"):
            override_ban(people.office, supply.provider_id, "contract", "偏远村无其他单位")
        override_ban(people.leader, supply.provider_id, "contract", "偏远村无其他单位")
        sign(supply)
        (row,) = list_overrides(people.leader)
        assert (row.reason, row.contract) == ("偏远村无其他单位", "HT-新")
        assert row.used_at is not None
        with pytest.raises(Refused):
            create_contract(people.office, supply.provider_id, contract_values(number="HT-又"))


def test_an_override_for_one_purpose_does_not_serve_another(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        override_ban(supply.people.leader, supply.provider_id, "settlement", "结清前款")
        with pytest.raises(Refused):
            sign(supply)


def test_an_early_release_is_asked_by_one_and_granted_by_another(supply: provider_world.Supply) -> None:
    people = supply.people
    with clock.frozen(date(2027, 1, 5)):
        (ban,) = list_bans(people.office).rows
        ask_release(people.office, ban.id, ban.version, "已换法定代表人并完成整改")
        (asked,) = list_releases(people.leader, waiting=True)
        decide_release(people.leader, asked.id, asked.version, True, "同意")
        assert list_bans(people.office, current=True).total == 0
        assert sign(supply, start=date(2027, 1, 5), end=date(2027, 12, 31)) > 0


def test_a_refused_release_leaves_the_ban(supply: provider_world.Supply) -> None:
    people = supply.people
    with clock.frozen(date(2027, 1, 5)):
        (ban,) = list_bans(people.office).rows
        asked = ask_release(people.office, ban.id, ban.version, "已完成整改")
        decide_release(people.leader, asked, 1, False, "期限未过半")
        assert list_bans(people.office, current=True).total == 1


def test_a_ban_that_is_over_needs_no_release(supply: provider_world.Supply) -> None:
    (ban,) = list_bans(supply.people.office).rows
    with clock.frozen(NEXT), pytest.raises(WrongState, match="期满"):
        ask_release(supply.people.office, ban.id, ban.version, "已完成整改")


def test_a_revoked_decision_takes_its_ban_along(supply: provider_world.Supply) -> None:
    case = supply.case("T-14")
    with clock.frozen(date(2026, 8, 3)):
        revoke(supply.people.leader, case.key, case.version, "复核认定事实不清")
        assert sign(supply, start=date(2026, 8, 3), end=date(2026, 12, 31)) > 0


def test_a_provider_finds_its_own_bans_only(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        assert list_bans(supply.people.provider).total == 1
        assert list_bans(supply.people.other_provider).total == 0


@pytest.mark.parametrize("words", ["康乐", provider_world.CODE, "康氏", "CZ2026"])
def test_the_register_is_searched_by_who_and_by_what(supply: provider_world.Supply, words: str) -> None:
    assert list_bans(supply.people.township, words=words).total == 1
    assert list_bans(supply.people.township, words="查无此家").total == 0


def test_the_register_takes_few_statements(supply: provider_world.Supply) -> None:
    with count_statements() as seen:
        list_bans(supply.people.office)
    assert len(seen) <= 4


def a_school(people: world.People) -> Actor:
    """Somebody at a unit that is neither a place nor a party of a contract."""
    unit = create_unit(people.admin, UnitForm("实验中学", UnitKind.SCHOOL, people.unit(world.DISTRICT)))
    return replace(people.township, unit_id=unit, unit_name="实验中学")


def test_a_school_reads_the_firm_and_not_the_names_behind_it(supply: provider_world.Supply) -> None:
    people = supply.people
    school = a_school(people)
    with clock.frozen(TODAY):
        row = read_provider(people.office, supply.provider_id)
        changes = provider_values(
            legal_representative=row.legal_representative, contact="联一二", phone="0951-7"
        )
        edit_provider(people.office, row.id, row.version, changes)
        whole, less = read_provider(people.township, row.id), read_provider(school, row.id)
        assert (whole.contact, whole.phone, whole.controller) == ("联一二", "0951-7", "康氏集团")
        assert (less.name, less.contact, less.phone, less.controller) == (whole.name, "联**", "", "康***")
        person = whole.legal_representative
        for reader, name, found in (
            (people.township, person, 1),
            (school, person[0] + "*" * (len(person) - 1), 0),
        ):
            assert {one.legal_representative for one in list_providers(reader, words=whole.name).rows} == {
                name
            }
            assert {one.legal_representative for one in list_bans(reader).rows} == {name}
            assert list_providers(reader, words=person).total == found
            assert list_bans(reader, words=person).total == found
        ban = list_bans(school).rows[0].id
        assert read_ban(school, ban).controller == "康***"
