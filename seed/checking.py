"""What others do about a problem: reviews, visits, publicity, striking off, extensions, escalation, look-backs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from sqlmodel import Session, select

from domain.findings import ExtensionState
from models.finding import Extension, Finding
from seed.place import Place, Spot
from services.close_out import pass_step, return_finding
from services.escalations import escalate_finding
from services.extensions import ask_extension, decide_extension
from services.look_back import record_look_back

CHECK, EXTEND, URGE, BACK = "审核验收销号", "办理延期申请", "督办逾期问题", "开展回头看"
_DAY = timedelta(days=1)
_OPINIONS = (
    "整改措施落实，材料齐全，同意",
    "与现场情况一致，问题已经解决",
    "公示，接受监督",
    "公示期满无异议，予以销号",
)


@dataclass
class Checking:
    """The steps of people other than those who rectify; `relapsed` is told of a problem that came back."""

    place: Place
    relapsed: Callable[[int, int, date], None] = field(default=lambda _finding, _unit, _day: None)
    _asked: int = 0
    _closed: int = 0

    def follow(self, finding_id: int, day: date) -> None:
        """Review after a day or two, visit, publicity; striking off follows when the publicity is over."""
        random = self.place.random
        review = day + random.randint(1, 2) * _DAY
        visit = review + random.randint(2, 4) * _DAY
        post = visit + random.randint(1, 2) * _DAY
        self._write(review, CHECK, partial(self._review, finding_id))
        self._write(visit, CHECK, partial(self._verify, finding_id))
        self._write(post, CHECK, partial(self._post, finding_id))

    def _write(self, day: date, chapter: str, act: partial[None]) -> None:
        self.place.later(day, chapter, act)

    def _review(self, finding_id: int, session: Session) -> None:
        self._pass(finding_id, 0, session)

    def _verify(self, finding_id: int, session: Session) -> None:
        """Two inspectors; who they are goes by turns."""
        first = finding_id % 7 + 1
        row = session.get_one(Finding, finding_id)
        values = {
            "opinion": _OPINIONS[1],
            "second_account_id": self.place.people[f"inspector{first + 1}"].account_id,
        }
        pass_step(self.place.people[f"inspector{first}"], finding_id, row.version, values, session=session)

    def _post(self, finding_id: int, session: Session) -> None:
        self._pass(finding_id, 2, session)
        last = session.get_one(Finding, finding_id).publicity_to
        if last is not None:
            self._write(last + _DAY, CHECK, partial(self._strike, finding_id))

    def _strike(self, finding_id: int, session: Session) -> None:
        self._pass(finding_id, 3, session)
        self._closed += 1
        today = self.place.diary.today
        if self._closed % 9:  # the others are still to be looked back at, some of them late
            row = session.get_one(Finding, finding_id)
            day = (row.publicity_to or today) + self.place.random.randint(14, 30) * _DAY
            self._write(day, BACK, partial(self._look_back, finding_id, self._closed % 50 == 0))

    def _pass(self, finding_id: int, step: int, session: Session) -> None:
        version = session.get_one(Finding, finding_id).version
        values = {"opinion": _OPINIONS[step]}
        pass_step(self.place.second_office, finding_id, version, values, session=session)

    def send_back(self, finding_id: int, day: date) -> None:
        """The result does not do."""
        self._write(day, CHECK, partial(self._return, finding_id))

    def _return(self, finding_id: int, session: Session) -> None:
        row = session.get_one(Finding, finding_id)
        values = {"reason": "佐证材料不能说明资金已经追回，请补充凭证和名单"}
        return_finding(self.place.second_office, finding_id, row.version, values, session=session)

    def _look_back(self, finding_id: int, relapsed: bool, session: Session) -> None:
        row = session.get_one(Finding, finding_id)
        values = {
            "result": "部分问题再次出现" if relapsed else "整改成果保持，没有反弹", "relapsed": relapsed,
            "relapse": f"回头看发现问题反弹：{row.description}" if relapsed else "",
        }  # fmt: skip
        new = record_look_back(
            self.place.people["inspector8"], finding_id, row.version, values, session=session
        )
        if new is not None:
            again = session.get_one(Finding, new)
            self.relapsed(new, again.unit_id, again.found_on)

    def ask(self, finding_id: int, spot: Spot, ordered: date) -> None:
        """More time is asked for; of three requests one is granted, one refused, one waits."""
        self._asked += 1
        self._write(ordered + 7 * _DAY, EXTEND, partial(self._ask, finding_id, spot))
        if self._asked % 3:
            self._write(ordered + 9 * _DAY, EXTEND, partial(self._decide, finding_id, self._asked % 3 == 1))

    def _ask(self, finding_id: int, spot: Spot, session: Session) -> None:
        row = session.get_one(Finding, finding_id)
        wanted = (row.due or self.place.diary.today) + 15 * _DAY
        values = {"reason": "涉及外出老人较多，逐户核对需要更多时间", "new_due": wanted}
        ask_extension(self.place.clerk(spot), finding_id, row.version, values, session=session)

    def _decide(self, finding_id: int, granted: bool, session: Session) -> None:
        found = select(Extension).where(
            Extension.finding_id == finding_id, Extension.state == ExtensionState.ASKED.value
        )
        asked, row = session.exec(found).one(), session.get_one(Finding, finding_id)
        opinion = "情况属实，同意延期" if granted else "理由不充分，请按原期限完成"
        values = {"granted": granted, "opinion": opinion}
        decide_extension(self.place.office, asked.key, row.version, values, session=session)

    def escalate(self, finding_id: int, due: date) -> None:
        """Step by step after the due day, as far as there has been time."""
        for level, days in ((1, -2), (2, 4), (3, 18)):
            self._write(due + days * _DAY, URGE, partial(self._escalate, finding_id, level))

    def _escalate(self, finding_id: int, level: int, session: Session) -> None:
        row = session.get_one(Finding, finding_id)
        reasons = ("期限将到，进展缓慢", "已经逾期，没有报送整改结果", "督办后仍未完成，约谈主要负责人")
        values = {"level": level, "reason": reasons[level - 1]}
        escalate_finding(self.place.office, finding_id, row.version, values, session=session)
