"""Providers: registered with their unit, kept apart, told on one timeline, pooled."""

import json
from typing import Any

import pytest
from sqlmodel import select

from domain.errors import Conflict, Invalid, NotFound, Refused, WrongState
from models import engine
from models.audit import AuditEntry
from models.provider import Provider
from services import clock
from services.ban_exceptions import override_ban
from services.decision_steps import propose, serve_notice
from services.provider_list import list_providers
from services.provider_timeline import provider_figures, provider_timeline
from services.providers import edit_provider, own_provider, read_provider, register_provider
from services.regimes import assign_regime, end_regime, list_regimes, start_regime
from services.vendor_pools import create_pool, enter_pool, evaluate_member, read_pool, remove_member
from tests import provider_world, world
from tests.databases import Database
from tests.decision_path import NOTICE, bar, proposal
from tests.provider_world import CODE, ID_NUMBER, OTHER_CODE, TODAY, provider_values
from tests.statements import count_statements


@pytest.fixture
def people(database: Database) -> world.People:
    return world.district()


@pytest.fixture
def supply(database: Database) -> provider_world.Supply:
    with clock.frozen(TODAY):
        return provider_world.build()


def test_a_provider_takes_over_the_unit_of_its_name(people: world.People) -> None:
    provider = register_provider(people.office, provider_values())
    assert read_provider(people.office, provider).unit_id == people.unit("康乐服务中心")
    assert own_provider(people.provider) == provider
    assert own_provider(people.office) is None


