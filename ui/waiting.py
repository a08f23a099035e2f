"""How many things wait for a person, by the names that `ui.navigation.Entry.waits` uses."""

from collections.abc import Callable, Mapping

from services.actor import Actor

Counter = Callable[[Actor], Mapping[str, int]]


def _nothing(_actor: Actor) -> Mapping[str, int]:
    return {}


counts: Counter = _nothing
