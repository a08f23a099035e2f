"""What a person fixes about a deed besides its amount: how long it lasts, and how far it reaches."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from domain.calendar import WorkCalendar
from domain.errors import Invalid
from domain.forms import Form, Text
from domain.lasting import TermRange, length
from domain.library.calendar_dates import Almanac, term_due
from domain.library.models.consequences import Deed
from domain.library.models.dates import CountedTerm, UntilTerm
from domain.library.models.lengths import BetweenTerm, ReckonedTerm
from domain.library.models.scheme import Scheme
from domain.library.named_days import names_in
from domain.paused import Paused, paused_last_day
from domain.terms import CENTURY, Unit
from models.decision import Decision
from services import clock
from services.deeds import Offer, find_deed
from services.enforcement import PURPOSE_NAMES, Purpose

BARS = frozenset({"ban", "disqualify", "delist", "exclude"})
PAID_LATER = ("拨付", "资金", "经费", "结算", "补助", "补贴", "发放")  # words of a rule that stop money only


class ReachForm(Form):
    """How far a bar reaches; empty is everywhere, every service, every act."""

    purposes: tuple[Purpose, ...] = ()
    area: tuple[int, ...] = ()
    service: Annotated[Text, Field(max_length=100)] = ""


def bars(do: str, amount_fen: int | None) -> bool:
    """Whether a deed goes into the register: bans, suspensions, and money that is held back as a whole."""
    return do in BARS or suspends(do, amount_fen)


def suspends(do: str, amount_fen: int | None) -> bool:
    """Whether it is a suspension: something that is lifted again."""
    return do == "suspend" or (do == "withhold" and not amount_fen)


def usual_purposes(do: str, text: str) -> tuple[Purpose, ...]:
    """What a suspension stops as the rule words it: money, or everything but money; a person may change it."""
    if do == "withhold" or (do == "suspend" and any(word in text for word in PAID_LATER)):
        return (Purpose.SETTLEMENT,)
    if do == "suspend":
        return tuple(one for one in PURPOSE_NAMES if one is not Purpose.SETTLEMENT)
    return ()


def term_ranges(scheme: Scheme, rule: str, tier: str, offered: Iterable[Offer]) -> dict[str, TermRange]:
    """The deeds whose length a person picks, by path: in a range, or where data do not come to a whole number."""
    found: dict[str, TermRange] = {}
    for offer in offered:
        deed = find_deed(scheme, rule, tier, offer.do, str(offer.words.get("text", "")))
        lasts = deed.lasts if deed is not None else None
        if isinstance(lasts, BetweenTerm):
            most = lasts.at_most or CENTURY[Unit(lasts.unit)]
            found[offer.path] = TermRange(lasts.at_least or 1, most, lasts.unit)
        elif isinstance(lasts, ReckonedTerm) and not offer.words.get("lasts_count"):
            found[offer.path] = TermRange(1, CENTURY[Unit(lasts.unit)], lasts.unit)
    return found


def fixed_terms(
    ranges: Mapping[str, TermRange], picked: Collection[str], given: Mapping[str, int]
) -> dict[str, dict[str, Any]]:
    """The lengths of the picked deeds, ready to be kept with them; `Invalid` for what is outside or missing."""
    wrong: dict[str, str] = {}
    found: dict[str, dict[str, Any]] = {}
    for path, held in ranges.items():
        if path not in picked:
            continue
        try:
            count = held.require(given.get(path), f"term:{path}")
        except Invalid as mistake:
            wrong |= mistake.fields
            continue
        found[path] = {
            "lasts": length(count, held.unit), "lasts_count": count, "lasts_unit": held.unit,
            "lasts_range": held.words if held.bounded else "",
        }  # fmt: skip
    if wrong:
        raise Invalid(wrong)
    return found


def bar_start(kept: Mapping[str, Any], decided_on: date, in_force_on: date) -> date:
    """The first day of a bar: a recorded date, where the rule counts from one that is known.

    Else the day of the decision, unless the rule counts from its delivery or its coming into force.
    """
    if kept.get("begins"):
        return date.fromisoformat(str(kept["begins"]))
    starts = str(kept.get("starts", ""))
    return in_force_on if any(word in starts for word in ("送达", "到达", "生效")) else decided_on


def bar_end(
    deed: Deed | None, kept: Mapping[str, Any], start: date, calendar: WorkCalendar
) -> tuple[date | None, bool, str]:
    """Last day, permanent or not, and the term in words, of a bar that begins on `start`."""
    paused = Paused.from_json(kept.get("paused"))
    if kept.get("lasts_count"):
        count, unit = int(kept["lasts_count"]), str(kept["lasts_unit"])
        end = paused_last_day(start, count, unit, calendar, paused, clock.today())
        return end, False, length(count, unit)
    lasts = deed.lasts if deed is not None else None
    if getattr(lasts, "word", "") == "permanent":
        return None, True, "永久"
    if isinstance(lasts, CountedTerm) and isinstance(lasts.count, int):
        end = paused_last_day(start, lasts.count, lasts.unit, calendar, paused, clock.today())
        return end, False, length(lasts.count, lasts.unit)
    if isinstance(lasts, UntilTerm):
        if [*names_in(lasts.by)]:  # it hangs on a recorded date, which the verdict has seen
            until = kept.get("until")
            return (date.fromisoformat(str(until)) if until else None), False, "至规定日期"
        return term_due(lasts, Almanac(year=start.year)).day, False, "至规定日期"
    return None, False, "制度未写明期限"


def end_unpaused(
    row: Decision, tier: str, scheme: Scheme, deeds: Sequence[Mapping[str, Any]], calendar: WorkCalendar
) -> date | None:
    """The day on which a decision would end if all days counted."""
    bare = [{name: value for name, value in deed.items() if name != "paused"} for deed in deeds]
    return latest([entry_end(row, tier, scheme, deed, calendar)[1] for deed, _ in barring(bare)])


def latest(ends: Sequence[date | None]) -> date | None:
    """The day on which a decision ends by itself: with the last of its entries, if all of them end."""
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def barring(deeds: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], str]]:
    """The deeds that make an entry of the register, in the order of their entries, with its kind."""
    sizes = [deed.get("amount_fen") or deed.get("quantity") for deed in deeds]
    pairs = zip(deeds, sizes, strict=True)
    found = [(deed, "suspend") for deed, size in pairs if suspends(deed["do"], size)]
    bars = [deed for deed in deeds if deed["do"] in BARS]
    if bars:  # one entry for the ban with its term, else for the loss of the qualification
        found.append((next((one for one in bars if one["do"] == "ban"), bars[0]), "ban"))
    return found


def entry_end(
    row: Decision, tier: str, scheme: Scheme, deed: Mapping[str, Any], calendar: WorkCalendar
) -> tuple[date, date | None, bool, str]:
    """First and last day of an entry, whether it is permanent, and its term in words."""
    found = find_deed(scheme, row.rule, tier, deed["do"], deed.get("text", ""))
    in_force = row.in_force_on or clock.today()
    decided = clock.local(row.decided_at).date() if row.decided_at is not None else in_force
    start = bar_start(deed, decided, in_force)
    return start, *bar_end(found, deed, start, calendar)
