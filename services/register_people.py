"""Who the rows of a register are about: units of the district, and persons known by a code and a name."""

from collections.abc import Callable, Iterable, Mapping

from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.permissions import Action
from domain.thresholds.years import Years
from models.provider import Provider
from models.subject import Subject
from models.unit import Unit
from services.actor import Actor
from services.audit import Change, record_all
from services.own_years import years_of_parties
from services.regimes import Regime
from services.register_sheet import Typed
from services.registers import RegisterKind
from services.sides import Side
from services.subjects import subject_of_unit


def subject_name(typed: Typed) -> str:
    """How a person is known: code and name."""
    return f"{typed.code} {typed.name}".strip()


def people_of(regime: Regime, kind: RegisterKind, *, session: Session) -> dict[str, Subject]:
    """The persons of a register's kind by code (those without a code by name). One statement."""
    if not kind.register.person:
        return {}
    found = select(Subject).where(
        Subject.regime_id == regime.row.key,
        Subject.kind == kind.register.spec.of,
        col(Subject.is_unit).is_(False),
    )
    return {row.name.partition(" ")[0]: row for row in session.exec(found).all()}


def require_same_person(typed: Typed, known: Mapping[str, Subject]) -> None:
    """`Invalid` when the code of a row belongs to another name."""
    found = known.get(typed.code) if typed.code else None
    if found is not None and found.name != subject_name(typed):
        raise Invalid({"name": f"编号{typed.code}已登记为“{found.name.partition(' ')[2]}”，请核对"})


def years_in(regime: Regime, kind: RegisterKind, *, session: Session) -> Callable[[str], Years]:
    """The years of whoever a row of a register names, by code or name."""
    known = years_of_parties(regime, Side.SUBJECT, session=session)
    if not known.own:
        return lambda _: known.usual
    if kind.register.person:
        people = people_of(regime, kind, session=session)
        return lambda word: known.of(people[word].key if word in people else None)
    found = select(Unit.name, Subject.id).join(Unit, col(Unit.id) == Subject.unit_id)
    ids = dict(session.exec(found.where(Subject.regime_id == regime.row.key, col(Subject.is_unit))).all())
    return lambda name: known.of(ids.get(name))


def subjects_of(
    actor: Actor,
    regime: Regime,
    kind: RegisterKind,
    typed: Iterable[Typed],
    provider: Provider | None,
    *,
    session: Session,
) -> dict[tuple[str, str], int]:
    """The subjects of checked rows by code and name; those not known yet are entered into the regime."""
    found: dict[tuple[str, str], int] = {}
    made: list[Subject] = []
    people = people_of(regime, kind, session=session)
    for one in typed:
        if (one.code, one.name) in found:
            continue
        if not kind.register.person:
            unit_id = kind.units[one.name]
            row = subject_of_unit(actor, regime, kind.register.spec.of, unit_id, session=session)
        else:
            known = people.get(one.code or one.name)
            row = known or _person(regime, kind, one, provider.unit_id if provider else actor.unit_id)
            if known is None:
                session.add(row)
                session.flush()
                made.append(row)
        found[one.code, one.name] = row.key
    told = [
        Change("subject", row.key, f"登记{kind.word}“{row.name}”", {}, {"name": row.name}) for row in made
    ]
    record_all(actor, Action.MEASUREMENT_RECORD, told, session=session)
    return found


def _person(regime: Regime, kind: RegisterKind, typed: Typed, unit_id: int) -> Subject:
    return Subject(
        regime_id=regime.row.key, kind=kind.register.spec.of, name=subject_name(typed), unit_id=unit_id,
        is_unit=False,
    )  # fmt: skip
