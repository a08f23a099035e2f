"""Those who belong to the subject, asked for by the subject's own kind: nobody belongs to another of his kind."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import values as v
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visits
from domain.library.wording import party
from domain.several_kinds import meet


def check_of_its_own_kind(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """`count_members` and `members` where all are meant, and those below are asked for."""
    for visit in visited:
        match visit.node:
            case v.CountMembers(count_members=str(members)):
                instead = "一共几个写 {entrants: 参加排名的那个值}（符合条件的几个加 where）"
            case v.Take(members=str(members)):
                instead = "同级各家的写 peers，或者由上级汇总"
            case _:
                continue
        if visit.scope.kind is not None and meet(visit.scope.kind, members):
            name = party(scheme, members)
            yield doubtful(
                visit.path,
                f"这里数的是这一个{name}下属的{name}，没有下属的就是零，不是全部{name}：{instead}，"
                f"或者 {{upper: 上级, of: …}} 里面再写这一段；确有下属{name}的不用改",
            )
