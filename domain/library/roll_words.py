"""Lists as sentences: who is entered, when, for how long, and what takes somebody off."""

from domain.library import wording
from domain.library.models.dates import CountedTerm
from domain.library.models.rolls import Roll
from domain.library.models.scheme import Scheme
from domain.library.moving import deeds_listing, rules_listing
from domain.library.naming import holder_of
from domain.library.scopes import Scope
from domain.library.sentences import Sentences, named


def roll_text(scheme: Scheme, key: str, roll: Roll) -> str:
    """Who is entered in a list, for how long, and what takes somebody off."""
    owner = holder_of(scheme, roll, roll.of)
    tell, scope = Sentences(scheme), Scope(kind=owner, record=roll.on, grain=roll.every)
    when = f"{tell.condition(roll.when, scope)}的，" if roll.when is not None else ""
    if roll.whose is not None:
        when += named(scheme, roll, roll.of)
    leaving = scope if roll.whose is None else Scope(kind=roll.of)
    left = (
        tell.condition(roll.leaves_when, leaving).removeprefix("曾") if roll.leaves_when is not None else ""
    )
    ending = "、".join(f"“{rule.title}”（{rule.id}）" for rule in rules_listing(scheme, key, "delist"))
    leaves = (f"；{left}的移出" if left else "") + (f"；由{ending}移出" if ending else "")
    wait = f"，移出后满{wording.term(roll.again_after)}才可以再列入" if roll.again_after is not None else ""
    rules = "、".join(f"“{rule.title}”（{rule.id}）" for rule in rules_listing(scheme, key))
    head = f"由{rules}列入名单" if rules and roll.when is None and roll.on is None else ""
    head = head or f"{moment(scheme, roll.on, roll.every)}{when}列入名单"
    head += f"（{rules}也列入）" if rules and not head.startswith("由") else ""
    stay = f"自{tell.value(roll.starts, scope)}起，" if roll.starts is not None else ""
    stay += f"到{tell.value(roll.ends, scope)}为止" if roll.ends is not None else _stay(roll)
    stay += (
        "（规则另定期限的从其规定）"
        if any(deed.lasts is not None for deed in deeds_listing(scheme, key))
        else ""
    )
    who = wording.party(scheme, roll.of) if roll.whose is None else ""
    return f"{who}{head}，{stay}{_again(roll)}{leaves}{wait}。"


def _stay(roll: Roll) -> str:
    lasts = wording.lasting(roll.lasts) if roll.lasts is not None else ""
    return lasts if lasts in {"永久", "期限未写"} else f"期限{lasts}"


def _again(roll: Roll) -> str:
    """What happens when somebody on the list is listed again."""
    if roll.again == "keeps":
        return "，期内又被列入的，起止不变"
    if roll.again == "extends":
        by = wording.term(roll.extends_by) if roll.extends_by is not None else "再次列入的那一次的期限"
        most = f"，最多延长{roll.extends_at_most}次" if roll.extends_at_most is not None else ""
        return f"，期内又被列入的，止日往后延长{by}{most}"
    lasting = not isinstance(roll.lasts, CountedTerm) and roll.ends is None
    return "" if lasting else "，期内又被列入的，从再次列入之日重新起算"


def moment(scheme: Scheme, on: str | None, every: str | None) -> str:
    """When an entry is looked at: with each record, or each period."""
    if on is not None:
        return f"每登记一条“{scheme.facts[on].name if on in scheme.facts else on}”，"
    return f"{wording.every(every)}，" if every is not None else ""
