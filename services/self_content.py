"""What a unit has written in its report, as rows with their versions and as the value that `domain` judges."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.findings import Answer
from domain.self_completeness import Content, Problem
from models.self_inspection import CategoryCheck, SelfAnswer, SelfInspection, SelfProblem


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """An answer as it stands; `version` must come back with a change. `row_id` is what evidence hangs on."""

    row_id: int
    answer: Answer
    explanation: str
    version: int


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text as it stands, with its version."""

    text: str
    version: int


@dataclass(frozen=True, slots=True)
class WrittenProblem:
    """A problem as it stands, with its version and its finding once there is one."""

    problem: Problem
    version: int
    finding_id: int | None


@dataclass(frozen=True, slots=True)
class Written:
    """All that has been written in one report."""

    answers: Mapping[str, WrittenAnswer]
    checks: Mapping[str, WrittenText]
    problems: tuple[WrittenProblem, ...]
    narrative: Mapping[str, str]
    figures: Mapping[str, int]

    @property
    def content(self) -> Content:
        """The same without versions."""
        return Content(
            {item: (given.answer, given.explanation) for item, given in self.answers.items()},
            {category: check.text for category, check in self.checks.items()},
            tuple(written.problem for written in self.problems),
            self.narrative,
            self.figures,
        )


def written(report: SelfInspection, *, session: Session) -> Written:
    """Read everything of one report. Three statements."""
    answers = session.exec(select(SelfAnswer).where(SelfAnswer.report_id == report.key)).all()
    checks = session.exec(select(CategoryCheck).where(CategoryCheck.report_id == report.key)).all()
    problems = session.exec(
        select(SelfProblem)
        .where(SelfProblem.report_id == report.key, col(SelfProblem.removed).is_(False))
        .order_by(col(SelfProblem.id))
    ).all()
    return Written(
        {
            row.item: WrittenAnswer(row.key, Answer(row.answer), row.explanation, row.version)
            for row in answers
        },
        {row.category: WrittenText(row.how_checked, row.version) for row in checks},
        tuple(WrittenProblem(problem_of(row), row.version, row.finding_id) for row in problems),
        dict(report.narrative),
        dict(report.figures),
    )


def problem_of(row: SelfProblem) -> Problem:
    """The row as a value."""
    return Problem(
        row.key,
        row.item,
        row.category,
        row.description,
        row.amount_fen,
        row.people,
        row.corrected,
        row.correction,
        row.recovered_fen,
    )
