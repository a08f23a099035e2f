"""What is still missing before a self-inspection report can be handed in.

Pure: a report and the items that apply to the unit in, a list of gaps out. A gap says what is wrong in a
sentence and where: a section of the form and a key in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.findings import Answer


@dataclass(frozen=True, slots=True)
class Item:
    """A checklist item as the form shows it."""

    code: str
    category: str
    question: str
    method: str = ""
    fails_when: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A risk category with the items that apply to one kind of unit; never empty."""

    code: str
    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem that the unit found itself; amounts in fen."""

    key: int
    item: str
    category: str
    description: str
    amount_fen: int = 0
    people: int = 0
    corrected: bool = False
    correction: str = ""
    recovered_fen: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """All that a unit has written. answers: item → (answer, explanation); checks: category → how checked."""

    answers: Mapping[str, tuple[Answer, str]] = field(default_factory=dict)
    checks: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    narrative: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, int] = field(default_factory=dict)

    @property
    def zero(self) -> bool:
        """Whether this is a zero report (零报告): no problem found."""
        return not self.problems


class Section:
    """Sections of the form that a gap can lie in (besides the codes of the categories)."""

    PROBLEMS = "problems"
    NARRATIVE = "narrative"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to be done: where in the form, and a sentence."""

    section: str
    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Text:
    """A narrative field: its title, what belongs in it, and whether a zero report needs it too."""

    title: str
    hint: str
    in_zero_report: bool = True


NARRATIVE = {
    "organization": Text("工作开展情况", "组织领导、动员部署会议、政策宣传、自查范围和方式"),
    "rectification": Text(
        "立行立改和整改情况", "已改正哪些、还有哪些未改、追回资金和下一步措施", in_zero_report=False
    ),
    "conduct": Text(
        "腐败和作风问题自查情况", "怎样检查的；发现的只写类别和件数，线索按规定另行密送，这里不写人和事"
    ),
    "risk_advice": Text("风险点和防控措施建议", "本单位容易出问题的环节，以及防控建议和要求"),
    "next_steps": Text("下一步打算", "后续工作安排、完成时间和负责人"),
}
FIGURES = {
    "recipients": "查阅对象（人）",
    "records": "抽查单据、工单或档案（份）",
    "funds_fen": "涉及资金（元）",
    "integrity": "腐败和作风问题（件，只填件数）",
}

_NEEDS_REASON = {
    Answer.MOSTLY: "答“基本符合”须说明差在哪里",
    Answer.NOT_APPLICABLE: "答“不适用”须说明理由",
}


def missing(content: Content, categories: Sequence[Category]) -> tuple[Gap, ...]:
    """Every gap, in the order of the form; empty when the report can be handed in."""
    gaps: list[Gap] = []
    for category in categories:
        gaps += _category_gaps(content, category)
    gaps += _problem_gaps(content)
    gaps += _narrative_gaps(content)
    gaps += _figure_gaps(content)
    return tuple(gaps)


def answered(content: Content, category: Category) -> int:
    """How many items of the category have an answer."""
    return sum(item.code in content.answers for item in category.items)


def _category_gaps(content: Content, category: Category) -> Iterator[Gap]:
    reported = {problem.item for problem in content.problems}
    for item in category.items:
        sentence = _item_gap(content.answers.get(item.code), item.code in reported)
        if sentence:
            yield Gap(category.code, item.code, f"{item.code}：{sentence}")
    if _needs_check(content, category) and not content.checks.get(category.code, "").strip():
        yield Gap(category.code, "", f"{category.name}未发现问题，须写明是怎样检查的")


def _item_gap(given: tuple[Answer, str] | None, has_problem: bool) -> str:
    if given is None:
        return "尚未作答"
    answer, explanation = given
    if answer in _NEEDS_REASON and not explanation.strip():
        return _NEEDS_REASON[answer]
    if answer is Answer.FAILS and not has_problem:
        return "答“不符合”须在问题清单中登记这个问题"
    if has_problem and answer in (Answer.CONFORMS, Answer.NOT_APPLICABLE):
        return "问题清单中登记了这一项的问题，与作答不一致，请核对"
    return ""


def _needs_check(content: Content, category: Category) -> bool:
    """A category without a problem needs its way of checking, unless nothing in it applies."""
    if any(problem.category == category.code for problem in content.problems):
        return False
    given = [content.answers.get(item.code) for item in category.items]
    return not all(answer is not None and answer[0] is Answer.NOT_APPLICABLE for answer in given)


def _problem_gaps(content: Content) -> Iterator[Gap]:
    for position, problem in enumerate(content.problems, start=1):
        if problem.corrected and not problem.correction.strip():
            yield Gap(Section.PROBLEMS, str(problem.key), f"第{position}个问题写了“已改正”，须写明怎样改正的")


def _narrative_gaps(content: Content) -> Iterator[Gap]:
    for name, text in NARRATIVE.items():
        needed = text.in_zero_report or not content.zero
        if needed and not content.narrative.get(name, "").strip():
            yield Gap(Section.NARRATIVE, name, f"“{text.title}”还没有写")


def _figure_gaps(content: Content) -> Iterator[Gap]:
    for name, title in FIGURES.items():
        if name not in content.figures:
            yield Gap(Section.FIGURES, name, f"“{title.partition('（')[0]}”还没有填，没有的填0")
