"""What is wrong in the demo district: sentences by checklist item, filled with figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from domain.library.reading import read_yaml
from domain.self_completeness import Category, Item

DATA = Path(__file__).with_name("problems.yaml")


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem as somebody would write it down; `yuan` is 0 when no money is concerned."""

    category: str
    item: str
    text: str
    done: str
    yuan: int
    people: int


@cache
def _texts() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = read_yaml(DATA.name, DATA.read_text(encoding="utf-8"))
    return found


def problem(categories: Sequence[Category], random: Random) -> Problem:
    """A problem under one of the items that apply to a place."""
    items = [item for category in categories for item in category.items]
    return problem_at(random.choice(items), random)


def some_problems(categories: Sequence[Category], number: int, random: Random) -> list[Problem]:
    """So many problems under different items."""
    items = [item for category in categories for item in category.items]
    return [problem_at(item, random) for item in random.sample(items, min(number, len(items)))]


def problem_at(item: Item, random: Random) -> Problem:
    """A problem under this item; one without a sentence of its own is described by the scheme's words."""
    words = _texts().get(item.code, {"text": f"{item.fails_when}，抽查{{n}}份", "done": "已按要求补正"})
    people = random.randint(*words["people"]) if "people" in words else 0
    yuan = random.randint(*words["yuan"]) // 10 * 10 if "yuan" in words else 0
    figures = {"n": people or random.randint(2, 12), "m": random.randint(1, 9), "yuan": f"{yuan:,}"}
    text, done = (str(words[name]).format(**figures) for name in ("text", "done"))
    return Problem(item.category, item.code, f"{text}。", f"{done}。", yuan, people)
