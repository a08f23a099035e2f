"""How a party stands today: balances with their arithmetic, lists with their dates, each in its reader's scope."""

from datetime import date
from pathlib import Path

import pytest

from domain.errors import Invalid, Refused
from services import clock
from services.facts import record_fact
from services.providers import register_provider
from services.rebase_regime import preview_regime_rebase, rebase_regime
from services.regimes import start_regime
from services.standings import BalanceToday, ListToday, Standings, provider_standings, subject_standings
from services.subjects import subjects_to_report
from services.targets import list_targets
from services.unit_figures import record_figure
from services.verdict_list import list_verdicts, read_target
from services.verdicts import compute_verdicts
from tests import stored_schemes, world
from tests.databases import Database
from tests.provider_world import provider_values

LISTED = Path(__file__).resolve().parents[1] / "schemes" / "listed" / "scheme.yaml"
TODAY = date(2026, 11, 22)
VILLAGES = """
scheme: {id: rolls, name: 村级办法, version: "1", region: 区, issuer: 区政府, purpose: 测试, year: 2026}
documents:
  main: {title: 村级办法, issuer: 区政府, compared: 2026-01-01}
facts:
  rate: {name: 公开率, kind: ratio, of: village, every: month}
  late: {name: 逾期, kind: record, of: provider}
  fault:
    name: 违规
    kind: record
    of: provider
    fields: {carer: {name: 责任人, kind: person}, site: {name: 所在村, kind: text, optional: true}}
parties: {carer: 护理员}
balances:
  points:
    name: 记分
    of: carer
    base: 0
    clause: 第五条
    entries: [{id: named, title: 责任人, clause: 第五条, on: fault, whose: carer, points: 7}]
lists:
  sites: {name: 问题村, of: village, on: fault, whose: site, lasts: {count: 6, unit: month}, clause: 第六条}
  watched: {name: 关注名单, of: village, every: month, when: {value: rate, below: "90%"},
            lasts: {count: 6, unit: month}, clause: 第三条}
rules:
  - {id: L-1, title: 逾期提醒, clause: 第四条, subject: provider, on: late, then: [{do: warn}]}
  - {id: L-2, title: 记满12分的, clause: 第五条, subject: carer, every: month,
     when: {value: points, at_least: 12}, then: [{do: suspend, lasts: {count: 6, unit: month}}]}
  - {id: L-3, title: 责任人提醒, clause: 第五条, subject: carer, on: fault, whose: carer, then: [{do: warn}]}
"""


def start(people: world.People, text: str) -> int:
    """The regime of a scheme of one file."""
    stored = stored_schemes.store(stored_schemes.scheme(text))
    values = {"name": "监管", "library_id": stored, "started_on": date(2026, 1, 1)}
    return start_regime(people.office, values)


def prove(people: world.People, provider: int, event: str, day: date, **fields: str) -> str:
    """Record a fact; what it changed."""
    values = {"event": event, "happened_on": day, "description": "巡查发现", "evidence": "记录",
              "proven_by": "区民政局", "fields": fields}  # fmt: skip
    return "；".join(change.sentence for change in record_fact(people.office, provider, values).changes)


def sources_of(people: world.People, rule: str, when: str) -> list[tuple[str, str, str]]:
    """Under the verdict of a rule on a person: what was recorded, of which day, of whom."""
    (row,) = [
        one for one in list_targets(people.office).rows if (one.rule, one.period or one.day) == (rule, when)
    ]
    return [(one.metric, one.period, one.holder) for one in read_target(people.office, row.id).data]


def test_a_provider_reads_its_points_with_their_moves_and_until_when_it_is_listed(
    sqlite_database: Database,
) -> None:
    with clock.frozen(TODAY):
        people = world.district()
        regime = start(people, LISTED.read_text(encoding="utf-8"))
        provider = register_provider(people.office, provider_values(regime_id=regime))
        prove(people, provider, "fault", date(2026, 6, 1), points="6.5")
        prove(people, provider, "trained", date(2026, 7, 1))
        prove(people, provider, "bad", date(2026, 3, 1), months="8")
        found = provider_standings(people.leader, provider)
    told = "基数0；2026-06-01 扣分行为+6.5；2026-07-01 培训修复，九分以上的不适用-2"
    assert BalanceToday("记分", "4.5", told, "名单办法 五") in found.balances
    lists = {one.name: one for one in found.lists}
    assert lists["红色预警"].since is None
    assert "没有数据" in lists["红色预警"].doubt, "no rate came in: nobody knows"
    assert lists["失信"] == ListToday("失信", date(2026, 3, 1), date(2029, 3, 1), "名单办法 二")
    assert lists["关注"].since is None, "six months have gone by without another one"
    assert lists["暂停"].since is None, "until 1 November, though that is a Sunday"
    with clock.frozen(date(2026, 8, 31)):
        later = {one.name: one for one in provider_standings(people.leader, provider).lists}
    assert later["关注"] == ListToday("关注", date(2026, 3, 1), None, "名单办法 三")
    assert later["暂停"].until == date(2026, 11, 1)
    with pytest.raises(Refused), clock.frozen(TODAY):
        provider_standings(people.village, provider)


