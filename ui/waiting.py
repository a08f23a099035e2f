"""How many things wait for a person, by the names that `ui.navigation.Entry.waits` uses."""

from collections.abc import Callable, Mapping

from services.actor import Actor
from services.todo import count_waiting

Counter = Callable[[Actor], Mapping[str, int]]

counts: Counter = count_waiting
