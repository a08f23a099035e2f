"""The problem in hand (本问题), as the conditions of close-out steps and levels of supervision read it."""

from collections.abc import Mapping, Sequence

from domain.library.models import ledger
from domain.library.models.casework import CloseOut, Escalation, FindingKind
from domain.library.models.checklist import Category
from domain.library.models.extending import Extending
from domain.library.models.facts import Fact
from domain.library.models.literals import NameValue
from domain.library.models.natures import FindingNature
from domain.library.parts import below

HANDLED = "本问题"  # no key that anybody could write
READ = (
    ledger.SOURCE, ledger.CATEGORY, ledger.ITEM, ledger.SORT, ledger.AMOUNT, ledger.RECTIFIED, ledger.RECOVERED,
    ledger.PEOPLE, ledger.VOLUNTARY, ledger.RETURNED, ledger.LEVEL, ledger.RELAPSE_OF, ledger.NATURE,
    ledger.NATURE_FOUND,
)  # fmt: skip

READ_EXTENDING = (*READ, ledger.EXTENDED)  # how often its term was put off matters to the next time alone


class HandledFinding(Fact):
    """What is known of a problem while it is handled; nobody registers or judges it."""

    @property
    def registered(self) -> bool:
        return False


def handled_finding(
    categories: Sequence[Category],
    kinds: Mapping[str, FindingKind],
    nature: FindingNature | None,
    close_out: CloseOut | None,
    escalation: Escalation | None,
    extending: Sequence[Extending] = (),
) -> HandledFinding | None:
    """The record, where a step, a level or a limit of extensions asks for it."""
    if not (asks(close_out) or asks(escalation) or any(one.when is not None for one in extending)):
        return None
    told = ledger.ledger_fields(categories, kinds, nature)
    fields = {key: field for key, field in told.items() if key in READ_EXTENDING}
    return HandledFinding.model_construct(name=HANDLED, kind="record", of="office", fields=fields)


def asks(part: CloseOut | Escalation | None) -> bool:
    """Whether some step has a condition, or some level reads more than its days and times."""
    if isinstance(part, CloseOut):
        return any(step.when is not None for step in part.steps)
    read = {node.name for node in below(part) if isinstance(node, NameValue)}
    return not read.isdisjoint(READ)
