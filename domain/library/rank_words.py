"""Places and those who are ranked, in plain Chinese."""

from typing import Any

from domain.library import wording
from domain.library.gathered_words import GatheredWords
from domain.library.kinds import kind_of, scale_of
from domain.library.models import values as v
from domain.library.ranks import heavy_scales
from domain.library.scopes import Scope
from domain.several_kinds import is_several

_ORDERS = {
    ("day", "highest"): "由晚到早",
    ("day", "lowest"): "由早到晚",
    ("text", "highest"): "由好到差",
    ("text", "lowest"): "由差到好",
}
_SEVERAL = {"separate": "（各排各的）", "together": "（合在一起排）"}
_BY_WEIGHT = {"highest": "由重到轻", "lowest": "由轻到重"}


class RankWords(GatheredWords):
    """Tells rankings."""

    def _ranked(self, node: Any, scope: Scope) -> str:
        match node:
            case v.Ranking():
                return self._place(node, scope)
            case v.Entrants():
                return f"参加{self.value(node.entrants, scope)}排名的{self._among(node, scope)}总数"
            case v.FromBottom():
                return f"{self._fact(node.from_bottom)}倒数名次"
            case v.OutOf():
                return f"{self._fact(node.out_of)}总数"
        return ""

    def _place(self, node: v.Ranking, scope: Scope) -> str:
        """药占比在同一机构的科室中由高到低的名次."""
        kind = kind_of(self.scheme, node.ranking, scope) or ""
        usual = "由高到低" if node.best == "highest" else "由低到高"
        by_weight = scale_of(self.scheme, node.ranking, scope) in heavy_scales(self.scheme)
        order = (_BY_WEIGHT[node.best] if by_weight else None) or _ORDERS.get((kind, node.best), usual)
        equal = "、".join(self.value(one, scope) for one in node.then_by)
        equal = f"（相同的依次比{equal}，高者在前）" if equal else ""
        skipped = "（没有数据的不排）" if node.missing == "skip" else ""
        group = self._among(node, scope)
        place = f"{'倒数' if node.from_ == 'bottom' else ''}名次"
        return f"{self.value(node.ranking, scope)}{f'在{group}中' if group else ''}{order}的{place}{equal}{skipped}"

    def _among(self, node: v.Ranking | v.Entrants, scope: Scope) -> str:
        """同一镇街、同类别的村居，线索件数达到3以上（含）的镇街; empty where all are ranked together.

        Of several kinds 部门、镇街（各排各的）.
        """
        parts = [f"同一{wording.party(self.scheme, node.under)}"] if node.under else []
        parts += [f"同{self._name_of(node.by)}"] if node.by else []
        several = scope.kind if is_several(scope.kind) else None
        who = (
            f"的{wording.party(self.scheme, scope.kind)}"
            if scope.kind and (parts or node.where or several)
            else ""
        )
        who += _SEVERAL[node.kinds] if several else ""
        meant = f"{self.condition(node.where, scope)}的" if node.where is not None else ""
        return f"{meant}{'、'.join(parts)}{who if parts else who.removeprefix('的')}"
