"""The district with three schools, below a department, a township and the district itself."""

from dataclasses import replace

from domain.account_rules import AccountForm
from domain.permissions import Role
from domain.unit_rows import rows_of_text
from domain.units import UnitKind
from services.accounts import create_accounts
from services.actor import Actor
from services.todo import list_todo
from services.unit_import import import_bodies
from services.units import unit_choices
from tests import world

SCHOOLS = "派驻纪检监察组,第一小学,1264,王某,0951\n东街镇,东街中心校\n,实验中学"


def town() -> tuple[world.People, dict[str, Actor]]:
    """The district with three schools and somebody in two of them."""
    people = world.district()
    people = replace(people, units=dict(people.units))
    assert import_bodies(people.admin, UnitKind.SCHOOL, rows_of_text(SCHOOLS)) == 3
    ids = {name: int(key) for key, name in unit_choices(people.admin, kinds=[UnitKind.SCHOOL]).items()}
    people.units.update(ids)
    forms = [
        AccountForm(f"school{at}", who, Role.TOWNSHIP, ids[name])
        for at, (name, who) in enumerate((("东街中心校", "安宁"), ("实验中学", "白杨")))
    ]
    made = create_accounts(people.admin, forms, shared_password=world.PASSWORD)
    names = {form.unit_id: name for name in ids for form in forms if ids[name] == form.unit_id}
    actors = {
        names[form.unit_id]: Actor(one.id, form.name, form.role, form.unit_id, names[form.unit_id])
        for one, form in zip(made, forms, strict=True)
    }
    return people, actors


def waiting(actor: Actor) -> set[tuple[str, str]]:
    """What waits for somebody: the kind of task and the unit."""
    return {(row.kind, row.unit) for row in list_todo(actor).items}
