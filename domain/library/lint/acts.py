"""Consequences that say more than they do: points that expire, grades that nothing reads, lists that nobody enters."""

from collections.abc import Iterator

from domain.library import wording
from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.lint.references import record_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.consequences import Deed
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.moving import rules_listing
from domain.library.parts import below, name_read
from domain.library.scopes import Path, Visit, Visits
from domain.several_kinds import includes, meet


def check_acts(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """What a consequence says and the system does not do by itself."""
    for visit in visited:
        if isinstance(visit.node, Deed) and visit.path[0] in {"rules", "duties", "time_limits"}:
            yield from _deed(scheme, visit, visit.node)
    yield from _listing_itself(scheme, visited)
    for key, roll in scheme.lists.items():
        if roll.on is None and roll.every is None and not rules_listing(scheme, key):
            yield wrong(
                ("lists", key),
                f"没有登记、没有规则能列入“{roll.name}”，名单永远是空的：规则的后果写 {{do: list, list: {key}}}"
                "（nature: may、二选一的不算）；由人决定列入的，设一种“列入决定”的登记，写 on: 那种登记",
            )


def _listing_itself(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """A rule on records that asks for a list which the same record fills holds for that record already."""
    filled = {
        key: {roll.on, *(rule.on for rule in rules_listing(scheme, key))}
        for key, roll in scheme.lists.items()
    }
    for visit in visited:
        node, direct = visit.node, visit.path[:1] == ("rules",) and visit.path[2:3] == ("when",)
        if not direct or not isinstance(node, c.OnList) or node.already is not None or "not" in visit.path:
            continue
        on = scheme.rules[int(visit.path[1])].on
        if on is not None and on in filled.get(node.on_list, set()):
            yield doubtful(
                visit.path,
                f"使它列入的那一条“{scheme.facts[on].name}”当天就在名单上，也算：要“名单期间再犯”的，加 already: true"
                "（此前已在名单上，当天列入的不算）；本来就连它也算的写 already: false",
            )


def _deed(scheme: Scheme, visit: Visit, deed: Deed) -> Iterator[Doubt]:
    rule = scheme.rules[int(visit.path[1])] if visit.path[0] == "rules" else None
    if deed.balance is not None and deed.lasts is not None:
        yield wrong(
            (*visit.path, "lasts"),
            "由规则记的分不会到期：写成信用分的一笔，when: {triggered: 这条规则}，加 expires_after",
        )
    if rule is None or deed.nature != "must" or "choose_one" in visit.path:
        return
    if deed.do in {"list", "delist"} and deed.list_ is not None and rule.on is None and rule.every is None:
        yield wrong(
            visit.path, "按今天判断的规则没有哪一天可列入、移出，写 on（逐条登记）或 every（逐期判断）"
        )
    if deed.do == "list" and deed.list_ is None:
        yield from _which_list(scheme, visit.path, rule, deed)
    if deed.do == "grade" and deed.grade is not None:
        yield from _unread_grade(scheme, visit.path, rule, deed)


def _which_list(scheme: Scheme, path: Path, rule: Rule, deed: Deed) -> Iterator[Doubt]:
    ours = [key for key, roll in scheme.lists.items() if includes(roll.of, deed.on or rule.subject)]
    if ours:
        yield doubtful(path, f"没有写列入哪个名单，问 on_list 的看不到：写 list: {'、'.join(ours)}")


def _unread_grade(scheme: Scheme, path: Path, rule: Rule, deed: Deed) -> Iterator[Doubt]:
    """A grade fixed by a rule changes no figure: those that give such a grade have to look at the rule.

    A rule that asks for that very grade only says it aloud (等级线：为A级的定为A级).
    """
    kind = deed.on or rule.subject
    if _said_aloud(path, rule, deed):
        return
    for key, measure in scheme.measures.items():
        words = {*measure.grades, *(band.grade for band in measure.bands)}
        if (
            meet(measure.of, kind)
            and deed.grade in words
            and _as_often(rule, measure.every)
            and not _follows(scheme, measure, rule)
        ):
            yield doubtful(
                path,
                f"定级只写在判定里，“{measure.name}”不跟着变，问它的规则看不到：要变就在 {key} 里写 "
                f"{{if: {{triggered: {rule.id}}}, then: {deed.grade}, otherwise: …}}",
            )
    for sheet in scheme.scoring.values():
        if (
            meet(sheet.of, kind)
            and deed.grade in {one.grade for one in sheet.grades}
            and _as_often(rule, sheet.every)
            and not _follows(scheme, sheet, rule)
        ):
            named = wording.party(scheme, kind)
            yield doubtful(
                path,
                f"定级只写在判定里，{named}“{sheet.name}”的等次不跟着变：要变就在评分表里写 vetoes："
                f"{{when: {{triggered: {rule.id}}}, grade: {deed.grade}}}",
            )


def _said_aloud(path: Path, rule: Rule, deed: Deed) -> bool:
    """Whether a rule gives the grade that it has just asked for: of those in A, A (as its tier or its condition)."""
    asked = rule.tiers[int(path[3])] if path[2] == "tiers" else rule.when if path[2] == "then" else None
    return (
        isinstance(asked, c.Bounds)
        and deed.grade is not None
        and deed.grade in {asked.is_, *(asked.one_of or ())}
    )


def _as_often(rule: Rule, every: str | None) -> bool:
    """Whether a rule grades in the periods of a figure, or whenever something happens."""
    return rule.on is not None or every is None or rule.every == every


def _follows(scheme: Scheme, node: object, rule: Rule, above: frozenset[str] = frozenset()) -> bool:
    """Whether a figure looks at the rule itself, or comes from a figure or the grade of a sheet that does."""
    if _looks_at(node, rule):
        return True
    graded = {part.grade for part in below(node) if isinstance(part, v.ScoreGrade)} - above
    named = {name for part in below(node) if (name := name_read(part))} - above
    sources: list[object] = [scheme.scoring[key] for key in graded if key in scheme.scoring]
    sources += [scheme.measures[name] for name in named if name in scheme.measures]
    return any(_follows(scheme, one, rule, above | graded | named) for one in sources)


def _looks_at(node: object, rule: Rule) -> bool:
    """Whether a figure asks for the rule, or looks through the records on which it is."""
    parts = list(below(node))
    asked = {part.triggered for part in parts if isinstance(part, c.Triggered)}
    asked |= {part.tier for part in parts if isinstance(part, v.TierOf)}
    seen = {record_of(part)[0] for part in parts if isinstance(part, c.Happened | v.Count | v.Take)}
    return rule.id in asked or (rule.on is not None and rule.on in seen)
