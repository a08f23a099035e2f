"""Words that have an order: which is better, which is heavier, and which have no place in it."""

from typing import Any, ClassVar

from pydantic import model_validator

from domain.library.models.base import Strict, Text


class Ranked(Strict):
    """The words of a grade, best first, or light to heavy; those `besides` are neither better nor worse than any.

    With `light_to_heavy` the heavier is the higher one: 较大 or more takes in 重大.
    """

    WORDS: ClassVar[str] = "grades"

    besides: tuple[Text, ...] = ()
    light_to_heavy: tuple[Text, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _either(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        raw = _under_one_word(raw, cls.WORDS)
        if not raw.get("light_to_heavy"):
            return raw
        if raw.get(cls.WORDS, raw["light_to_heavy"]) != raw["light_to_heavy"]:
            raise ValueError(f"{cls.WORDS}（由好到差）和 light_to_heavy（由轻到重）只写一个")
        return {**raw, cls.WORDS: raw["light_to_heavy"]}

    @model_validator(mode="after")
    def _placed(self) -> "Ranked":
        words: tuple[str, ...] = getattr(self, self.WORDS)
        if strange := [word for word in self.besides if word not in words]:
            raise ValueError(f"besides 是各词里不分高低的，“{'、'.join(strange)}”没有列在 {self.WORDS} 里")
        if self.besides and len(words) - len(self.besides) < 2:
            raise ValueError("除去 besides，分高低的词至少两个")
        if (self.besides or self.light_to_heavy) and getattr(self, "kind", "grade") != "grade":
            raise ValueError("besides、light_to_heavy 只用于 kind: grade")
        return self

    @property
    def order(self) -> tuple[str, ...]:
        """The grades that it can be, best or heaviest first; nothing where it is no grade."""
        if getattr(self, "kind", "grade") != "grade":
            return ()
        words: tuple[str, ...] = getattr(self, self.WORDS)
        placed = tuple(word for word in words if word not in self.besides)
        return placed[::-1] if self.light_to_heavy else placed


def _under_one_word(raw: dict[str, Any], word: str) -> dict[str, Any]:
    """The words of a grade are `grades` of a figure and `options` of a field; either is understood at both."""
    other = {"grades": "options", "options": "grades"}[word]
    if raw.get("kind") != "grade" or other not in raw:
        return raw
    if word in raw:
        raise ValueError(f"等次的词写在 {word} 里，不再写 {other}")
    return {(word if key == other else key): told for key, told in raw.items()}
