"""What is gathered over periods, or seen a period ago, has to have periods."""

from collections.abc import Iterator

from domain.library.grains import each_of
from domain.library.lint.doubts import Doubt, wrong
from domain.library.misread import OWN_YEARS
from domain.library.models import values as v
from domain.library.models.scheme import Scheme
from domain.library.models.windows import AnniversaryWindow
from domain.library.parts import below, name_read
from domain.library.scopes import Visits


def check_gathered(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """What looks at several periods, or at one before, of something of which nobody says how often there is one."""
    for visit in visited:
        match visit.node:
            case v.Take(over=over, of=of) if over is not None:
                said = "over 是按期汇总"
            case v.CountPeriods(every=None, count_periods=of):
                said = "count_periods 是数有几期"
            case v.Previous(previous=of):
                said = "previous 是上一期"
            case _:
                continue
        if each_of(scheme, of) is None and visit.scope.grain is None:
            name = name_read(of) or next((one for part in below(of) if (one := name_read(part))), "")
            what = f"“{name}”" if name else "这个值"
            yield wrong(visit.path, f"{said}，{what}没有写多久一次：{_instead(scheme, name)}")


def _instead(scheme: Scheme, name: str) -> str:
    balance = scheme.balances.get(name)
    if balance is not None and isinstance(balance.renews, AnniversaryWindow):
        return f"{OWN_YEARS}，这个分写 renews: year，规则写 every: year"
    if name in scheme.measures:
        return "在这个指标里写 every: day（或 month 等）"
    return "先写成一个指标，带上 every"
