"""By when an order has to be obeyed: the rule's term counted from its delivery, or the day that a person fixes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline, fixed
from domain.errors import Invalid
from domain.library.calendar_dates import Almanac, held, period_of, term_due
from domain.library.models.consequences import Deed
from domain.library.models.dates import CountedTerm, FixedDate
from domain.library.models.lengths import ReckonedTerm
from domain.paused import Paused, paused_deadline
from domain.thresholds.following import by_date
from domain.thresholds.lengths import AWAITED
from services import clock


def order_deadline(
    deed: Deed | None,
    served_on: date,
    given: date | None,
    calendar: WorkCalendar,
    kept: Mapping[str, Any] | None = None,
) -> Deadline:
    """By when an order has to be obeyed: by the rule's term, else by the day that a person fixes."""
    found = deed_term(deed, served_on, calendar, kept)
    if found is not None:
        return found
    within = str((kept or {}).get("within", ""))
    if within.endswith(AWAITED):
        raise Invalid({"due": f"{within}，请先补录计算期限的数据"})
    if given is None:
        raise Invalid({"due": "制度没有写明期限（限期），请在通知书上确定整改截止日"})
    if given <= served_on:
        raise Invalid({"due": "整改截止日须晚于送达日"})
    return fixed_day(given, calendar, "通知书")


def deed_term(
    deed: Deed | None, served_on: date, calendar: WorkCalendar, kept: Mapping[str, Any] | None = None
) -> Deadline | None:
    """The rule's own term for a deed, counted from its delivery, or up to the day that the verdict has `kept`.

    None where the rule states none in numbers, where data for it are still to come, and where its last day is over
    when the paper is served.
    """
    kept = kept or {}
    term = deed.within if deed is not None else None
    if isinstance(term, ReckonedTerm):
        term = term.of(int(kept["within_count"])) if kept.get("within_count") else None
    if by_date(term) is not None:
        day = _day(kept, "due")
        return fixed_day(day, calendar, "制度") if day is not None and day > served_on else None
    if not (isinstance(term, CountedTerm) and isinstance(term.count, int)) or _awaited(kept):
        return None
    latest = _day(kept, "latest")
    return _from_delivery(term, served_on, calendar, kept) if latest is None or latest > served_on else None


def _from_delivery(
    term: CountedTerm, served_on: date, calendar: WorkCalendar, kept: Mapping[str, Any]
) -> Deadline | None:
    """A counted term; without an event it runs from the delivery. Its bounds are the days that the verdict kept.

    What does not count of it (停工、申诉期间) moves its last day, as far as it is recorded by today.
    """
    event = term.from_ or "送达"
    almanac = Almanac(year=served_on.year, events={event: served_on, "送达": served_on}, calendar=calendar)
    days = {"no_later_than": _day(kept, "latest"), "no_earlier_than": _day(kept, "earliest")}
    update: dict[str, Any] = {name: FixedDate(day=day) for name, day in days.items() if day is not None}
    if not (term.from_ or term.before):
        update["from_"] = event
    bounded = term.model_copy(update=update)
    period, paused = period_of(bounded, almanac), Paused.from_json(kept.get("paused"))
    if kept.get("paused") and period is not None:
        return held(
            bounded, almanac, paused_deadline(served_on, period, calendar, event, paused, clock.today())
        )
    return term_due(bounded, almanac).deadline


def _day(kept: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(str(kept[name])) if kept.get(name) else None


def _awaited(kept: Mapping[str, Any]) -> bool:
    return str(kept.get("within", "")).endswith(AWAITED)


def fixed_day(given: date, calendar: WorkCalendar, paper: str) -> Deadline:
    """A last day that a person fixed in a paper."""
    return fixed(given, calendar, rule=f"{paper}确定的截止日{given.isoformat()}")