def test_a_village_is_listed_for_those_who_see_it_and_a_record_is_known_by_its_day(
    sqlite_database: Database,
) -> None:
    with clock.frozen(TODAY):
        people = world.district()
        regime = start(people, VILLAGES)
        figure = {"kind": "village", "unit_id": people.unit("东街一村"), "metric": "rate", "period": "2026-06",
                  "source": "月报", "numerator": 89, "denominator": 100}  # fmt: skip
        subject = record_figure(people.office, regime, figure).subject_id
        listed = ListToday("关注名单", date(2026, 6, 30), date(2026, 12, 30), "村级办法 第三条")
        assert listed in subject_standings(people.village, subject).lists
        assert list_targets(people.office).total == 0
        provider = register_provider(people.office, provider_values(regime_id=regime))
        assert provider_standings(people.office, provider) == Standings()
        compute_verdicts(people.office, regime)  # nothing recorded: not triggered, said once
        told = [prove(people, provider, "late", day) for day in (date(2026, 9, 1), date(2026, 9, 2))]
        assert [sentence[:17] for sentence in told] == ["2026-09-01 L-1 逾期", "2026-09-02 L-1 逾期"]
        assert {row.when for row in list_verdicts(people.office).rows} == {"2026-09-01", "2026-09-02"}


def test_whom_a_record_of_a_provider_names_is_entered_when_first_named_and_judged(
    sqlite_database: Database,
) -> None:
    with clock.frozen(TODAY):
        people = world.district()
        regime = start(people, VILLAGES)
        provider = register_provider(people.office, provider_values(regime_id=regime))
        with pytest.raises(Invalid) as refused:
            prove(people, provider, "fault", date(2026, 9, 1), carer="张三", site="没有的村")
        assert refused.value.fields == {"site": "系统里没有村居“没有的村”，请核对名称"}
        first = prove(people, provider, "fault", date(2026, 9, 1), carer="张三", site="东街一村")
        assert "2026-09 L-2 记满12分的：判定为“未触发”" in first
        assert "2026-09-01 L-3 责任人提醒：判定为“触发”" in first
        told = prove(people, provider, "fault", date(2026, 9, 30), carer="张三")
        assert "2026-09 L-2 记满12分的：由“未触发”变为“触发”" in told
        assert sources_of(people, "L-3", "2026-09-30") == [("fault", "2026-09-30", "康乐服务中心")]
        assert len(sources_of(people, "L-2", "2026-09")) == 2, "both faults stand behind the points"
        carers = subjects_to_report(people.office, regime, "carer")
        assert list(carers.values()) == ["张三"], "one person, named twice"
        found = subject_standings(people.office, int(next(iter(carers))))
        assert found.balances[0].points == "14"
        assert found.balances[0].arithmetic.endswith("2026-09-30 责任人（康乐服务中心）+7")
        (village,) = subjects_to_report(people.office, regime, "village")
        assert subject_standings(people.office, int(village)).lists[0].since == date(2026, 9, 1)


def test_whom_earlier_records_name_is_entered_when_the_scheme_asks_who_it_is(
    sqlite_database: Database,
) -> None:
    asks = stored_schemes.store(stored_schemes.scheme(VILLAGES))
    points = VILLAGES[VILLAGES.index("balances:") : VILLAGES.index("lists:")]
    rule = VILLAGES[VILLAGES.index("  - {id: L-2") :]
    unasked = VILLAGES.replace(points, "").replace(rule, "")
    with clock.frozen(TODAY):
        people = world.district()
        regime = start(people, unasked)
        provider = register_provider(people.office, provider_values(regime_id=regime))
        prove(people, provider, "fault", date(2026, 9, 1), carer="张　三、李四")
        assert subjects_to_report(people.office, regime, "carer") == {}
        preview = preview_regime_rebase(people.office, regime, {"library_id": asks})
        rebase_regime(people.office, regime, {"library_id": asks}, "修订", 1, preview.token)
        carers = subjects_to_report(people.office, regime, "carer")
        assert sorted(carers.values()) == ["张三", "李四"]
        found = [subject_standings(people.office, int(one)).balances[0].points for one in carers]
        assert found == ["7", "7"]
