"""Registers of two months: what the villages did for those they serve, and a provider's monthly totals of visits."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import ceil
from random import Random

from openpyxl import Workbook
from sqlmodel import Session

from domain.periods import PeriodKind, StatPeriod
from domain.units import UnitKind
from seed.diary import Act
from seed.duties import SURVEYED
from seed.figures import YINXING, latest, reported
from seed.names import Names
from seed.place import Place, Spot
from services.regimes import list_regimes
from services.register_import import import_register

CHAPTER = "登记走访、回访和服务工单"
MONTHS = 2
SEED = 20260701
_IDLE = 2  # the village that visits one person where a tenth is asked
_GROUPS = ("高龄", "自理", "半失能", "失能")
_ASKED = {"高龄": 1, "自理": 1, "半失能": 2, "失能": 4}
_SERVICES = ("助洁", "助餐", "助浴", "助医")
_ELDERS, _SHORT = 24, 5  # whom the provider serves; every so many gets one visit less than is asked
_RECIPIENTS = ("村居", "统计期", "当月购买服务对象人数", "经办人")
_VISITS = ("村居", "日期", "服务对象", "经办人")
_FIRST = ("村居", "日期", "服务对象", "社区工作人员陪同", "经办人")
_TOTALS = ("服务对象编号", "服务对象名称", "统计期", "服务频次类别", "次数", "服务项目", "服务时长（分钟）合计",
           "服务质态合规", "经办人")  # fmt: skip


def write_registers(place: Place) -> None:
    """After the villages are judged: each month's sheets, and the totals that the provider sent in."""
    months = [latest(place, PeriodKind.MONTH).shift(-back) for back in reversed(range(MONTHS))]
    judged, over = reported(place, 0) + timedelta(days=3), months[-1].end + timedelta(days=1)
    day = place.diary.workday(max(judged, over))
    place.diary.write(day, CHAPTER, _villages(place, months))
    place.diary.write(place.diary.workday(day + timedelta(days=1)), CHAPTER, _provider(place, months))


def _villages(place: Place, months: Sequence[StatPeriod]) -> Act:
    def act(session: Session) -> None:
        regime = list_regimes(place.office, session=session)[0].id
        names, random = Names.of(SEED), Random(SEED)
        villages = place.of_kind(UnitKind.VILLAGE)[:SURVEYED]
        sizes = {village.name: random.randint(21, 38) for village in villages}
        sheets: dict[str, tuple[Sequence[str], Iterable[Sequence[object]]]] = {
            "recipients": (_RECIPIENTS, [(one, str(month), size, "村会计") for one, size in sizes.items()
                                         for month in months]),
            "home_visit": (_VISITS, list(_visits(villages, months, sizes, names, 10))),
            "phone_call": (_VISITS, list(_visits(villages, months, sizes, names, 20))),
            "first_service": (_FIRST, [(*one[:3], "是", one[3]) for one in
                                       _visits(villages, months, dict.fromkeys(sizes, 1), names, 10)]),
        }  # fmt: skip
        for fact, (titles, rows) in sheets.items():
            content = workbook(titles, rows)
            name = f"{months[0]}至{months[-1]}登记表.xlsx"
            import_register(place.office, regime, fact, content, file_name=name, session=session)

    return act


def _visits(
    villages: Sequence[Spot], months: Sequence[StatPeriod], sizes: dict[str, int], names: Names, share: int
) -> Iterator[tuple[str, date, str, str]]:
    """Whom each village went to see or called: as many as are asked, but for the idle one."""
    for number, village in enumerate(villages):
        for month in months:
            asked = 1 if number == _IDLE else ceil(sizes[village.name] * share / 100)
            for turn in range(asked):
                day = month.start + timedelta(days=(3 + 5 * turn + number) % 27)
                yield village.name, day, names.person(), "网格员"


def _provider(place: Place, months: Sequence[StatPeriod]) -> Act:
    def act(session: Session) -> None:
        regime = list_regimes(place.office, session=session)[1].id
        names = Names.of(SEED)
        elders = [(f"F{number + 1:03}", names.person()) for number in range(_ELDERS)]
        import_register(
            place.office, regime, "order", workbook(_TOTALS, _totals(elders, months)), complete=True,
            file_name=f"{YINXING}服务汇总.xlsx", provider_id=place.providers[YINXING], session=session,
        )  # fmt: skip

    return act


def _totals(elders: Sequence[tuple[str, str]], months: Sequence[StatPeriod]) -> Iterator[Sequence[object]]:
    for number, (code, name) in enumerate(elders):
        group = _GROUPS[number % len(_GROUPS)]
        for month in months:
            times = _ASKED[group] - (number % _SHORT == _SHORT - 1)
            what = "、".join(_SERVICES[:times])
            minutes: object = 60 * times + 5 * (number % 4) if times else ""
            yield code, name, str(month), group, times, what, minutes, "是" if times else "", "调度员"


def workbook(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A sheet as somebody would hand it in."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (titles, *rows):
        sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
