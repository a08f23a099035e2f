"""Getting hold of one report: which turn of which unit it is, how that stands, and what was handed in for it."""

from dataclasses import dataclass, replace

from sqlmodel import Session, select

from domain.errors import NotFound, WrongState
from domain.filing import FilingState, FilingStep, require_filing_step
from domain.library.models.campaign import Deliverable as Entry
from domain.library.models.filing import HANDS_IN
from domain.permissions import Action
from domain.thresholds.came import Came
from domain.units import UnitKind
from models.campaign import Campaign, Deliverable
from models.filing import FiledReport
from models.unit import Unit
from services.actor import Actor
from services.campaign_came import came_of, entry_of, kept_since
from services.campaigns import require_campaign
from services.closed_periods import hold_periods
from services.conflicts import stale
from services.filed_reports import filings_kept
from services.filing_scope import in_scope, is_tracked, keepers, kept_by, planned_as
from services.filing_turns import engine_of, turn_key, turns_of
from services.filings import filings_of_turn
from services.regimes import Regime, regime_of
from services.self_scope import DELIVERABLE
from services.turns import take_turn
from services.visibility import covers, out_of_reach

OBJECT = "filed_report"
_NOT_OWED = "找不到这项报送，或者它不由这个单位报送。"


@dataclass(frozen=True, slots=True)
class FilingPlace:
    """One turn of one unit: of a regime (`code` is the key of the record), or of a campaign (that of the duty)."""

    unit_id: int
    code: str
    regime_id: int = 0
    campaign_id: int = 0
    period: str = ""


@dataclass(frozen=True, slots=True)
class HeldFiling:
    """A turn of a unit with everything around it, as rows of the running transaction."""

    place: FilingPlace
    unit: Unit
    title: str
    clause: str
    came: Came
    report: FiledReport | None
    regime: Regime | None = None
    campaign: Campaign | None = None
    entry: Entry | None = None
    checklist: bool = False  # a campaign has it answered on its checklist; here it is only read

    @property
    def state(self) -> FilingState:
        return FilingState(self.report.state) if self.report is not None else FilingState.NOT_STARTED

    @property
    def where(self) -> str:
        """The regime or the campaign by its name."""
        if self.campaign is not None:
            return self.campaign.name
        return self.regime.row.name if self.regime is not None else ""

    @property
    def ended(self) -> str:
        """Why nothing can be handed in any more, or ""."""
        if self.campaign is not None and self.campaign.state != "running":
            return f"专项行动“{self.campaign.name}”已经结束，不再报送。"
        if self.regime is not None and self.regime.row.ended_on is not None:
            return f"监管方案“{self.regime.row.name}”已经停用，不再报送。"
        if self.checklist:
            return "这是专项行动里的自查报告，在“我的自查”里填报，这里直接取用，不另外报送。"
        return ""

    @property
    def upwards(self) -> bool:
        """The office reports it to somebody outside of the system."""
        return self.unit.kind == UnitKind.OFFICE

    @property
    def on_paper(self) -> bool:
        """Somebody has registered that it came, and nothing was handed in here."""
        here = self.report is not None and self.report.first_day is not None
        return self.came.day is not None and not here and not self.came.returned


def place_of(report: FiledReport) -> FilingPlace:
    """Where a report belongs."""
    return FilingPlace(
        report.unit_id, report.code, report.regime_id or 0, report.campaign_id or 0, report.period
    )


def report_at(place: FilingPlace, *, session: Session, lock: bool = False) -> FiledReport | None:
    """What was begun for a turn, if anything."""
    found = select(FiledReport).where(
        FiledReport.regime_id == (place.regime_id or None), FiledReport.campaign_id == (place.campaign_id or None),
        FiledReport.code == place.code, FiledReport.period == place.period,
        FiledReport.unit_id == place.unit_id,
    )  # fmt: skip
    return session.exec(found.with_for_update() if lock else found).first()


def report_of(report_id: int, *, session: Session) -> FiledReport:
    """A report by its number."""
    row = session.get(FiledReport, report_id)
    if row is None:
        raise NotFound("找不到这份报送材料。")
    return row


