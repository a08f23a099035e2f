"""One use case = one permission question, one transaction, one audit entry.

    @command(Action.FINDING_ASSIGN)
    def assign_finding(actor: Actor, order: Assignment, *, session: Session = INJECTED) -> int: ...

The decorators ask the permission table, open a transaction when the caller has none, and register the
function, so that a test can walk every use case × role. Row visibility stays with the function:
see `services.visibility`.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlmodel import Session

from domain.permissions import Action, require
from models import engine
from services.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")

INJECTED = cast(Session, None)  # default of the keyword-only `session`; the decorators put the real one in


@dataclass(frozen=True, slots=True)
class UseCase:
    """An entry of the registry."""

    name: str
    action: Action
    writes: bool
    run: Callable[..., Any]


REGISTRY: dict[str, UseCase] = {}
_LATER = "later"  # where a session keeps what is to be done at the end of its command


def later(session: Session, key: str, work: Callable[[Session], object]) -> None:
    """Have something done once, at the end of the command and in its transaction, however often it is asked for."""
    session.info.setdefault(_LATER, {})[key] = work


def do_later(session: Session) -> None:
    """What was asked for meanwhile, in the order in which it was asked for first."""
    for work in session.info.pop(_LATER, {}).values():
        work(session)


def _use_case(
    action: Action, connect: Callable[[], AbstractContextManager[Session]], *, writes: bool
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    def decorate(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @wraps(function)
        def run(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            require(actor.role, action)
            if kwargs.get("session") is not None:
                return function(actor, *args, **kwargs)
            with connect() as session:
                kwargs["session"] = session
                done = function(actor, *args, **kwargs)
                do_later(session)
                return done

        name = f"{function.__module__}.{function.__qualname__}"
        REGISTRY[name] = UseCase(name, action, writes, run)
        return cast(Callable[Concatenate[Actor, P], R], run)

    return decorate


def command(
    action: Action,
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """A use case that writes."""
    return _use_case(action, lambda: engine.transaction(), writes=True)  # asked for anew at each call


def query(
    action: Action,
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """A use case that only reads."""
    return _use_case(action, lambda: engine.reading(), writes=False)
