"""Regimes: a scheme put to work on providers, pinned to a library version, with its settings and procedure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import func
from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, WrongState
from domain.forms import Form, Text
from domain.library.library import Library
from domain.library.models.facts import Fact
from domain.library.models.scheme import Scheme
from domain.permissions import Action
from domain.procedure import Procedure, default_procedure, procedure_of, with_statement_term
from domain.registers import kept_of
from domain.several_kinds import kinds_in
from domain.units import UnitKind
from models.library import LibraryVersion
from models.provider import Provider, ProviderRegime
from services import clock, libraries
from services.actor import Actor
from services.audit import record
from services.provider_access import bump, hold
from services.turns import take_turn
from services.use_case import INJECTED, command, query

OBJECT = "provider_regime"
PROVIDER = UnitKind.PROVIDER.value  # whom a regime judges, by the name that schemes use


class RegimeForm(Form):
    """What the office fills in when it starts a regime; an empty statement source keeps the default term."""

    name: Annotated[Text, Field(min_length=1, max_length=100)]
    library_id: int
    started_on: date
    parameters: dict[str, Any] = Field(default_factory=dict)
    statement_count: int = 0
    statement_unit: str = "working_day"
    statement_source: Text = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """A regime ready to be used: its row, its library, the scheme as its settings make it, its terms."""

    row: ProviderRegime
    library: Library
    scheme: Scheme
    procedure: Procedure

    @property
    def facts(self) -> Mapping[str, Fact]:
        """What is recorded of providers, by key."""
        return {
            key: kept_of(fact, (PROVIDER,))
            for key, fact in self.scheme.facts.items()
            if PROVIDER in kinds_in(fact.of)
        }

    def fact(self, key: str) -> Fact:
        """One of them, or `Invalid`."""
        found = self.facts.get(key)
        if found is None:
            raise Invalid({"metric": f"“{self.row.name}”不统计这项数据"})
        return found


@dataclass(frozen=True, slots=True)
class RegimeView:
    """A regime as lists show it."""

    id: int
    name: str
    scheme: str
    library_version: str
    library_id: int
    started_on: date
    ended_on: date | None
    providers: int
    version: int
    readings: Mapping[str, str] = field(default_factory=dict)
    procedure: Procedure = field(default_factory=default_procedure)


@command(Action.REGIME_EDIT)
def start_regime(actor: Actor, values: Mapping[str, Any], *, session: Session = INJECTED) -> int:
    """Put a library version to work on providers; pins its checksum, its settings and the procedure."""
    form = RegimeForm.read(values)
    version = session.get(LibraryVersion, form.library_id)
    if version is None:
        raise Invalid({"library_id": "请选择制度库版本"})
    taken = session.exec(select(ProviderRegime.id).where(ProviderRegime.name == form.name)).first()
    if taken is not None:
        raise Invalid({"name": f"监管方案“{form.name}”已经存在"})
    library = libraries.read_library(version.key, version.checksum, session=session)
    parameters = libraries.known_parameters(library, form.parameters)
    _require_parameters(library, parameters)
    library.with_settings(parameters)
    row = ProviderRegime(
        name=form.name, library_id=version.key, library_checksum=version.checksum, parameters=parameters,
        procedure=_procedure(form).to_json(), started_on=form.started_on, created_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(
        actor, Action.REGIME_EDIT, OBJECT, row.key, f"启用服务单位监管方案“{row.name}”",
        after=row.model_dump(exclude={"id", "created_at"}), session=session,
    )  # fmt: skip
    return row.key


def _require_parameters(library: Library, given: Mapping[str, object]) -> None:
    missing = {
        key: f"请填写{asked.name}"
        for key, asked in library.scheme.open.items()
        if asked.required and key not in given
    }
    if missing:
        raise Invalid(missing)


def _procedure(form: RegimeForm) -> Procedure:
    if not form.statement_count:
        return default_procedure()
    return with_statement_term(
        default_procedure(), form.statement_count, form.statement_unit, form.statement_source
    )


@command(Action.REGIME_EDIT)
def assign_regime(
    actor: Actor, regime_id: int, provider_ids: Sequence[int], reason: str, *, session: Session = INJECTED
) -> int:
    """Put providers under a regime; the number of providers that changed."""
    regime = session.get(ProviderRegime, regime_id)
    if regime is None or regime.ended_on is not None:
        raise NotFound("没有这个监管方案，或者它已经停用。")
    if not reason.strip():
        raise Invalid({"reason": "请写明依据，例如服务合同或者招标文件"})
    take_turn(session=session)
    rows = session.exec(select(Provider).where(col(Provider.id).in_(provider_ids)).with_for_update()).all()
    moved = [row for row in rows if row.regime_id != regime_id]
    for row in moved:
        before = row.regime_id
        bump(row, {"regime_id": regime_id}, session=session)
        record(
            actor, Action.REGIME_EDIT, "provider", row.key, f"“{row.name}”适用监管方案“{regime.name}”",
            before={"regime_id": before}, after={"regime_id": regime_id}, reason=reason.strip(),
            session=session,
        )  # fmt: skip
    return len(moved)


@command(Action.REGIME_EDIT)
def end_regime(
    actor: Actor, regime_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> None:
    """Stop a regime; its verdicts and decisions stay."""
    row = hold(ProviderRegime, regime_id, version, "监管方案", session=session)
    if row.ended_on is not None:
        raise WrongState("这个监管方案已经停用。")
    if not reason.strip():
        raise Invalid({"reason": "请写明停用的原因"})
    bump(row, {"ended_on": clock.today()}, session=session)
    record(
        actor, Action.REGIME_EDIT, OBJECT, row.key, f"停用监管方案“{row.name}”", reason=reason.strip(),
        after={"ended_on": row.ended_on}, session=session,
    )  # fmt: skip


@query(Action.REGIME_READ)
def list_regimes(actor: Actor, *, session: Session = INJECTED) -> list[RegimeView]:
    """All regimes, those in use first."""
    counted = (
        select(Provider.regime_id, func.count().label("providers"))
        .group_by(col(Provider.regime_id))
        .subquery()
    )
    found = session.exec(
        select(ProviderRegime, LibraryVersion.name, LibraryVersion.version_name, counted.c.providers)
        .join(LibraryVersion, col(LibraryVersion.id) == col(ProviderRegime.library_id))
        .outerjoin(counted, counted.c.regime_id == ProviderRegime.id)
        .order_by(col(ProviderRegime.ended_on).is_not(None), col(ProviderRegime.id))
    ).all()
    return [
        _view(row, scheme, version, providers or 0, session=session)
        for row, scheme, version, providers in found
    ]


def _readings(row: ProviderRegime, *, session: Session) -> dict[str, str]:
    """What the scheme left open, by its name, as this regime reads it."""
    library = libraries.read_library(row.library_id, row.library_checksum, session=session)
    asked = {
        library.scheme.open[key].name: str(value)
        for key, value in row.parameters.items()
        if key in library.scheme.open
    }
    chosen = {
        setting.name: setting.options[str(row.parameters.get(key, setting.default))]
        for key, setting in library.scheme.settings.items()
    }
    return asked | chosen


def _view(row: ProviderRegime, scheme: str, version: str, providers: int, *, session: Session) -> RegimeView:
    return RegimeView(
        row.key, row.name, scheme, version, row.library_id, row.started_on, row.ended_on, providers,
        row.version, _readings(row, session=session), procedure_of(row.procedure),
    )  # fmt: skip


@query(Action.PROVIDER_READ)
def regime_choices(actor: Actor, *, session: Session = INJECTED) -> dict[str, str]:
    """Regimes in use for a select box: id as text → name."""
    found = session.exec(
        select(ProviderRegime).where(col(ProviderRegime.ended_on).is_(None)).order_by(col(ProviderRegime.id))
    ).all()
    return {str(row.key): row.name for row in found}


def regime_of(regime_id: int | None, *, session: Session) -> Regime:
    """A regime ready to be used; one statement once the process knows the library."""
    row = session.get(ProviderRegime, regime_id) if regime_id is not None else None
    if row is None:
        raise WrongState("这家服务单位还没有适用的监管方案，请先在“监管方案”里指定。")
    return _ready(row, session=session)


def regimes_in_use(*, session: Session) -> list[Regime]:
    """Every regime that has not ended, ready to be used; one statement once the process knows the libraries."""
    found = (
        select(ProviderRegime).where(col(ProviderRegime.ended_on).is_(None)).order_by(col(ProviderRegime.id))
    )
    return [_ready(row, session=session) for row in session.exec(found).all()]


def _ready(row: ProviderRegime, *, session: Session) -> Regime:
    library = libraries.read_library(row.library_id, row.library_checksum, session=session)
    scheme = library.with_settings(libraries.known_parameters(library, row.parameters))
    return Regime(row, library, scheme, procedure_of(row.procedure))
