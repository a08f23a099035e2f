"""Changing units: rename, re-describe, move below another parent, take out of use."""

from dataclasses import replace

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound
from domain.permissions import Action
from domain.units import UnitKind
from models.subject import Subject
from models.unit import Unit, UnitTree
from services.actor import Actor
from services.audit import changed, record
from services.conflicts import stale
from services.named_units import name_anew
from services.units import UnitForm, checked, hang, plain
from services.use_case import INJECTED, command


@command(Action.UNIT_EDIT)
def edit_unit(
    actor: Actor, unit_id: int, form: UnitForm, version: int, *, session: Session = INJECTED
) -> None:
    """Rename, re-describe or move a unit; its kind stays."""
    row = _to_change(unit_id, version, session=session)
    clean = checked(replace(form, kind=UnitKind(row.kind)), session=session, own_id=unit_id)
    before, after = changed(plain(_form_of(row)), plain(clean))
    if not after:
        return
    if clean.parent_id != row.parent_id and clean.parent_id is not None:
        _move(row, clean.parent_id, session=session)
    row.name, row.code, row.contact, row.phone = clean.name, clean.code, clean.contact, clean.phone
    row.version += 1
    record(
        actor,
        Action.UNIT_EDIT,
        "unit",
        unit_id,
        f"修改单位“{clean.name}”",
        before=before,
        after=after,
        session=session,
    )
    if "name" in after:  # after the turn: a campaign on its way to another version writes the same rows
        name_anew(session=session)
        judged = update(Subject).where(col(Subject.unit_id) == unit_id, col(Subject.is_unit))
        session.execute(judged.values(name=clean.name))


def _move(row: Unit, parent_id: int, *, session: Session) -> None:
    """Cut the subtree off its old ancestors and hang it below the new parent."""
    below = select(UnitTree.descendant_id).where(UnitTree.ancestor_id == row.key)
    if parent_id in session.exec(below).all():
        raise Invalid({"parent_id": "不能把单位移到它自己或它的下级之下。"})
    ids = session.exec(below).all()
    session.execute(
        delete(UnitTree).where(col(UnitTree.descendant_id).in_(ids), col(UnitTree.ancestor_id).not_in(ids))
    )
    row.parent_id = parent_id
    hang(row.key, parent_id, session=session)


def _to_change(unit_id: int, version: int, *, session: Session) -> Unit:
    row = session.exec(select(Unit).where(Unit.id == unit_id).with_for_update()).first()
    if row is None:
        raise NotFound("没有这个单位。")
    if row.version != version:
        raise stale(f"“{row.name}”", "unit", row.key, session=session)
    return row


def _form_of(row: Unit) -> UnitForm:
    return UnitForm(row.name, UnitKind(row.kind), row.parent_id, row.code, row.contact, row.phone)


@command(Action.UNIT_EDIT)
def set_unit_active(
    actor: Actor, unit_id: int, version: int, *, active: bool, reason: str, session: Session = INJECTED
) -> None:
    """Take a unit out of use, or back; units are never deleted."""
    if not reason.strip():
        raise Invalid({"reason": "请写明原因。"})
    row = _to_change(unit_id, version, session=session)
    below = select(Unit.name).where(Unit.parent_id == unit_id, col(Unit.active))
    if not active and (names := session.exec(below.limit(3)).all()):
        raise Invalid({"": f"还有在用的下级单位（{'、'.join(names)}等），请先停用下级或把它们移走。"})
    if row.parent_id is None:
        raise Invalid({"": "区级单位不能停用。"})
    row.active = active
    row.version += 1
    record(
        actor,
        Action.UNIT_EDIT,
        "unit",
        unit_id,
        f"{'启用' if active else '停用'}单位“{row.name}”",
        before={"active": not active},
        after={"active": active},
        reason=reason.strip(),
        session=session,
    )
