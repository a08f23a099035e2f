"""Settings of the installation: the district's name and the default bounds of the traffic lights."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.permissions import Action
from domain.terms import Unit as TermUnit
from domain.traffic_lights import DEFAULT_BOUNDS, LightBounds
from models import engine
from models.account import Setting
from services.actor import Actor
from services.audit import changed, record
from services.conflicts import stale
from services.use_case import INJECTED, command, query

DISTRICT = "district_name"
BOUNDS = "light_bounds"
LONGEST_DISTRICT = 60  # it stands in the heads of documents
MOST_DAYS = 365  # as for a single campaign; a scheme may say any length


@dataclass(frozen=True, slots=True)
class SystemSettings:
    """What an administrator may set."""

    district: str
    bounds: LightBounds


def district_name() -> str:
    """The district's name for the log-in page and the heads; "" before the first start."""
    with engine.reading() as session:
        return _read(session=session).district


def default_bounds(*, session: Session) -> LightBounds:
    """Bounds of the lights for campaigns that set none of their own."""
    return _read(session=session).bounds


def _read(*, session: Session) -> SystemSettings:
    rows = session.exec(select(Setting).where(col(Setting.name).in_((DISTRICT, BOUNDS)))).all()
    values = {row.name: row.value for row in rows}
    kept = values.get(BOUNDS)
    bounds = (
        LightBounds(int(str(kept["yellow_days"])), TermUnit(str(kept["unit"]))) if kept else DEFAULT_BOUNDS
    )
    return SystemSettings(str(values.get(DISTRICT, {}).get("name", "")), bounds)


@query(Action.SETTINGS_EDIT)
def read_settings(actor: Actor, *, session: Session = INJECTED) -> SystemSettings:
    """The settings as they are."""
    return _read(session=session)


@command(Action.SETTINGS_EDIT)
def save_settings(
    actor: Actor, new: SystemSettings, *, seen: SystemSettings, session: Session = INJECTED
) -> None:
    """Change the settings; `seen` is what the caller had read before."""
    if _read(session=session) != seen:
        raise stale("系统设置", "setting", 0, session=session)
    _require_valid(new)
    before, after = changed(_plain(seen), _plain(new))
    if not after:
        return
    put(DISTRICT, {"name": new.district.strip()}, session=session)
    put(BOUNDS, {"yellow_days": new.bounds.yellow_days, "unit": new.bounds.unit.value}, session=session)
    record(
        actor, Action.SETTINGS_EDIT, "setting", 0, "修改系统设置", before=before, after=after, session=session
    )


def _require_valid(new: SystemSettings) -> None:
    problems: dict[str, str] = {}
    if not new.district.strip():
        problems["district"] = "请填写区县名称。"
    elif len(new.district.strip()) > LONGEST_DISTRICT:
        problems["district"] = f"区县名称最多 {LONGEST_DISTRICT} 个字。"
    if new.bounds.yellow_days > MOST_DAYS:
        problems["yellow_days"] = f"临近天数最多 {MOST_DAYS} 天。"
    if problems:
        raise Invalid(problems)


def _plain(values: SystemSettings) -> dict[str, object]:
    return {
        "district": values.district.strip(),
        "yellow_days": values.bounds.yellow_days,
        "unit": values.bounds.unit.value,
    }


def put(name: str, value: dict[str, object], *, session: Session) -> None:
    """Store one setting; part of a command that records it."""
    row = session.get(Setting, name, with_for_update=True) or Setting(name=name, value={})
    row.value = value
    session.add(row)