def test_a_new_provider_brings_its_unit_along(people: world.People) -> None:
    provider = register_provider(people.office, provider_values(name="暖阳服务社", phone="0951-1"))
    view = read_provider(people.office, provider)
    assert view.unit_id not in people.units.values()
    assert view.phone == "0951-1"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 101}, "name"),
        ({"credit_code": CODE[:-1] + "4"}, "credit_code"),
        ({"legal_representative": ""}, "legal_representative"),
        ({"representative_id": "123"}, "representative_id"),
        ({"regime_id": 99}, "regime_id"),
    ],
)
def test_each_mistake_is_told_at_its_field(people: world.People, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as mistake:
        register_provider(people.office, provider_values(**changes))
    assert list(mistake.value.fields) == [field]


def test_a_code_or_name_is_registered_once(people: world.People) -> None:
    register_provider(people.office, provider_values())
    with pytest.raises(Invalid) as mistake:
        register_provider(people.office, provider_values())
    assert set(mistake.value.fields) == {"name", "credit_code"}


def test_the_identity_number_is_kept_nowhere(people: world.People) -> None:
    provider = register_provider(people.office, provider_values())
    with engine.reading() as session:
        row = session.get(Provider, provider)
        entries = session.exec(select(AuditEntry)).all()
        stored = json.dumps([[entry.before, entry.after, entry.summary] for entry in entries])
    assert row is not None
    assert len(row.representative_id_hash) == 64
    assert ID_NUMBER not in stored
    assert row.representative_id_hash not in stored


def test_an_edit_without_the_number_keeps_the_person_and_another_person_forgets_it(
    people: world.People,
) -> None:
    provider = register_provider(people.office, provider_values())
    edit_provider(people.office, provider, 1, provider_values(representative_id="", phone="1"))
    assert read_provider(people.office, provider).identity_known
    edit_provider(
        people.office, provider, 2, provider_values(representative_id="", legal_representative="康二")
    )
    assert not read_provider(people.office, provider).identity_known


def test_the_second_of_two_editors_is_told_by_whom(people: world.People) -> None:
    provider = register_provider(people.office, provider_values())
    edit_provider(people.office, provider, 1, provider_values(phone="1"))
    with pytest.raises(Conflict, match="欧办"):
        edit_provider(people.second_office, provider, 1, provider_values(phone="2"))


def test_a_provider_sees_itself_and_no_other(people: world.People) -> None:
    provider = register_provider(people.office, provider_values())
    assert read_provider(people.provider, provider).name == "康乐服务中心"
    with pytest.raises(Refused):
        read_provider(people.other_provider, provider)
    assert list_providers(people.other_provider).total == 0
    with pytest.raises(Refused):
        edit_provider(people.provider, provider, 1, provider_values())


def test_a_township_sees_the_directory_without_verdicts(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", 84, 100)
    (row,) = list_providers(supply.people.township).rows
    assert (row.figures, row.triggered, row.cases) == ([], 0, 0)
    (row,) = list_providers(supply.people.office).rows
    assert (row.triggered, row.cases) == (2, 1)
    assert [(figure.num, figure.den, figure.crossed) for figure in row.figures] == [(84, 100, True)]


@pytest.mark.parametrize(("only", "total"), [("", 2), ("crossed", 1), ("cases", 1), ("barred", 0)])
def test_the_directory_filters(supply: provider_world.Supply, only: str, total: int) -> None:
    with clock.frozen(TODAY):
        register_provider(supply.people.office, provider_values(name="和顺服务中心", credit_code=OTHER_CODE))
        supply.survey("2026Q1", 84, 100)
        assert list_providers(supply.people.office, only=only).total == total


def test_the_directory_takes_few_statements(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", 84, 100)
        with count_statements() as seen:
            list_providers(supply.people.office)
    assert len([one for one in seen if one.startswith("SELECT")]) <= 5


def test_figures_come_with_the_lines_of_their_rules(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", 88, 100)
    (figure,) = provider_figures(supply.people.office, supply.provider_id)
    lines = {(line.rule, line.sign, str(line.value), line.met) for line in figure.lines}
    assert {("T-20", "below", "17/20", False), ("T-19a", "below", "9/10", True)} <= lines


def test_the_timeline_tells_the_office_everything_and_the_party_what_it_knows(
    supply: provider_world.Supply,
) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", 84, 100)
        case = supply.case("T-20")
        propose(supply.people.office, case.key, 1, proposal())
        hidden = provider_timeline(supply.people.provider, supply.provider_id)
        serve_notice(supply.people.office, case.key, 2, NOTICE)
        told = provider_timeline(supply.people.provider, supply.provider_id)
        full = provider_timeline(supply.people.office, supply.provider_id)
    assert not [entry for entry in hidden.entries if "处置" in entry.summary]
    assert [entry.summary for entry in told.entries if "处置" in entry.summary] == [
        "处置 CZ2026-0001：送达事先告知书，陈述申辩截至2026-07-13"
    ]
    assert any("提出意见" in entry.summary for entry in full.entries)
    with pytest.raises(Refused):
        provider_timeline(supply.people.other_provider, supply.provider_id)


def test_a_regime_asks_for_what_the_scheme_leaves_open(people: world.People) -> None:
    version = provider_world.install()
    values = {"name": "监管", "library_id": version, "started_on": TODAY}
    with pytest.raises(Invalid, match="请选择制度库"):
        start_regime(people.office, {**values, "library_id": 99})
    start_regime(people.office, values)
    with pytest.raises(Invalid, match="已经存在"):
        start_regime(people.office, values)


def test_an_ended_regime_judges_nobody_any_more(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        (regime,) = list_regimes(supply.people.office)
        end_regime(supply.people.office, regime.id, regime.version, "合同期满")
        supply.survey("2026Q1", 84, 100)
        assert supply.cases() == []
        with pytest.raises(NotFound):
            assign_regime(supply.people.office, regime.id, [supply.provider_id], "合同")


def test_a_pool_takes_who_meets_every_condition_and_is_not_barred(supply: provider_world.Supply) -> None:
    office = supply.people.office
    with clock.frozen(TODAY):
        conditions = ("登记满两年", "无不良记录")
        pool = create_pool(office, {"name": "居家服务库", "basis": "招标文件", "conditions": conditions})
        with pytest.raises(Invalid, match="无不良记录"):
            enter_pool(office, pool, supply.provider_id, {"登记满两年": True})
        met = {"登记满两年": True, "无不良记录": True}
        member = enter_pool(office, pool, supply.provider_id, met)
        with pytest.raises(WrongState, match="已经在库内"):
            enter_pool(office, pool, supply.provider_id, met)
        evaluate_member(office, member, 1, "优良", "年度评价92分")
        remove_member(office, member, 2, "服务终止")
        bar(supply)
        with pytest.raises(Refused, match="进入供应商库"):
            enter_pool(office, pool, supply.provider_id, met)
        override_ban(supply.people.leader, supply.provider_id, "pool", "应急")
        enter_pool(office, pool, supply.provider_id, met)
        view = read_pool(office, pool)
    assert [(one.removed_on is None, bool(one.barred)) for one in view.members] == [
        (True, True),
        (False, True),
    ]
    assert read_pool(supply.people.other_provider, pool).members == []
