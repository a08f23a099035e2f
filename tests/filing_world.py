"""A regime and a campaign by one scheme whose rules ask whether reports came."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from domain.thresholds.verdicts import Outcome
from models import engine
from models.decision import Verdict
from services import clock
from services.actor import Actor
from services.providers import register_provider
from services.regimes import assign_regime, start_regime
from services.register_import import add_entry
from services.subjects import enrol_units
from services.verdicts import refresh_all
from tests import campaign_world as cw
from tests import world
from tests.provider_world import provider_values
from tests.register_world import Registry

MONTHLY = """deliverables:
  - {id: D-3, title: 月度统计, clause: 五, who: [township], repeats: {every: month, day: 5, about: previous},
     unless: {during: {season: {from: {month: 12, day: 1}, to: {month: 1, day: 31}}}}}
"""
RULES = """
rules:
  - {id: R-1, title: 未按时报自查的不得评优, clause: 六, subject: township, every: year, when: {not: {met: D-1}},
     then: [{do: bar_award, text: 不得评优}]}
  - {id: R-3, title: 未按时报月度统计的通报, clause: 六, subject: township, every: month, when: {not: {met: D-3}},
     then: [{do: notify}]}
  - {id: R-4, title: 未按时报自查的约谈, clause: 六, subject: provider, every: year, when: {not: {met: D-1}},
     then: [{do: interview}]}
"""
SCHEME = cw.SCHEME.replace("deliverables:\n", MONTHLY) + RULES
UNJUDGED = SCHEME.replace("{not: {met: D-3}}", "{not: {met: D-1}}")  # no rule asks about the monthly report


@dataclass(frozen=True, slots=True)
class Place:
    """A regime and a campaign by the same scheme, a provider under the regime."""

    registry: Registry
    campaign_id: int

    @property
    def people(self) -> world.People:
        return self.registry.people

    def outcome(self, rule: str, period: str, unit: str) -> Outcome | None:
        return self.registry.outcome(rule, period, unit)

    def register(self, actor: Actor, unit: str, period: str, day: str) -> None:
        values = {"name": unit, "day": day, "field:period": period, "done_by": "王收发"}
        add_entry(actor, self.registry.regime_id, "D-3", values)

    def of_provider(self) -> str:
        with engine.reading() as session:
            found = select(Verdict.outcome).where(Verdict.rule == "R-4", col(Verdict.superseded).is_(False))
            return session.exec(found).one()

    def judged_on(self, day: date) -> None:
        """What each morning does."""
        with clock.frozen(day), engine.transaction() as session:
            refresh_all(session=session)


def build(scheme: str = SCHEME) -> Place:
    """The regime and the campaign on 12 May, nothing filed."""
    with clock.frozen(date(2026, 5, 12)):
        people, library_id = world.district(), cw.library(scheme)
        values = {"name": "报送考核", "library_id": library_id, "started_on": date(2026, 5, 10),
                  "parameters": {"year": 2026, "hotline": "12345"}}  # fmt: skip
        regime_id = start_regime(people.office, values)
        enrol_units(people.office, regime_id, "township")
        provider_id = register_provider(people.office, provider_values())
        assign_regime(people.office, regime_id, [provider_id], "服务合同第八条")
        return Place(Registry(people, regime_id, provider_id), cw.campaign(people, library_id))
