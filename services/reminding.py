"""What reminders have in common: what a click did, and whom nobody tells twice on one day."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from models.document import Notice
from services import clock


@dataclass(frozen=True, slots=True)
class Reminded:
    """What a click did: units told now, and units that had been told today already."""

    sent: tuple[str, ...]
    already: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The receipt in words."""
        if not self.sent and not self.already:
            return "没有需要催报的单位。"
        told = f"已催报{len(self.sent)}个单位" if self.sent else "没有发出新的催报"
        again = f"；{len(self.already)}个单位今天已经催过，不重复打扰" if self.already else ""
        return f"{told}{again}。"


def told_today(kind: str, *about: ColumnElement[bool] | bool, session: Session) -> set[int]:
    """Units that have had a reminder of this kind about this matter today."""
    since = datetime.combine(clock.today(), datetime.min.time(), tzinfo=clock.SHANGHAI)
    found = select(Notice.unit_id).where(Notice.kind == kind, col(Notice.at) >= since, *about)
    return set(session.exec(found))
