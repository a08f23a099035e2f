"""Moving one regime to another version of its scheme by itself, after its office has read what that changes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field
from sqlmodel import Session, select

from domain.errors import Conflict, Invalid, NotFound, WrongState
from domain.forms import Form
from domain.library.models.scheme import Scheme
from domain.permissions import Action
from models.provider import ProviderRegime
from services.actor import Actor
from services.campaign_plan import library_version, require_parameters
from services.libraries import known_parameters
from services.provider_access import hold
from services.rebase_ground import carried, require_other
from services.rebase_lines import RegimeLine
from services.rebase_regimes import Target, move_regime, regime_line
from services.regimes import regime_of
from services.use_case import INJECTED, command, query


class RegimeChoices(Form):
    """Which version, and what it asks that the regime has not answered yet."""

    library_id: int
    parameters: dict[str, object] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegimePreview:
    """What would become of the regime's verdicts; `token` must come back."""

    line: RegimeLine
    old_version: str
    new_version: str
    token: str


@dataclass(frozen=True, slots=True)
class RegimeQuestions:
    """What a version asks of a regime, and the answers carried over; `version` is that of the regime's row."""

    name: str
    version: int
    library_id: int
    scheme: Scheme
    carried: Mapping[str, object]


@query(Action.REGIME_EDIT)
def regime_questions(
    actor: Actor, regime_id: int, library_id: int, *, session: Session = INJECTED
) -> RegimeQuestions:
    """What the new version asks and what is known already; with library_id 0, of the version that it has."""
    row = _regime(regime_id, session)
    library, _ = library_version(library_id or row.library_id, session=session)
    known = carried(row.parameters, library)
    return RegimeQuestions(row.name, row.version, row.library_id, library.scheme, known)


@query(Action.REGIME_EDIT)
def preview_regime_rebase(
    actor: Actor, regime_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> RegimePreview:
    """Everything that moving the regime to another version would change; stores nothing."""
    return _work_out(_regime(regime_id, session), RegimeChoices.read(values), session)[0]


def _regime(regime_id: int, session: Session) -> ProviderRegime:
    row = session.exec(select(ProviderRegime).where(ProviderRegime.id == regime_id)).first()
    if row is None:
        raise NotFound("没有这个监管方案，可能是链接有误。")
    return row


@command(Action.REGIME_EDIT)
def rebase_regime(
    actor: Actor,
    regime_id: int,
    values: Mapping[str, Any],
    reason: str,
    version: int,
    token: str,
    *,
    session: Session = INJECTED,
) -> int:
    """Apply what `preview_regime_rebase` showed; returns how many verdicts were written anew."""
    choices = RegimeChoices.read(values)
    if not reason.strip():
        raise Invalid({"reason": "请写明换版的理由和依据"})
    row = hold(ProviderRegime, regime_id, version, "监管方案", session=session)
    preview, target = _work_out(row, choices, session)
    require_parameters(target.library.scheme, target.parameters)
    if preview.token != token:
        raise Conflict("在您查看影响之后情况有了变化，请按最新的影响清单重新核对。")
    return move_regime(actor, row, target, reason, session=session)


def _work_out(row: ProviderRegime, choices: RegimeChoices, session: Session) -> tuple[RegimePreview, Target]:
    if row.ended_on is not None:
        raise WrongState("这个监管方案已经停用，不能再换用方案版本。")
    library, version = library_version(choices.library_id, session=session)
    require_other(regime_of(row.key, session=session).library, library)
    _, old_version = library_version(row.library_id, session=session)
    parameters = {**carried(row.parameters, library), **known_parameters(library, choices.parameters)}
    target = Target(choices.library_id, library, version, parameters)
    line = regime_line(row, old_version, target, moves=True, session=session)
    token = hashlib.sha256(repr((choices, line)).encode()).hexdigest()
    return RegimePreview(line, old_version, version, token), target
