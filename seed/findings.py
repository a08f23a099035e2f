"""What becomes of each problem: ordered, signed for, rectified, checked by others, struck off — or not yet.

How old a problem is decides how far it can be; chance decides how far it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from sqlmodel import Session

from models.finding import Finding
from seed.checking import Checking
from seed.files import PHOTOS, page, photo
from seed.place import Place, Spot
from services.evidence import EvidenceData, add_evidence
from services.findings_assign import make_ongoing
from services.findings_bulk import assign_many
from services.findings_end import withdraw_finding
from services.findings_rectify import receive_finding, report_progress, submit_result

ORDER, RECTIFY = "交办问题", "整改问题"
_DAY = timedelta(days=1)
_TERM = 30  # days that most orders give
# from this age (days since it was found) on: (what becomes of it, how often)
_FATES: tuple[tuple[int, tuple[tuple[str, int], ...]], ...] = (
    (55, (("closed", 75), ("late", 4), ("checked", 6), ("stuck", 3), ("withdrawn", 3), ("ongoing", 5))),
    (36, (("closed", 28), ("checked", 44), ("late", 10), ("stuck", 6), ("ongoing", 5), ("withdrawn", 3))),
    (
        12,
        (("working", 56), ("checked", 20), ("asked", 10), ("unsigned", 4), ("ongoing", 4), ("withdrawn", 2)),
    ),
    (4, (("working", 30), ("unsigned", 50), ("fresh", 20))),
    (0, (("fresh", 1),)),
)


@dataclass
class Findings:
    """All problems of the ledger, from the day on which each was found."""

    place: Place
    checking: Checking
    _orders: dict[tuple[date, str], list[int]] = field(default_factory=dict)

    def found(self, finding_id: int, spot: Spot, day: date, done: str) -> None:
        """Decide what becomes of a problem that has just been registered."""
        fate = self._fate(day)
        if fate == "fresh":
            return
        quick = fate in ("closed", "checked") and self.place.random.random() < 0.25
        kind = "immediate" if quick else "by_deadline"
        ordered = self.place.diary.workday(day + self.place.random.randint(2, 4) * _DAY)
        if fate == "ongoing":
            self._write(ordered, ORDER, partial(self._make_ongoing, finding_id))
            return
        self._order(finding_id, ordered, kind)
        if fate == "withdrawn":
            self._write(ordered + 6 * _DAY, RECTIFY, partial(self._withdraw, finding_id))
        elif fate != "unsigned":
            self._rectify(finding_id, spot, ordered, done, fate, kind)

    def relapsed(self, finding_id: int, unit_id: int, day: date) -> None:
        """A problem that came back begins anew."""
        spot = next(spot for spot in self.place.spots.values() if spot.id == unit_id)
        self.found(finding_id, spot, day, "重新整改，责任到人，按周检查。")

    def _fate(self, day: date) -> str:
        age = (self.place.diary.today - day).days
        choices = next(choices for least, choices in _FATES if age >= least)
        return self.place.random.choices([name for name, _ in choices], [often for _, often in choices])[0]

    def _write(self, day: date, chapter: str, act: partial[None]) -> None:
        self.place.later(day, chapter, act)

    def _order(self, finding_id: int, day: date, kind: str) -> None:
        """Problems of one day and kind are ordered together."""
        waiting = self._orders.setdefault((day, kind), [])
        waiting.append(finding_id)
        if len(waiting) == 1:
            self._write(day, ORDER, partial(self._assign, day, kind))

    def _assign(self, day: date, kind: str, session: Session) -> None:
        ids = self._orders.pop((day, kind))
        urgent = kind == "immediate"
        values = {
            "kind": kind, "reason": "本批问题同类，集中交办", "responsible_leader": self.place.names.person(),
            "requirement": "立即改正，次日报送结果。" if urgent else "查清原因，逐项整改，追回应追资金，健全制度。",
        }  # fmt: skip
        versions = {key: session.get_one(Finding, key).version for key in ids}
        assign_many(self.place.office, self.place.campaign_id, versions, values, session=session)

    def _make_ongoing(self, finding_id: int, session: Session) -> None:
        values = {"reason": "涉及信息系统和长效机制，需要持续推进", "goal": "每季度比对一次数据并通报结果"}
        version = session.get_one(Finding, finding_id).version
        make_ongoing(self.place.office, finding_id, version, values, session=session)

    def _withdraw(self, finding_id: int, session: Session) -> None:
        row = session.get_one(Finding, finding_id)
        values = {"reason": "经复核与另一问题重复，合并办理"}
        withdraw_finding(self.place.office, finding_id, row.version, values, session=session)

    def _rectify(self, finding_id: int, spot: Spot, ordered: date, done: str, fate: str, kind: str) -> None:
        """Signed for the next day; handed in early enough for what is to become of it."""
        today, random = self.place.diary.today, self.place.random
        self._write(ordered + _DAY, RECTIFY, partial(self._receive, finding_id, spot))
        if fate == "asked":
            self.checking.ask(finding_id, spot, ordered)
        if fate in ("late", "stuck", "working", "asked"):
            if fate != "late" or random.random() < 0.5:
                self._write(ordered + 8 * _DAY, RECTIFY, partial(self._progress, finding_id, spot))
            if fate == "stuck":
                self.checking.escalate(finding_id, ordered + _TERM * _DAY)
            return
        quick = kind == "immediate"
        wanted = ordered + random.randint(*((2, 5) if quick else (9, 27))) * _DAY
        day = wanted if fate == "closed" else max(wanted, today - random.randint(0, 9) * _DAY)
        self._hand_in(finding_id, spot, day, done, returned=random.random() < 0.12)

    def _hand_in(self, finding_id: int, spot: Spot, day: date, done: str, *, returned: bool) -> None:
        self._write(day, RECTIFY, partial(self._submit, finding_id, spot, done))
        if returned:
            self.checking.send_back(finding_id, day + 2 * _DAY)
            again = day + self.place.random.randint(7, 11) * _DAY
            self._write(again, RECTIFY, partial(self._submit, finding_id, spot, f"按退回意见补充：{done}"))
            day = again
        self.checking.follow(finding_id, day)

    def _receive(self, finding_id: int, spot: Spot, session: Session) -> None:
        version = session.get_one(Finding, finding_id).version
        receive_finding(self.place.clerk(spot), finding_id, version, session=session)

    def _progress(self, finding_id: int, spot: Spot, session: Session) -> None:
        row = session.get_one(Finding, finding_id)
        values = {
            "progress": "已查清原因，正在逐户核对，预计在期限前完成。",
            "rectified_fen": f"{row.amount_fen // 300}", "recovered_fen": f"{row.amount_fen // 400}",
            "responsible_person": self.place.names.person(),
        }  # fmt: skip
        report_progress(self.place.clerk(spot), finding_id, row.version, values, session=session)

    def _submit(self, finding_id: int, spot: Spot, done: str, session: Session) -> None:
        actor, row = self.place.clerk(spot), session.get_one(Finding, finding_id)
        for name, content in self._files():
            data = EvidenceData("finding", finding_id, spot.id, "", name, content)
            add_evidence(actor, data, session=session)
        values = {
            "progress": done, "rectified_fen": f"{row.amount_fen / 100:.2f}",
            "recovered_fen": f"{row.amount_fen // 200}", "systems_built": "修订管理办法一项",
        }  # fmt: skip
        submit_result(actor, finding_id, row.version, values, session=session)

    def _files(self) -> Sequence[tuple[str, bytes]]:
        number = self.place.random.randrange(PHOTOS)
        files = [("整改后照片.png", photo(number))]
        return [*files, ("整改凭证.pdf", page("Receipt"))] if number == 0 else files
