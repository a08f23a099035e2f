"""Providers: register (with their unit), edit, and who they are."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session, col, select

from domain.credit_codes import checked_credit_code
from domain.errors import Invalid, Told
from domain.forms import Form, Text
from domain.permissions import Action
from domain.units import UnitKind
from models.provider import Provider, ProviderRegime
from models.unit import Unit
from services import clock, units
from services.actor import Actor
from services.audit import changed, record
from services.identity import identity_hash
from services.provider_access import bump, find_provider, hold
from services.provider_persons import persons_for
from services.turns import take_turn
from services.use_case import INJECTED, command, query

OBJECT = "provider"
Name = Annotated[Text, Field(min_length=1, max_length=100)]
Person = Annotated[Text, Field(min_length=1, max_length=40)]


class ProviderForm(Form):
    """What a provider is registered with. The identity number is hashed and not kept."""

    name: Name
    credit_code: Annotated[Text, Field(max_length=60)]
    legal_representative: Person
    representative_id: Annotated[Text, Field(max_length=40)] = ""
    controller: Annotated[Text, Field(max_length=100)] = ""
    regime_id: int | None = None
    contact: Annotated[Text, Field(max_length=50)] = ""
    phone: Annotated[Text, Field(max_length=30)] = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class ProviderView:
    """A provider as readers see it."""

    id: int
    unit_id: int
    name: str
    credit_code: str
    legal_representative: str
    identity_known: bool
    controller: str
    regime_id: int | None
    regime: str
    contact: str
    phone: str
    active: bool
    version: int


@command(Action.PROVIDER_EDIT)
def register_provider(actor: Actor, values: Mapping[str, Any], *, session: Session = INJECTED) -> int:
    """A new provider together with its unit below the district; its id."""
    form = ProviderForm.read(values)
    code = _checked(form, 0, session=session)
    unit_id = _unit_for(form, code, session=session)
    row = Provider(unit_id=unit_id, **_columns(form, code, session=session), created_at=clock.now())
    session.add(row)
    session.flush()
    record(
        actor, Action.PROVIDER_EDIT, OBJECT, row.key, f"登记服务单位“{row.name}”",
        after=_plain(row), session=session,
    )  # fmt: skip
    return row.key


@command(Action.PROVIDER_EDIT)
def edit_provider(
    actor: Actor, provider_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Change a provider. An empty identity number keeps the one that is known."""
    form = ProviderForm.read(values)
    take_turn(session=session)
    row = hold(Provider, provider_id, version, "服务单位", session=session)
    code = _checked(form, provider_id, session=session)
    before = _plain(row)
    columns = _columns(form, code, session=session)
    if not form.representative_id and form.legal_representative == row.legal_representative:
        columns.pop("representative_id_hash")
    bump(row, columns, session=session)
    _follow_unit(row.unit_id, form, code, session=session)
    was, now = changed(before, _plain(row))
    record(
        actor, Action.PROVIDER_EDIT, OBJECT, row.key, f"修改服务单位“{row.name}”",
        before=was, after=now, session=session,
    )  # fmt: skip


@query(Action.PROVIDER_READ)
def read_provider(actor: Actor, provider_id: int, *, session: Session = INJECTED) -> ProviderView:
    """One provider."""
    row = find_provider(actor, provider_id, Action.PROVIDER_READ, session=session)
    unit = session.get(Unit, row.unit_id)
    regime = session.get(ProviderRegime, row.regime_id) if row.regime_id else None
    persons = persons_for(actor, session=session)
    return ProviderView(
        row.key, row.unit_id, row.name, row.credit_code, persons.name(row.legal_representative),
        bool(row.representative_id_hash), persons.name(row.controller), row.regime_id,
        regime.name if regime else "", persons.name(unit.contact if unit else ""),
        persons.phone(unit.phone if unit else ""), row.active, row.version,
    )  # fmt: skip


@query(Action.PROVIDER_READ)
def own_provider(actor: Actor, *, session: Session = INJECTED) -> int | None:
    """The provider that the actor's unit is; None for all others."""
    return session.exec(select(Provider.id).where(Provider.unit_id == actor.unit_id)).first()


def _checked(form: ProviderForm, own_id: int, *, session: Session) -> str:
    wrong: dict[str, str] = {}
    code = ""
    try:
        code = checked_credit_code(form.credit_code)
    except Invalid as mistake:
        wrong |= mistake.fields
    taken = session.exec(
        select(Provider.name, Provider.credit_code).where(
            (Provider.name == form.name) | (Provider.credit_code == code), col(Provider.id) != own_id
        )
    ).all()
    for name, other_code in taken:
        if name == form.name:
            wrong.setdefault("name", f"服务单位“{name}”已经登记")
        if code and other_code == code:
            wrong.setdefault("credit_code", f"这个统一社会信用代码已登记给“{name}”")
    if form.regime_id is not None and session.get(ProviderRegime, form.regime_id) is None:
        wrong["regime_id"] = "没有这个监管方案"
    if wrong:
        raise Invalid(wrong)
    return code


def _columns(form: ProviderForm, code: str, *, session: Session) -> dict[str, Any]:
    number = form.representative_id
    return {
        "name": form.name,
        "credit_code": code,
        "legal_representative": form.legal_representative,
        "representative_id_hash": identity_hash(number, session=session) if number else "",
        "controller": form.controller,
        "regime_id": form.regime_id,
        "active": form.active,
    }


def _unit_for(form: ProviderForm, code: str, *, session: Session) -> int:
    """The provider's unit: one of that name that nobody has registered as a provider yet, or a new one."""
    there = session.exec(
        select(Unit).where(Unit.name == form.name, Unit.kind == UnitKind.PROVIDER.value)
    ).first()
    if there is not None:
        return there.key
    district = session.exec(select(Unit.id).where(Unit.kind == UnitKind.DISTRICT.value)).first()
    wanted = units.UnitForm(form.name, UnitKind.PROVIDER, district, code, form.contact, form.phone)
    return units.store(units.checked(wanted, session=session), session=session)


def _follow_unit(unit_id: int, form: ProviderForm, code: str, *, session: Session) -> None:
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise Told("服务单位对应的单位记录不存在，请联系系统管理员。")
    wanted = units.UnitForm(form.name, UnitKind.PROVIDER, unit.parent_id, code, form.contact, form.phone)
    clean = units.checked(wanted, session=session, own_id=unit_id)
    values = {name: value for name, value in asdict(clean).items() if name not in {"kind", "parent_id"}}
    if any(getattr(unit, name) != value for name, value in values.items()):
        bump(unit, values, session=session)


def _plain(row: Provider) -> dict[str, object]:
    """The row for the audit log, without the identity hash."""
    kept = row.model_dump(exclude={"id", "created_at", "representative_id_hash"})
    return kept | {"identity_known": bool(row.representative_id_hash)}
