"""On whom entries of balances and lists fall: those whose record it is, or somebody whom a field of it names."""

from collections.abc import Iterator

from domain.library import wording
from domain.library.lint.accounts import rule_at
from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.models.accounts import Balance, BalanceEntry
from domain.library.models.consequences import Deed
from domain.library.models.facts import Fact
from domain.library.models.rolls import Roll
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visits
from domain.several_kinds import includes

_NAMES = frozenset({"text", "person"})


def check_naming(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """The field by which an entry falls on somebody is one in which a name is written down."""
    for visit in visited:
        node = visit.node
        if isinstance(node, Deed):
            yield from _followed(scheme, visit.path, node)
        elif isinstance(node, Roll):
            yield from _falling(scheme, visit.path, node, node.of)
        elif isinstance(node, Balance):
            for at, entry in enumerate(node.entries):
                yield from _falling(scheme, (*visit.path, "entries", at), entry, node.of)


def _falling(scheme: Scheme, path: Path, entry: BalanceEntry | Roll, of: str) -> Iterator[Doubt]:
    records = {key: fact for key, fact in scheme.facts.items() if fact.kind == "record"}
    record = records.get(entry.on or "")
    if record is None:
        if entry.on is not None:
            yield unknown((*path, "on"), "逐条登记的数据（record）", entry.on, records)
    elif entry.whose is not None:
        yield from _field(scheme, (*path, "whose"), record, entry.whose, of)
    elif not includes(record.of, of):
        names = _naming(record)
        party, owner = wording.party(scheme, of), wording.party(scheme, record.of)
        hint = f"whose: {names[0]}" if names else "whose: 那一项（登记项的 kind 写 person 或 text）"
        yield wrong(
            (*path, "on"),
            f"“{record.name}”登记的是{owner}，这里的对象是{party}：登记项里写了是哪一个{party}的，加 {hint}",
        )


def _field(scheme: Scheme, path: Path, record: Fact, key: str, of: str) -> Iterator[Doubt]:
    field, party = record.fields.get(key), wording.party(scheme, of)
    if field is None:
        yield unknown(path, f"写{party}姓名、名称的登记项", key, _naming(record))
    elif field.kind not in _NAMES:
        yield wrong(
            path,
            f"“{field.name}”写的不是姓名、名称，看不出是哪一个{party}：这一项的 kind 要写 person 或 text",
        )
    elif field.value is not None:
        yield wrong(path, f"“{field.name}”是算出来的，whose 要写填的登记项：几个人各设一项，各写一笔")


def _followed(scheme: Scheme, path: Path, deed: Deed) -> Iterator[Doubt]:
    """Whom a field of the record names is not looked for: only those above and below the subject are."""
    moves = deed.list_ in scheme.lists or deed.balance in scheme.balances
    rule = rule_at(scheme, path) if moves else None
    record = scheme.facts.get(rule.on or "") if rule is not None else None
    if record is None or rule is None or deed.on in (None, rule.subject):
        return
    name = wording.party(scheme, str(deed.on))
    for key in _naming(record):
        field = record.fields[key]
        if key == deed.on or name in field.name:
            ours = wording.party(scheme, rule.subject)
            said = f"on 找的是{ours}所属的或下属的{name}，不看登记项“{field.name}”写的是谁"
            where = "信用分里写成一笔" if deed.balance in scheme.balances else "名单里写"
            told = f"{{on: {rule.on}, whose: {key}, when: {{triggered: {rule.id}}}, …}}"
            yield doubtful((*path, "on"), f"{said}：要看所写的，{where} {told}")


def hint_on_names(record: Fact) -> str:
    """What to write for a rule about somebody whom the records of others name."""
    names = _naming(record)
    if not names:
        return ""
    return (
        f"；登记项里写了是谁的，用信用分、名单的 whose: {names[0]} 记到他名下，再按那个分、那个名单按期判断"
    )


def _naming(record: Fact) -> list[str]:
    return [key for key, field in record.asked.items() if field.kind in _NAMES]
