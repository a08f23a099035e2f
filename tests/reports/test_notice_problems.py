"""The problems of a rectification notice as people typed them."""

from dataclasses import replace

from reports import rectification_notice
from tests.reports import samples
from tests.reports.opened import texts


def test_a_problem_that_is_its_own_summary_is_said_once_and_ends_with_a_full_stop() -> None:
    same, bare = (
        replace(samples.NOTICE.problems[0], fact=f) for f in ("公开栏没有政策。", "有7单不足60分钟")
    )
    problems = (replace(same, name="公开栏没有政策"), bare)
    text = "\n".join(texts(rectification_notice.render(replace(samples.NOTICE, problems=problems))))
    assert text.count("公开栏没有政策") == 1
    assert "有7单不足60分钟。" in text
