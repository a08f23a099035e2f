"""A scheme for townships and departments alike: figures and records of both come in, each is judged, ranked, scored."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from domain.errors import Invalid, Refused
from domain.library import load_folder
from domain.units import UnitKind
from models import engine
from models.decision import Verdict
from models.subject import Subject
from services import clock
from services.actor import Actor
from services.filings import list_filings
from services.filings_receive import may_receive
from services.rebase_regime import preview_regime_rebase, rebase_regime
from services.regimes import start_regime
from services.register_import import add_entry, register_template
from services.registers import fillable
from services.score_export import export_scores
from services.score_import import mark_template
from services.score_marks import give_marks
from services.score_places import SheetPlace
from services.score_rounds import RoundPlace
from services.score_sheets import list_scores, sheets_of_regime
from services.score_view import sheets_of_subject
from services.standings import subject_standings
from services.subjects import enrol_units, kinds_of, subjects_to_report
from services.targets import figures_asked, list_targets
from services.unit_figures import record_figure
from services.units import UnitForm, create_unit
from tests import stored_schemes, world
from tests.databases import Database

ALIKE = load_folder(Path(__file__).parents[1] / "schemes" / "alike")
TODAY = date(2026, 4, 20)
BOTH = ("department", "township")
OLD = """
scheme: {id: alike, name: 示例区督查激励办法, version: "0.9", region: 示例区, issuer: 区政府办, purpose: 测,
  year: 2026}
documents:
  main: {title: 示例区督查激励办法, issuer: 区政府办, compared: 2026-01-12, effective: 2026-01-10}
facts:
  progress: {name: 重点工作得分, kind: number, of: township, every: quarter}
rules:
  - {id: R-1, title: 得分低于60分的约谈, clause: 第二条, subject: township, every: quarter,
     when: {value: progress, below: 60}, then: [{do: interview}]}
