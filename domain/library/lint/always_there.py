"""Asking whether there are data where there always are: {reported: …} holds for every record then.

A yes or no that nobody filled in is a no, a figure of the ledger is zero, and what has to be filled in is.
"""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, wrong
from domain.library.models import conditions as c
from domain.library.models.facts import Fact
from domain.library.models.ledger import COUNTED
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visits


def check_always_there(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """`reported` of fields of the record in hand that are never without content."""
    for visit in visited:
        match visit.node:
            case c.Reported(reported=NameValue(name=name)):
                fact = scheme.facts.get(visit.scope.record or "")
                if fact is not None and name in fact.fields and (why := _never_missing(fact, name)):
                    yield wrong(visit.path, f"“{fact.fields[name].name}”{why}")


def _never_missing(fact: Fact, name: str) -> str:
    """Why such a field has content in every record, and what to write; empty where it may have none."""
    field = fact.fields[name]
    if field.kind == "flag" and field.value is None:
        return f"只有是、否两样，没有填的算“否”，reported 总是成立：写 {{value: {name}, is: true}}"
    if fact.of_findings and name in COUNTED:
        return f"没有的算 0，reported 总是成立：写 {{value: {name}, above: 0}}"
    if field.value is None and not field.optional:
        return "每条都要填，reported 总是成立：可以不填的在登记项里写 optional: true"
    return ""
