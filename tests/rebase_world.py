"""A campaign on version 1 of the small scheme and a version 2 to move to, for tests of the change of version.

scene = rebase_world.Scene(people, rebase_world.SHORTER)
key = scene.ordered()                 # a finding, ordered under version 1
scene.apply(scene.preview())
"""

from datetime import date
from typing import Any

from sqlmodel import SQLModel, col, func, select

from models import engine
from models.audit import AuditEntry
from models.campaign import Campaign, Phase
from services.findings_assign import assign_finding
from services.findings_register import register_finding
from services.rebase import rebase_campaign
from services.rebase_lines import FindingLine, Preview
from services.rebase_preview import preview_rebase
from tests import campaign_world as cw
from tests import ledger_world as lw
from tests import provider_world as pw
from tests import stored_schemes, world

TODAY = date(2026, 4, 10)
SERVED = date(2026, 4, 2)
WHY = "区民政局修订方案"
SECOND = cw.SCHEME.replace('version: "1"', 'version: "2"')
SHORTER = SECOND.replace("count: 30", "count: 15")
LONGER = SECOND.replace("count: 30", "count: 45")
TRIAL = pw.SCHEME.read_text(encoding="utf-8")
MILDER = TRIAL.replace('version: "1"', 'version: "2"').replace('below: "85%"', 'below: "80%"')


class Scene:
    """A campaign on version 1 and a version 2 to move to."""

    def __init__(self, people: world.People, text: str, first: str = cw.SCHEME) -> None:
        self.people = people
        self.old = cw.library(first)
        self.campaign_id = cw.campaign(people, self.old)
        self.new = cw.library(text)

    def finding(self, **more: Any) -> int:
        data = {
            "category": "r2",
            "item": "R2-1",
            "unit_id": self.people.unit("东街镇"),
            "found_on": SERVED,
            "title": "不符仍享受",
            "description": "比对户籍发现两人不符合条件。",
            "source": "visit",
            **more,
        }
        return register_finding(self.people.office, self.campaign_id, data)

    def ordered(self, **more: Any) -> int:
        key = self.finding()
        order = {"kind": "by_deadline", "requirement": "核实并停发", "served_on": SERVED, **more}
        assign_finding(self.people.office, key, lw.version(key), order)
        return key

    def preview(self, **choices: Any) -> Preview:
        return preview_rebase(self.people.office, self.campaign_id, {"library_id": self.new, **choices})

    def apply(self, preview: Preview | None = None, **choices: Any) -> int:
        token = (preview or self.preview(**choices)).token
        given = {"library_id": self.new, **choices}
        return rebase_campaign(self.people.office, self.campaign_id, given, WHY, self.version, token)

    @property
    def version(self) -> int:
        return self.campaign().version

    def campaign(self) -> Campaign:
        with engine.reading() as session:
            return session.get_one(Campaign, self.campaign_id)

    def phases(self) -> dict[str, Phase]:
        with engine.reading() as session:
            found = session.exec(select(Phase).where(Phase.campaign_id == self.campaign_id)).all()
        return {row.code: row for row in found}

    def entries(self, object_type: str, object_id: int) -> list[AuditEntry]:
        with engine.reading() as session:
            found = select(AuditEntry).where(
                AuditEntry.object_type == object_type, AuditEntry.object_id == object_id
            )
            return list(session.exec(found.order_by(col(AuditEntry.id))).all())


def rows_of(table: type[SQLModel]) -> int:
    with engine.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def line(preview: Preview, finding_id: int) -> FindingLine:
    return next(one for one in preview.findings if one.id == finding_id)


def store(text: str) -> int:
    """Store a scheme as an uploaded version; its id."""
    return stored_schemes.store(stored_schemes.scheme(text))
