"""Units and their tree: read, create, rename, move, deactivate. The closure table answers "and below"."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from domain.errors import Conflict, Invalid, NotFound
from domain.permissions import Action
from domain.units import UNIT_KIND_NAMES, UnitKind
from models.unit import Unit, UnitTree
from services.actor import Actor
from services.audit import changed, record
from services.use_case import INJECTED, command, query
from services.visibility import within

# What may stand below what. A provider or an assessor stands below the district.
_PARENTS: Mapping[UnitKind, frozenset[UnitKind]] = {
    UnitKind.OFFICE: frozenset({UnitKind.DISTRICT}),
    UnitKind.DEPARTMENT: frozenset({UnitKind.DISTRICT}),
    UnitKind.TOWNSHIP: frozenset({UnitKind.DISTRICT}),
    UnitKind.VILLAGE: frozenset({UnitKind.TOWNSHIP}),
    UnitKind.PROVIDER: frozenset({UnitKind.DISTRICT}),
    UnitKind.ASSESSOR: frozenset({UnitKind.DISTRICT}),
}


@dataclass(frozen=True, slots=True)
class UnitForm:
    """What a unit is made of; `parent_id` is None only for the district itself."""

    name: str
    kind: UnitKind
    parent_id: int | None
    code: str = ""
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit as readers see it; `depth` counts from the district (0)."""

    id: int
    name: str
    kind: UnitKind
    parent_id: int | None
    parent_name: str
    code: str
    contact: str
    phone: str
    active: bool
    version: int
    depth: int = 0


def possible_parents(kind: UnitKind) -> frozenset[UnitKind]:
    """Kinds of units that a unit of this kind may stand below."""
    return _PARENTS.get(kind, frozenset())


def _view(row: Unit, parent_name: str = "") -> UnitView:
    return UnitView(
        row.key,
        row.name,
        UnitKind(row.kind),
        row.parent_id,
        parent_name,
        row.code,
        row.contact,
        row.phone,
        row.active,
        row.version,
    )


@query(Action.UNIT_READ)
def list_units(
    actor: Actor, *, kinds: Collection[UnitKind] = (), active_only: bool = False, session: Session = INJECTED
) -> list[UnitView]:
    """Units the reader may see, as a tree read from top to bottom, each with its depth."""
    statement = select(Unit).where(within(actor, Action.UNIT_READ, Unit.id)).order_by(Unit.kind, Unit.name)
    if active_only:
        statement = statement.where(col(Unit.active))
    rows = session.exec(statement).all()
    ordered = _in_tree_order([_view(row) for row in rows])
    return [unit for unit in ordered if not kinds or unit.kind in kinds]