def hold_filing(
    actor: Actor, action: Action, place: FilingPlace, *, session: Session, lock: bool = False
) -> HeldFiling:
    """The turn, or `NotFound` / `Refused`; locked against others for a change."""
    unit = session.get(Unit, place.unit_id)
    if unit is None:
        raise NotFound(_NOT_OWED)
    if not covers(actor, action, place.unit_id, session=session):
        raise out_of_reach(actor, action)
    if lock and place.regime_id:
        hold_periods(place.regime_id, session=session)
    if lock:
        take_turn(session=session)
    report = report_at(place, session=session, lock=lock)
    held = _in_campaign if place.campaign_id else _under_regime
    return held(actor, place, unit, report, session=session)


def hold_to(
    actor: Actor, action: Action, step: FilingStep, place: FilingPlace, version: int, *, session: Session
) -> HeldFiling:
    """The turn for a change: nobody else has changed it since `version`, and its state allows the step."""
    held = hold_filing(actor, action, place, session=session, lock=True)
    if held.ended:
        raise WrongState(held.ended)
    if (held.report.version if held.report is not None else 0) != version:
        key = held.report.key if held.report is not None else None
        raise stale("这份材料", OBJECT, key, session=session)
    require_filing_step(held.state, step)
    return held


def _under_regime(
    actor: Actor, place: FilingPlace, unit: Unit, report: FiledReport | None, *, session: Session
) -> HeldFiling:
    if not place.regime_id:
        raise NotFound(_NOT_OWED)
    regime = regime_of(place.regime_id, session=session)
    filing = filings_kept(regime).get(place.code)
    if filing is None:
        raise NotFound(_NOT_OWED)
    engine = engine_of(regime, session=session)
    run = engine.filings[filing.files]
    asked = "" if run.own else place.period
    if asked not in turns_of(regime, engine, filing):
        raise NotFound("没有这一期的报送，请从“我的报送”或者“报送情况”里打开。")
    rows = filings_of_turn(actor, regime, place.code, asked, session=session)
    row = next((one for one in rows if one.unit_id == place.unit_id), None)
    if row is None:
        raise NotFound(_NOT_OWED)
    listed = _on_checklist(regime, place, filing.files, session=session)
    if run.own and report is None:
        place = replace(place, period=turn_key(run, row.came))
        report = report_at(place, session=session)
    entry = engine.filings[filing.files].one
    title = f"{entry.title}（{row.came.period}）" if row.came.period else entry.title
    came = replace(row.came, period="")
    return HeldFiling(
        place, unit, title, entry.clause, came, report, regime=regime, entry=entry, checklist=listed
    )


def _on_checklist(regime: Regime, place: FilingPlace, duty: str, *, session: Session) -> bool:
    """Whether a campaign has this self-inspection answered on its checklist."""
    on = planned_as(regime, duty, place.period, DELIVERABLE)
    return session.exec(select(Unit.id).where(Unit.id == place.unit_id, on)).first() is not None


def _in_campaign(
    actor: Actor, place: FilingPlace, unit: Unit, report: FiledReport | None, *, session: Session
) -> HeldFiling:
    campaign = require_campaign(actor, place.campaign_id, session=session)
    duty = duty_at(campaign.key, place.code, session=session)
    if (
        unit.kind not in HANDS_IN
        or unit.kind not in duty.unit_kinds
        or (duty.only and unit.key not in duty.only)
    ):
        raise NotFound(_NOT_OWED)
    inside = select(Unit.id).where(Unit.id == unit.key, in_scope(campaign.key))
    if unit.kind != UnitKind.OFFICE and session.exec(inside).first() is None:
        raise NotFound(_NOT_OWED)
    if report is None and (keeper := kept_by(duty, unit.kind, keepers(campaign, session=session))):
        raise WrongState(f"“{duty.name}”在监管方案“{keeper.row.name}”的“报送情况”里报送。")
    entry = entry_of(campaign, duty, session=session)
    since = kept_since(campaign)
    came = came_of(report, entry, title=duty.name, due=duty.due, words=duty.words, since=since)
    return HeldFiling(place, unit, duty.name, duty.clause, came, report, campaign=campaign, entry=entry)


def duty_at(campaign_id: int, code: str, *, session: Session) -> Deliverable:
    """A duty of a campaign that units hand in, or `NotFound`."""
    found = select(Deliverable).where(Deliverable.campaign_id == campaign_id, Deliverable.code == code)
    row = session.exec(found).first()
    if row is None or not is_tracked(row):
        raise NotFound(_NOT_OWED)
    return row
