"""Verdicts of rules on records for those of whom nothing was recorded."""

from collections.abc import Iterable

from domain.thresholds.book import Book
from domain.thresholds.evidence import Evidence
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.truth import NO
from domain.thresholds.verdicts import Outcome, Verdict


def quiet(run: RuleRun, book: Book, heard: set[str]) -> Iterable[Verdict]:
    """For subjects of whom nothing was recorded: not triggered, said once."""
    record = book.scheme.facts[str(run.rule.on)]
    none = f"没有{'' if record.kept_by_system else '登记'}“{record.name}”"
    none = none if run.named is None else f"没有写到他的“{record.name}”"
    for subject in book.of_kind(run.rule.subject):
        if subject.id not in heard:
            evidence = Evidence(NO, "records", text=none)
            yield Verdict(
                run.rule.id, "rule", run.rule.title, run.rule.clause, run.document, subject.id,
                Outcome.NOT_TRIGGERED, evidence, day=book.today,
            )  # fmt: skip
