"""Every use case × role is refused or allowed as the table says, and a refusal asks the database nothing."""

import ast
import importlib
from pathlib import Path

import pytest

import services
from domain.errors import Refused
from domain.permissions import Action, Role, holders_of, ruling
from services.actor import Actor
from services.use_case import REGISTRY
from tests.databases import Database
from tests.statements import count_statements

ROOM = Path(services.__file__).parent
MODULES = sorted(path.stem for path in ROOM.glob("*.py") if path.stem != "__init__")

# Those who open a transaction without an actor: there is none yet, or the caller is the system itself.
WITHOUT_ACTOR = {
    "logins.log_in": "the door itself",
    "sessions.find": "finds who the actor is",
    "daily.run_if_due": "the system's own work of the day",
    "sessions._touch": "part of find",
    "sessions.log_out": "its token names the actor",
    "setup.needs_setup": "before the first account",
    "setup.first_start": "guarded by the one-time code",
    "settings_store.district_name": "printed on the log-in page",
    "demo_data.is_demo": "a mark on the whole installation",
    "demo_data._require_admin": "on the server's terminal; asks for a password itself",
    "rescue.reset_admin": "on the server's terminal, for who cannot log in",
    "libraries.install_built_in": "the program's own schemes, at its start",
    "schemes_in_use.read": "at the program's start; tells nobody anything",
    "use_case.command": "the decorator",
    "use_case.query": "the decorator",
    "use_case.decorate": "the decorator",
    "use_case.run": "the decorator",
}

for module in MODULES:
    importlib.import_module(f"services.{module}")


@pytest.mark.parametrize("role", list(Role))
def test_a_role_without_the_right_is_refused_before_any_statement(
    sqlite_database: Database, role: Role
) -> None:
    actor = Actor(1, "某人", role, 1, "某单位")
    with count_statements() as counted:
        for name, use_case in REGISTRY.items():
            if role in holders_of(use_case.action):
                continue
            with pytest.raises(Refused) as told:
                use_case.run(actor)
            assert str(told.value) == ruling(role, use_case.action).reason, name
    assert len(counted) == 0


@pytest.mark.parametrize("role", list(Role))
def test_a_role_with_the_right_gets_past_the_table(sqlite_database: Database, role: Role) -> None:
    actor = Actor(1, "某人", role, 1, "某单位")
    for name, use_case in REGISTRY.items():
        if role not in holders_of(use_case.action):
            continue
        assert ruling(role, use_case.action).allowed, name
        with pytest.raises(TypeError):  # past the table the missing arguments are noticed, so nothing ran
            use_case.run(actor, no_such_argument=1)


def test_every_action_has_a_holder_and_a_title() -> None:
    assert [action for action in Action if not holders_of(action)] == []


def test_nothing_opens_a_transaction_outside_the_registry_but_the_doors() -> None:
    found = {
        f"{module}.{function.name}"
        for module in MODULES
        for function in ast.walk(ast.parse((ROOM / f"{module}.py").read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and _opens_a_session(function)
    }
    assert sorted(found - set(WITHOUT_ACTOR)) == []


def _opens_a_session(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"transaction", "reading"}
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "engine"
        for node in ast.walk(function)
    )
