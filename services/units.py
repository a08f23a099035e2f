"""Units and their tree: read, create, rename, move, deactivate. The closure table answers "and below"."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import insert
from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound
from domain.permissions import Action
from domain.units import BODIES, UNIT_KIND_NAMES, UnitKind
from models.unit import Unit, UnitTree
from services.actor import Actor
from services.audit import record
from services.use_case import INJECTED, command, query
from services.visibility import within

# What may stand below what. A provider or an assessor stands below the district, a school below whoever runs it.
_PARENTS: Mapping[UnitKind, frozenset[UnitKind]] = {
    UnitKind.OFFICE: frozenset({UnitKind.DISTRICT}),
    UnitKind.DEPARTMENT: frozenset({UnitKind.DISTRICT}),
    UnitKind.TOWNSHIP: frozenset({UnitKind.DISTRICT}),
    UnitKind.VILLAGE: frozenset({UnitKind.TOWNSHIP}),
    UnitKind.PROVIDER: frozenset({UnitKind.DISTRICT}),
    UnitKind.ASSESSOR: frozenset({UnitKind.DISTRICT}),
    **dict.fromkeys(BODIES, frozenset({UnitKind.DISTRICT, UnitKind.DEPARTMENT, UnitKind.TOWNSHIP})),
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
        after=plain(clean),
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
    wanted = "或".join(name for one, name in UNIT_KIND_NAMES.items() if one in possible_parents(kind))
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
        hang(row.key, form.parent_id, session=session)
    return row.key


def hang(unit_id: int, parent_id: int, *, session: Session) -> None:
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


def plain(form: UnitForm) -> dict[str, object]:
    """The form as the audit log keeps it."""
    return {
        "name": form.name,
        "kind": form.kind.value,
        "parent_id": form.parent_id,
        "code": form.code,
        "contact": form.contact,
        "phone": form.phone,
    }
