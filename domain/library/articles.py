"""A scheme as its reader wants it: every part one article, with its sentence and the clause beside it.

An article keeps its key from version to version, so that two versions can be compared by it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.library import wording
from domain.library.article_data import data_articles
from domain.library.article_parts import Article, document_of, once_only
from domain.library.casework_words import casework_articles
from domain.library.early_figures import early_notes
from domain.library.models.base import Document, Entry
from domain.library.models.campaign import Deliverable, Gate, Phase, Task
from domain.library.models.checklist import Category, Item
from domain.library.models.scheme import Scheme
from domain.library.own_years import with_own_year
from domain.library.score_words import score_articles
from domain.library.sentences import Sentences, entry_sentence
from domain.phases import GATE_NAMES
from domain.phases import Gate as GateKind

SECTIONS = {
    "documents": "依据文件",
    "phases": "阶段",
    "deliverables": "报送事项",
    "tasks": "任务分工",
    "targets": "任务指标",
    "exemptions": "适用范围以外",
    "rules": "规则",
    "duties": "应做的数量和频次",
    "time_limits": "办理时限",
    "scoring": "评分",
    "balances": "积分",
    "lists": "名单",
    "caps": "合计上限",
    "checklist": "检查要点",
    "casework": "问题办理",
    "provisions": "不作计算的条款",
    "settings": "口径",
    "open": "须填写的内容",
    "periods": "统计期",
    "facts": "登记的数据",
    "measures": "计算的指标",
}
_ENTRIES = ("exemptions", "rules", "duties", "time_limits", "provisions")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the scheme with its articles, in the order of the text."""

    key: str
    title: str
    articles: tuple[Article, ...]


def articles_of(scheme: Scheme) -> tuple[Article, ...]:
    """Everything the scheme says, section by section."""
    return tuple(_all(scheme))


def sections_of(scheme: Scheme) -> tuple[Section, ...]:
    """The same by section; sections without an article are left out."""
    found: dict[str, list[Article]] = {key: [] for key in SECTIONS}
    for article in _all(scheme):
        found[article.section].append(article)
    return tuple(Section(key, SECTIONS[key], tuple(many)) for key, many in found.items() if many)


def _all(scheme: Scheme) -> Iterator[Article]:
    return (with_own_year(scheme, article) for article in _written(scheme))


def _written(scheme: Scheme) -> Iterator[Article]:
    for key, document in scheme.documents.items():
        yield _document(key, document)
    for phase in scheme.phases:
        yield _phase(scheme, phase)
    for duty in scheme.deliverables:
        yield _entry(scheme, "deliverables", duty, notes=_of_deliverable(scheme, duty))
    for task in scheme.tasks:
        yield _entry(scheme, "tasks", task, notes=_of_task(task))
    yield from (_entry(scheme, "targets", target) for target in scheme.all_targets)
    for section in _ENTRIES:
        for one in getattr(scheme, section):
            yield _entry(scheme, section, one, notes=_of_group(scheme, one.id))
    yield from score_articles(scheme)
    for category in scheme.checklist.categories:
        yield from (_item(scheme, category, item) for item in category.items)
    yield from casework_articles(scheme)
    yield from data_articles(scheme)


def _document(key: str, one: Document) -> Article:
    parts = [one.issuer, one.number or "文号原文未载", f"{one.date}" if one.date else "日期未载"]
    parts += [f"{one.effective}起施行"] if one.effective else []
    on_trial = any(word in one.title for word in ("试行", "暂行"))
    parts += [f"{'试行' if on_trial else '有效期'}至{one.until}"] if one.until else []
    notes = [f"代替：{'、'.join(one.replaces)}"] if one.replaces else []
    notes += [f"{'、'.join(f'“{word}”' for word in one.not_included)}不含本数"] if one.not_included else []
    notes += [f"与原文核对：{one.compared}", *([one.note] if one.note else [])]
    return Article("documents", key, f"《{one.title}》", "，".join(parts) + "。", notes=tuple(notes))


def _phase(scheme: Scheme, one: Phase) -> Article:
    tell = Sentences(scheme)
    start = f"{tell.date(one.start)}起" if one.start is not None else ""
    end = f"{wording.ending(one.end, tell.names)}止" if one.end is not None else ""
    text = "，".join(part for part in (start, end) if part) or "原文未写起止"
    does = f"{'；'.join(one.does)}。" if one.does else ""
    gates = [f"{word}条件：{gate.text or GATE_NAMES[GateKind(gate.gate)]}" for word, gate in _gates(one)]
    notes = (*gates, *_note(one.note))
    return Article(
        "phases", one.key, one.name, f"{text}。{does}", one.clause, document_of(scheme, one.source), notes
    )


def _gates(one: Phase) -> Iterator[tuple[str, Gate]]:
    yield from (("启动", gate) for gate in one.opens_when)
    yield from (("办结", gate) for gate in one.closes_when)


def _entry(scheme: Scheme, section: str, one: Entry, notes: Iterable[str] = (), group: str = "") -> Article:
    dated = [f"{one.effective}起施行"] if one.effective else []
    dated += [f"{one.until}后失效"] if one.until else []
    same = [f"与 {one.same_as} 是同一要求"] if one.same_as else []
    told = [*notes, *same, *early_notes(scheme, one), *once_only(scheme, one), *dated, *_note(one.note)]
    text, *told = (_with_phases(scheme, words) for words in (entry_sentence(scheme, one), *told))
    document = document_of(scheme, one.source)
    return Article(section, one.id, one.title, text, one.clause, document, tuple(told), group)


def _with_phases(scheme: Scheme, text: str) -> str:
    """Phases by their names: dates tell them by their keys."""
    for phase in scheme.phases:
        text = text.replace(f"阶段“{phase.key}”", f"阶段“{phase.name}”")
    return text


def _of_deliverable(scheme: Scheme, one: Deliverable) -> Iterator[str]:
    if one.phase:
        yield f"阶段：{next((phase.name for phase in scheme.phases if phase.key == one.phase), one.phase)}"
    if one.repeats is not None and one.repeats.words:
        yield f"时间：{one.repeats.words}"
    if one.contents:
        yield f"内容：{'；'.join(one.contents)}"


def _of_task(one: Task) -> Iterator[str]:
    if one.does:
        yield f"内容：{'；'.join(one.does)}"


def _of_group(scheme: Scheme, entry: str) -> Iterator[str]:
    for group in scheme.groups.values():
        if entry in group.order:
            waits = "；更重的待核时轻的也待核" if group.waits else ""
            yield f"择重（{group.name}）：{' > '.join(group.order)}，取最前一条，其余备选{waits}"


def _item(scheme: Scheme, category: Category, one: Item) -> Article:
    kind = scheme.finding_kinds.get(one.rectify_as)
    notes = [f"适用：{'、'.join(wording.party(scheme, key) for key in one.applies_to)}"]
    notes += [f"查出后：{kind.name if kind else one.rectify_as}"]
    notes += [f"佐证：{'、'.join(one.evidence)}"] if one.evidence else []
    notes += [f"对应规则：{'、'.join(one.rules)}"] if one.rules else []
    notes += ["实务要点，原文没有直接条款"] if one.practice else []
    notes += ["默认不启用"] if not one.on else []
    return _entry(scheme, "checklist", one, notes, category.name)


def _note(note: str | None) -> tuple[str, ...]:
    return (note,) if note else ()
