"""One turn of a deliverable as it stands: whether it came in time, at all, how late, and how that is told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.terms import chinese_date
from domain.thresholds.data import NOT_DUE, UNBOUNDED, Datum, Known, Missing, number
from domain.thresholds.truth import NO, PENDING, YES, Truth


class Standing(StrEnum):
    """How one turn of one unit stands, in a word for lists; what needs somebody first comes first."""

    OVERDUE = "逾期未报"
    RETURNED = "退回待补正"
    UNDATED = "日期待填"
    UNKNOWN = "待定"
    DUE = "未到期"
    LATE = "逾期报来"
    IN_TIME = "按时报来"
    WAIVED = "不用报送"


@dataclass(frozen=True, slots=True)
class Came:
    """What is known of a turn: its last day, the day on which it came first.

    `waived` says why nothing was owed, `doubt` that this is not known; what was `returned` has not come again.
    `awaits` is what has to be registered before the unit's last day can be told.
    `hour` is when the last day ends, `clock` when it came on its day, both as they are written (17:00).
    """

    title: str
    today: date
    period: str = ""
    due: date | None = None
    why: str = ""
    day: date | None = None
    waived: str = ""
    doubt: Truth | None = None
    returned: bool = False
    hour: str = ""
    clock: str = ""
    awaits: str = ""

    @property
    def too_late(self) -> bool:
        """Whether it came after its last day, or on it after the hour."""
        if self.day is None or self.due is None:
            return False
        return self.day > self.due or (self.day == self.due and bool(self.hour) and self.clock > self.hour)

    @property
    def in_time(self) -> Truth:
        """Whether it came by its last day; not known until that is over."""
        if self.waived:
            return YES
        if self.due is None:
            return PENDING
        if self.day is not None and not self.too_late:
            return PENDING if self.returned else YES
        late = self.day is not None or self.today > self.due
        return (self.doubt or NO) if late else PENDING

    @property
    def filed(self) -> Truth:
        """Whether it came at all; what is missing after its last day has not come."""
        if self.waived:
            return YES
        if self.day is not None:
            return PENDING if self.returned else YES
        over = self.due is not None and self.today > self.due
        return (self.doubt or NO) if over else PENDING

    def late(self, calendar: WorkCalendar, unit: str) -> Known:
        """How many days too late; what has not come is late by today, and may be late until its last day is over."""
        name = f"“{self.title}”逾期{'工作日数' if unit == 'working_day' else '天数'}"
        if self.waived:
            return number(0, name=name)
        if self.due is None or self.doubt is not None:
            return Missing(name, self.why or "是否要报送待定")
        if self.returned and not self.too_late:
            return Missing(name, "已退回补正，尚未重新报送")
        last = max(self.day or self.today, self.due)
        days = calendar.workdays_between(self.due, last) if unit == "working_day" else (last - self.due).days
        if self.day is not None:
            return number(days, name=name)
        if self.today <= self.due:
            return Datum("number", name=name, high=UNBOUNDED, how=NOT_DUE)
        return Datum("number", days, name=name, how="还没有报来，算到今日")

    @property
    def standing(self) -> Standing:
        """The turn in a word."""
        if self.waived:
            return Standing.WAIVED
        if self.returned:
            return Standing.RETURNED
        if self.day is not None and self.due is not None:
            return Standing.LATE if self.too_late else Standing.IN_TIME
        if self.due is None and self.awaits:
            return Standing.UNDATED
        if self.due is None or self.doubt is not None:
            return Standing.UNKNOWN
        return Standing.OVERDUE if self.today > self.due else Standing.DUE

    @property
    def delay(self) -> str:
        """By how much it is late, or how long there is still time, for lists."""
        if self.due is None or self.waived or self.standing in {Standing.IN_TIME, Standing.RETURNED}:
            return ""
        days = ((self.day or self.today) - self.due).days
        if self.day is not None:
            return f"逾期{days}日" if days else f"晚于{self.hour}"
        past = "已过截止日" if self.standing is Standing.UNKNOWN else "已逾期"
        return f"{past}{days}日" if days > 0 else f"还有{-days}日" if days else "今天到期"

    @property
    def wanting(self) -> str:
        """What has to be registered before its last day can be told; empty where that is known."""
        return f"登记{self.awaits}以后排出日子" if self.awaits and self.due is None else ""

    @property
    def name(self) -> str:
        """What it is called where it is told; with its period where the place does not say it."""
        return f"“{self.title}”{f'（{self.period}）' if self.period else ''}"

    def tell(self) -> str:
        """When it was due and when it came."""
        if self.waived:
            return f"{self.name}{self.waived}"
        if self.due is None:
            return f"{self.name}{self.why}{f'，日期待填：{self.wanting}' if self.wanting else ''}"
        until = f"{self.name}应于{chinese_date(self.due)}（含）前报送，"
        if self.day is None:
            return f"{until}{'没有报来' if self.today > self.due else '还没有到期'}{self._doubtful()}"
        came = f"{chinese_date(self.day)}{self.clock}报来"
        if self.too_late:
            days = (self.day - self.due).days
            came += f"，{f'逾期{days}日' if days else f'晚于{self.hour}'}{self._doubtful()}"
        return f"{until}{came}{'，已退回补正，尚未重新报送' if self.returned else ''}"

    def _doubtful(self) -> str:
        return "，是否属于不用报送的情形待定" if self.doubt is not None else ""
