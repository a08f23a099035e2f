"""Cases run: each expectation compared with what the scheme says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.calendar import WorkCalendar
from domain.errors import Told
from domain.library.library import Library
from domain.library.models.cases import Case
from domain.thresholds.case_facts import facts_of
from domain.thresholds.engine import Engine
from domain.thresholds.facts import Facts
from domain.thresholds.faults import FAULTS, entry_of, told_fault, within_entry
from domain.thresholds.trial_checks import CHECKS
from domain.thresholds.trial_dues import hang_on_verdicts
from domain.thresholds.trial_ground import Finding, Ground
from domain.thresholds.trial_subjects import InCase
from domain.thresholds.trial_verdicts import asked_periods


@dataclass(frozen=True, slots=True)
class Trial:
    """The outcome of one case: every expectation with what came out."""

    library: str
    name: str
    file: str
    line: int
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected; a case that expects nothing has not passed."""
        return bool(self.findings) and all(finding.passed for finding in self.findings)


def run_cases(library: Library, calendar: WorkCalendar | None = None) -> Iterator[Trial]:
    """All cases of a library, in their order."""
    engines = _Engines(library, calendar or WorkCalendar())
    for at, case in enumerate(library.scheme.cases):
        mark = library.place_of(("cases", at))
        yield Trial(library.id, case.name, mark.file, mark.line, tuple(_tried(engines, case, at)))


def grounds(library: Library, calendar: WorkCalendar | None = None) -> Iterator[Ground]:
    """What the cases stand on that expect a verdict, for whoever judges them by other rules."""
    engines = _Engines(library, calendar or WorkCalendar())
    return (_ground(engines, case) for case in library.scheme.cases if case.expect.verdicts)


class _Engines:
    """Compiles a scheme once for all cases that look at it with the same choices and events."""

    def __init__(self, library: Library, calendar: WorkCalendar) -> None:
        self.library, self.calendar = library, calendar
        self.known: dict[str, Engine] = {}

    def of(self, case: Case) -> Engine:
        """The engine for a case."""
        key = repr((sorted(case.settings.items(), key=str), case.year, sorted(case.events.items())))
        if key not in self.known:
            self.known[key] = Engine(
                self.library, case.settings, year=case.year, calendar=self.calendar, events=case.events
            )
        return self.known[key]


def _tried(engines: _Engines, case: Case, at: int) -> Iterable[Finding]:
    try:
        return list(_findings(_ground(engines, case), at))
    except InCase as mistake:
        return [_failed(engines.library, (at, *mistake.path), mistake)]
    except (Told, ValueError, *FAULTS) as fault:
        return [_failed(engines.library, (at,), fault)]


def _failed(library: Library, path: tuple[str | int, ...], fault: BaseException) -> Finding:
    """A case, or one thing that it expects, that cannot be looked at: where it stands and why."""
    mark = library.place_of(("cases", *path))
    here = f"expect 的 {path[2]} 第{int(path[3]) + 1}项，" if len(path) > 3 and path[1] == "expect" else ""
    place = f"（{here}{mark.file}:{mark.line}）" if len(path) > 1 else ""
    if isinstance(fault, Told):
        return Finding(False, "", "", f"案例不能运行{place}：{fault}")
    if isinstance(fault, ValueError):
        return Finding(False, "", "", f"案例写法有误{place}：{entry_of(fault)}{fault}")
    return Finding(False, "", "", f"{told_fault(fault)}{place}")


def _ground(engines: _Engines, case: Case) -> Ground:
    engine = engines.of(case)
    facts = facts_of(case, engine.scheme)
    today = case.today or _latest(facts)
    book = engine.book(facts, today)
    ground = Ground(engines.library, case, engine, facts, book, today, [])
    if not case.expect.verdicts and not hang_on_verdicts(ground):
        return ground
    return replace(ground, verdicts=engine.evaluate(facts, today, asked_periods(ground)))


def _latest(facts: Facts) -> date:
    """Without `today` a case is looked at on a day when everything in it is over."""
    years = [int(reading.period[:4]) for reading in facts.readings if reading.period[:4].isdigit()]
    years += [row.day.year for row in facts.rows]
    return date(max(years, default=2025) + 1, 12, 31)


def _findings(ground: Ground, case: int) -> Iterator[Finding]:
    for name, check in CHECKS.items():
        expected: Iterable[Any] = getattr(ground.case.expect, name)
        for at, one in enumerate(expected):
            try:
                with within_entry(_entry_of(name, one)):
                    found = list(check(ground, one))
            except (Told, ValueError, *FAULTS) as fault:
                found = [_failed(ground.library, (case, "expect", name, at), fault)]
            yield from found


def _entry_of(name: str, one: Any) -> str:
    """What an expectation speaks of."""
    keys = (getattr(one, field, None) for field in ("id", "sheet", "list_", "phase", "level"))
    return next((str(key) for key in keys if key), f"expect 的 {name}")