def _in_tree_order(units: list[UnitView]) -> list[UnitView]:
    names = {unit.id: unit.name for unit in units}
    below: dict[int | None, list[UnitView]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in names else None, []).append(unit)
    ordered: list[UnitView] = []
    waiting = [(unit, 0) for unit in reversed(below.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        ordered.append(replace(unit, depth=depth, parent_name=names.get(unit.parent_id or 0, "")))
        waiting.extend((child, depth + 1) for child in reversed(below.get(unit.id, [])))
    return ordered


@query(Action.UNIT_READ)
def unit_choices(
    actor: Actor, *, kinds: Collection[UnitKind] = (), session: Session = INJECTED
) -> dict[str, str]:
    """Active units for a select box: id as text → name, in the order of the tree."""
    found = list_units(actor, kinds=kinds, active_only=True, session=session)
    return {str(unit.id): unit.name for unit in found}


@query(Action.UNIT_READ)
def read_unit(actor: Actor, unit_id: int, *, session: Session = INJECTED) -> UnitView:
    """One unit, or `NotFound` when there is none in the reader's sight."""
    statement = select(Unit).where(Unit.id == unit_id, within(actor, Action.UNIT_READ, Unit.id))
    row = session.exec(statement).first()
    if row is None:
        raise NotFound("没有这个单位，或者它不在您的查看范围内。")
    parent = session.get(Unit, row.parent_id) if row.parent_id else None
    return _view(row, parent.name if parent else "")


@command(Action.UNIT_EDIT)
def create_unit(actor: Actor, form: UnitForm, *, session: Session = INJECTED) -> int:
    """A new unit below its parent; its id."""
    clean = checked(form, session=session)
    unit_id = store(clean, session=session)
    record(
        actor,
        Action.UNIT_EDIT,
        "unit",
        unit_id,
        f"新建{UNIT_KIND_NAMES[clean.kind]}“{clean.name}”",
        after=_plain(clean),
        session=session,
    )
    return unit_id


def checked(form: UnitForm, *, session: Session, own_id: int = 0) -> UnitForm:
    """The form with spaces trimmed, or `Invalid` with a sentence for each wrong field."""
    clean = replace(
        form,
        name=form.name.strip(),
        code=form.code.strip(),
        contact=form.contact.strip(),
        phone=form.phone.strip(),
    )
    problems: dict[str, str] = _too_long(clean)
    if not clean.name:
        problems["name"] = "请填写单位名称。"
    elif session.exec(select(Unit.id).where(Unit.name == clean.name, Unit.id != own_id)).first():
        problems["name"] = f"已经有一个单位叫“{clean.name}”，请核对，或在名称里加以区分。"
    parent = session.get(Unit, form.parent_id) if form.parent_id else None
    if clean.kind is not UnitKind.DISTRICT and (sentence := _parent_problem(clean.kind, parent)):
        problems["parent_id"] = sentence
    if problems:
        raise Invalid(problems)
    return clean


def _too_long(form: UnitForm) -> dict[str, str]:
    limits = {
        "name": (form.name, 100, "单位名称"),
        "code": (form.code, 32, "代码"),
        "contact": (form.contact, 50, "联系人"),
        "phone": (form.phone, 30, "联系电话"),
    }
    return {
        field: f"{label}最多 {most} 个字。"
        for field, (text, most, label) in limits.items()
        if len(text) > most
    }


def _parent_problem(kind: UnitKind, parent: Unit | None) -> str:
    wanted = "或".join(UNIT_KIND_NAMES[one] for one in sorted(possible_parents(kind)))
    if parent is None:
        return f"请选择上级单位（{wanted}）。"
    if UnitKind(parent.kind) not in possible_parents(kind):
        return f"{UNIT_KIND_NAMES[kind]}的上级只能是{wanted}，“{parent.name}”不是。"
    if not parent.active:
        return f"上级单位“{parent.name}”已停用，请先启用或另选上级。"
    return ""


def store(form: UnitForm, *, session: Session) -> int:
    """Insert a checked unit and its rows of the closure table."""
    row = Unit(
        name=form.name,
        kind=form.kind.value,
        parent_id=form.parent_id,
        code=form.code,
        contact=form.contact,
        phone=form.phone,
    )
    session.add(row)
    session.flush()
    session.add(UnitTree(ancestor_id=row.key, descendant_id=row.key, depth=0))
    session.flush()
    if form.parent_id is not None:
        _hang(row.key, form.parent_id, session=session)
    return row.key


def _hang(unit_id: int, parent_id: int, *, session: Session) -> None:
    """Join the ancestors of the parent with the whole subtree of the unit."""
    above = session.exec(select(UnitTree).where(UnitTree.descendant_id == parent_id)).all()
    below = session.exec(select(UnitTree).where(UnitTree.ancestor_id == unit_id)).all()
    rows = [
        {
            "ancestor_id": up.ancestor_id,
            "descendant_id": down.descendant_id,
            "depth": up.depth + down.depth + 1,
        }
        for up in above
        for down in below
    ]
    session.execute(insert(UnitTree), rows)


@command(Action.UNIT_EDIT)
def edit_unit(
    actor: Actor, unit_id: int, form: UnitForm, version: int, *, session: Session = INJECTED
) -> None:
    """Rename, re-describe or move a unit; its kind stays."""
    row = _to_change(unit_id, version, session=session)
    clean = checked(replace(form, kind=UnitKind(row.kind)), session=session, own_id=unit_id)
    before, after = changed(_plain(_form_of(row)), _plain(clean))
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
    _hang(row.key, parent_id, session=session)


def _to_change(unit_id: int, version: int, *, session: Session) -> Unit:
    row = session.exec(select(Unit).where(Unit.id == unit_id).with_for_update()).first()
    if row is None:
        raise NotFound("没有这个单位。")
    if row.version != version:
        raise Conflict(f"“{row.name}”刚刚被别人修改过，请刷新后再改。")
    return row


def _form_of(row: Unit) -> UnitForm:
    return UnitForm(row.name, UnitKind(row.kind), row.parent_id, row.code, row.contact, row.phone)


def _plain(form: UnitForm) -> dict[str, object]:
    return {
        "name": form.name,
        "kind": form.kind.value,
        "parent_id": form.parent_id,
        "code": form.code,
        "contact": form.contact,
        "phone": form.phone,
    }


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
