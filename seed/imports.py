"""Problems that others found: audits, complaints and surveys, imported from Excel sheets."""

from datetime import date
from functools import partial
from io import BytesIO

from openpyxl import Workbook
from sqlmodel import Session, col, func, select

from domain.findings import SOURCE_NAMES, Source
from domain.units import UnitKind
from models.finding import Finding
from seed.findings import Findings
from seed.place import Place, Spot
from seed.problems import Problem, problem
from services.finding_import import import_findings

CHAPTER = "导入其他渠道发现的问题"
# days ago, where from, by whom, how many
_SHEETS = (
    (112, Source.AUDIT, "区审计局专项审计组", 38), (92, Source.COMPLAINT, "12345热线转办", 34),
    (74, Source.SURVEY, "衡准社会调查中心", 38), (52, Source.PATROL, "区委第二巡察组", 44),
    (38, Source.OTHER, "系统数据比对", 44), (27, Source.COMPLAINT, "12345热线转办", 56),
    (13, Source.AUDIT, "区审计局专项审计组", 40), (2, Source.COMPLAINT, "12345热线转办", 24),
)  # fmt: skip
_HEAD = (
    "被检查单位",
    "问题类别",
    "检查要点",
    "问题来源",
    "发现日期",
    "发现单位（人）",
    "具体问题描述",
    "涉及金额（元）",
    "涉及人数",
)


class Imports:
    """Sheet after sheet."""

    def __init__(self, place: Place, findings: Findings) -> None:
        self.place, self.findings = place, findings

    def write(self) -> None:
        """One import for each sheet."""
        for number, (days, *_rest) in enumerate(_SHEETS):
            self.place.diary.write(self.place.diary.ago(days), CHAPTER, partial(self._import, number))

    def _import(self, number: int, session: Session) -> None:
        days, source, by, count = _SHEETS[number]
        day = self.place.diary.ago(days)
        rows = [self._row(session) for _ in range(count)]
        names = {
            category.code: category.name
            for kind in (UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.PROVIDER)
            for category in self.place.checklist(kind, session)
        }
        sheet = _sheet([
            (spot.name, names[one.category], one.item, SOURCE_NAMES[source], day, by,
             one.text, one.yuan, one.people)
            for spot, one in rows
        ])  # fmt: skip
        last = session.exec(select(func.max(col(Finding.id)))).one() or 0
        import_findings(self.place.office, self.place.campaign_id, sheet, good_only=True, session=session)
        added = session.exec(
            select(Finding).where(col(Finding.id) > last).order_by(col(Finding.number))
        ).all()
        told = {(spot.id, one.text): (spot, one) for spot, one in rows}
        for finding in added:
            spot, one = told[finding.unit_id, finding.description]
            self.findings.found(finding.key, spot, day, one.done)

    def _row(self, session: Session) -> tuple[Spot, Problem]:
        kinds = (UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.VILLAGE, UnitKind.PROVIDER)
        spot = self.place.random.choice(self.place.of_kind(self.place.random.choice(kinds)))
        return spot, problem(self.place.checklist(spot.kind, session), self.place.random)


def _sheet(rows: list[tuple[str | date | int, ...]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (_HEAD, *rows):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