"""


class Place:
    """The district with two departments and two townships, under the scheme."""

    def __init__(self, library: Any = ALIKE) -> None:
        self.people = world.district()
        self.bureau = create_unit(self.people.admin, UnitForm("民政局", UnitKind.DEPARTMENT, 1))
        values = {
            "name": "督查激励",
            "library_id": stored_schemes.store(library),
            "started_on": date(2026, 1, 10),
        }
        self.regime = start_regime(self.people.office, values)

    def unit(self, name: str) -> int:
        return self.bureau if name == "民政局" else self.people.unit(name)

    def score(
        self, unit: str, kind: str, points: str, metric: str = "progress", by: Actor | None = None
    ) -> None:
        values = {"kind": kind, "unit_id": self.unit(unit), "metric": metric, "period": "2026Q1",
                  "numerator": points, "figure": points, "source": "考核通报"}  # fmt: skip
        record_figure(by or self.people.office, self.regime, values)

    def all_scored(self) -> None:
        for unit, kind, points in (
            ("东街镇", "township", "80"), ("西河镇", "township", "59"), ("民政局", "department", "70"),
            ("派驻纪检监察组", "department", "50"),
        ):  # fmt: skip
            self.score(unit, kind, points)


def outcomes(rule: str, period: str = "2026Q1") -> dict[str, str]:
    """How an entry stands now, by the names of those who are judged."""
    with engine.reading() as session:
        found = select(Subject.name, Verdict.outcome).join(
            Subject, col(Subject.id) == col(Verdict.subject_id)
        )
        rows = session.exec(
            found.where(Verdict.rule == rule, Verdict.period == period, col(Verdict.superseded).is_(False))
        ).all()
    return dict(rows)


def test_figures_of_both_come_in_and_each_is_judged_and_ranked_among_its_own(database: Database) -> None:
    with clock.frozen(TODAY):
        place = Place()
        people, regime = place.people, place.regime
        assert tuple(sorted(one.key for one in kinds_of(people.office, regime) if one.of_units)) == BOTH
        assert "progress" in figures_asked(people.office, regime, "township")
        assert "villages" not in figures_asked(people.office, regime, "department")
        place.all_scored()
        expected = {"东街镇": "not_triggered", "西河镇": "triggered", "民政局": "not_triggered",
                    "派驻纪检监察组": "triggered"}  # fmt: skip
        assert outcomes("R-1") == expected
        firsts = {name for name, outcome in outcomes("R-3").items() if outcome == "triggered"}
        assert firsts == {"东街镇", "民政局"}, "departments and townships are ranked by themselves"
        told = {row.subject: row.arithmetic for row in list_targets(people.office, words="R-3").rows}
        assert "2个部门中第1" in told["民政局"]
        assert list_targets(people.office, subject_kind="department", words="得分低于60分的约谈").total == 2
        with pytest.raises(Invalid, match="不统计“民政局”的这项数据"):
            place.score("民政局", "department", "3", metric="villages")
        assert {one.subject for one in list_targets(people.township).rows} == {"东街镇"}


def test_records_points_and_lists_are_kept_of_both_in_one_register(database: Database) -> None:
    with clock.frozen(TODAY):
        place = Place()
        people, regime = place.people, place.regime
        kinds = fillable(people.office, regime)
        assert {"东街镇", "西河镇", "民政局", "派驻纪检监察组"} <= set(kinds["notice"].units)
        assert kinds["notice"].word == "部门、镇街"
        assert set(fillable(people.township, regime)["sessions"].units) == {"东街镇"}
        assert register_template(people.office, regime, "notice")
        for unit in ("民政局", "东街镇"):
            values = {"name": unit, "day": "2026-02-03", "field:grave": "是", "done_by": "督查室"}
            add_entry(people.office, regime, "notice", values)
        own = {"name": "东街镇", "day": "2026-03-05", "done_by": "王学"}
        add_entry(people.township, regime, "sessions", own)
        with pytest.raises(Refused):
            add_entry(people.township, regime, "notice", {**own, "field:grave": "是"})
        assert outcomes("U-1") == {"东街镇": "met", "民政局": "not_met"}
        # five for the notice, three for each of two months without reports, one for the quarter without a session
        for kind, points in (("township", "89"), ("department", "88")):
            (subject,) = subjects_to_report(people.office, regime, kind)
            standings = subject_standings(people.office, int(subject))
            assert [one.points for one in standings.balances] == [points]
            assert [one.since for one in standings.lists] == [date(2026, 2, 3)]


def test_one_sheet_scores_both_and_ranks_each_kind_by_itself(database: Database) -> None:
    with clock.frozen(TODAY):
        place = Place()
        people, regime = place.people, place.regime
        place.all_scored()
        assert sheets_of_regime(people.office, regime)["annual"].who == "部门、镇街"
        for row in list_scores(people.office, regime, "annual", "2026"):
            there = SheetPlace(regime, "annual", "2026", row.party_id)
            give_marks(people.office, there, {"style": {"points": "0", "reason": "无"}}, "考核组")
            assert [one.place.sheet for one in sheets_of_subject(people.office, row.party_id)] == ["annual"]
    with clock.frozen(date(2027, 1, 20)):
        for unit, kind in (("东街镇", "township"), ("民政局", "department")):
            values = {"kind": kind, "unit_id": place.unit(unit), "metric": "progress", "period": "2026Q4",
                      "numerator": "90", "figure": "90", "source": "考核通报"}  # fmt: skip
            record_figure(people.office, regime, values)
        rows = list_scores(people.office, regime, "annual", "2026")
        assert [(row.shown, row.rank) for row in rows if row.rank] == [
            ("民政局（部门）", 1),
            ("东街镇（镇街）", 1),
        ]
        assert export_scores(people.office, regime, "annual", "2026")
        assert mark_template(people.office, RoundPlace(regime, "annual", "2026"))


def test_each_kind_hands_in_its_own_reports_and_is_asked_for_its_own(sqlite_database: Database) -> None:
    with clock.frozen(TODAY):
        place = Place()
        people, regime = place.people, place.regime
        for kind in BOTH:
            enrol_units(people.office, regime, kind)
        assert may_receive(people.office, regime, "D-1.department")
        for period in ("2026-01", "2026-02"):
            values = {"name": "民政局", "day": "2026-02-04", "field:period": period, "done_by": "收发员"}
            add_entry(people.office, regime, "D-1.department", values)
        late = outcomes("R-2", "2026-02")
        assert late["民政局"] == "not_triggered"
        assert late["东街镇"] == "triggered"
        names = {row.name for row in list_filings(people.office, regime, "D-1.township", "2026-02")}
        assert names == {"东街镇", "西河镇"}


def test_a_regime_of_townships_goes_over_to_a_version_that_takes_in_departments(
    sqlite_database: Database,
) -> None:
    with clock.frozen(TODAY):
        place = Place(stored_schemes.scheme(OLD))
        place.score("东街镇", "township", "59")
        assert outcomes("R-1") == {"东街镇": "triggered"}
        values = {"library_id": stored_schemes.store(ALIKE)}
        preview = preview_regime_rebase(place.people.office, place.regime, values)
        rebase_regime(place.people.office, place.regime, values, "办法修订，部门一并纳入", 1, preview.token)
        place.score("民政局", "department", "58")
        assert outcomes("R-1") == {"东街镇": "triggered", "民政局": "triggered"}
