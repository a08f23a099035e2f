"""Scoring sheets reckoned: items, steps, bonus, vetoes, grade."""

from dataclasses import replace
from fractions import Fraction

from domain.library.models import scoring as s
from domain.library.scopes import Scope
from domain.thresholds import score_steps
from domain.thresholds.compiling import Compiler, TestOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, number, show_number
from domain.thresholds.exempting import exceptions
from domain.thresholds.judging import against
from domain.thresholds.score_steps import Change, StepOf
from domain.thresholds.sheet_scores import ItemScore, SheetScore, Spread, VetoFound
from domain.thresholds.sheet_scores import held as kept_within
from domain.thresholds.truth import JUDGE, NO, PENDING, YES


class SheetRun:
    """One sheet, compiled."""

    def __init__(self, compiler: Compiler, key: str, sheet: s.Sheet) -> None:
        self.key, self.sheet = key, sheet
        self.scope = Scope(kind=sheet.of, grain=sheet.every)
        self.spared = exceptions(compiler, key, None, self.scope, f"sheet {key}")
        self.names = {item.key: f"{sheet.name}中“{item.name}”的得分" for item in sheet.items}
        self.steps = {
            item.key: [self._step(compiler, item, step) for step in item.steps] for item in sheet.items
        }
        self.applies = {item.key: compiler.optional(item.applies_when, self.scope) for item in sheet.items}
        self.vetoes = [(veto, compiler.condition(veto.when, self.scope)) for veto in sheet.vetoes]
        self.total_slot: list[Known] = []
        self.judged: list[tuple[tuple[str, int], tuple[ItemScore, ...]]] = []  # whose vetoes are being asked
        self.grades = [(grade.grade, self._grade_test(compiler, grade)) for grade in sheet.grades]

    def _grade_test(self, compiler: Compiler, grade: s.SheetGrade) -> TestOf:
        return against(compiler, grade, self.scope, lambda place: self.total_slot[-1])

    def score(self, place: Place) -> SheetScore:
        """The sheet for the place's subject in the sheet's period."""
        index = place.index_in(self.sheet.every)
        known = place.book.remembered(self, dict[tuple[str, int], SheetScore])
        slot = place.subject, index
        if slot not in known:
            whole = replace(place.whole(self.sheet.every, index), unit=None)
            known[slot] = self._unless_spared(whole)
        return known[slot]

    def _unless_spared(self, place: Place) -> SheetScore:
        """The sheet where it applies; who is exempt from it has no total and no grade."""
        spared = self.spared(place) if self.spared is not None else None
        if spared is None or spared.truth is NO:
            return self._score(place)
        if spared.truth is YES:
            told = f"不适用：{spared.tell()}"
            return SheetScore(self.key, place.subject, place.period_text, None, "", (), in_doubt=told)
        told = f"是否适用未定：{spared.tell()}"
        return replace(self._score(place), total=None, grade="", in_doubt=told)

    def total(self, place: Place) -> Known:
        """The total as a value."""
        score, name = self.score(place), self.sheet.name
        if score.total is None:
            return Missing(name, score.in_doubt or "有项目待评")
        return number(score.total, name=name)

    def grade(self, place: Place) -> Known:
        """The grade as a value."""
        score, name = self.score(place), f"{self.sheet.name}等次"
        if not score.grade:
            return Missing(name, score.in_doubt or "有项目待评")
        order = tuple(grade for grade, _ in self.grades)
        return Datum("text", text=score.grade, name=name, order=order)

    def points_of(self, key: str, place: Place) -> Known:
        """The points of one item; a veto of this sheet asks for those of the sheet in hand."""
        here = place.subject, place.index_in(self.sheet.every)
        inside = bool(self.judged) and self.judged[-1][0] == here
        score = None if inside else self.score(place)
        items, why = (self.judged[-1][1], "") if score is None else (score.items, score.in_doubt)
        points, name = next((item.points for item in items if item.key == key), None), self.names[key]
        return Missing(name, "待评" if items else why) if points is None else number(points, name=name)

    def _score(self, place: Place) -> SheetScore:
        merged, left_out = self._merged(place), self._left_out(place)
        out_of = {item.key: item.points + merged.get(item.key, 0) for item in self.sheet.items}
        spread = Spread(self.sheet, out_of, left_out)
        items = tuple(
            spread.given(item, self._item(item, place, out_of[item.key])) for item in self.sheet.items
        )
        self.judged.append(((place.subject, place.index), items))
        held = [(veto, test(place)) for veto, test in self.vetoes]
        self.judged.pop()
        vetoes = [veto for veto, found in held if found.truth is YES]
        total = self._lowered(self._total(items), vetoes)
        grade = self._graded(place, total, vetoes)
        doubts = [(veto, found) for veto, found in held if found.truth in (PENDING, JUDGE)]
        doubts = [one for one in doubts if self._graded(place, total, [one[0], *vetoes]) != grade]
        told = "；".join(f"一票否决“{veto.name}”未定：{found.tell()}" for veto, found in doubts)
        if self._total(items) is None and self._may_fall(grade):
            told = "；".join(filter(None, [told, "有项目待评，等次还可能更低"]))
        vetoed = "、".join(veto.name for veto in vetoes)
        return SheetScore(
            self.key, place.subject, place.period_text, total, "" if told else grade, items, vetoed, told,
            tuple(VetoFound(veto.name, veto.clause, found.truth, found.tell()) for veto, found in held),
        )  # fmt: skip

    def _may_fall(self, grade: str) -> bool:
        """Whether there is a worse grade of the sheet than this one."""
        return grade in [name for name, _ in self.grades[:-1]]

    def _graded(self, place: Place, total: Fraction | None, vetoes: list[s.Veto]) -> str:
        """The grade under vetoes, of the total as they leave it."""
        left = self._lowered(total, vetoes)
        return self._worst("" if left is None else self._grade(place, left), vetoes)

    def _lowered(self, total: Fraction | None, vetoes: list[s.Veto]) -> Fraction | None:
        """The total after vetoes, which never raise it."""
        ends = [veto.total for veto in vetoes if veto.total is not None]
        return min([*ends, *([] if total is None else [total])], default=None)

    def _worst(self, grade: str, vetoes: list[s.Veto]) -> str:
        """The grade after vetoes, which never raise it; grades of a sheet are listed from the best on."""
        order = [name for name, _ in self.grades]
        fixed = [veto.grade for veto in vetoes if veto.grade is not None]
        known = [one for one in (grade, *fixed) if one in order]
        other = [one for one in fixed if one not in order]
        return other[-1] if other else max(known, key=order.index, default=grade)

    def _merged(self, place: Place) -> dict[str, Fraction]:
        """Points of items that do not apply, given to the items that take them over."""
        found: dict[str, Fraction] = {}
        left_out = self._left_out(place)
        for item in self.sheet.items:
            if item.merge_into and item.key in left_out:
                found[item.merge_into] = found.get(item.merge_into, Fraction(0)) + item.points
        return found

    def _left_out(self, place: Place) -> frozenset[str]:
        """The items that do not apply."""
        tests = {key: test for key, test in self.applies.items() if test is not None}
        return frozenset(key for key, test in tests.items() if test(place).truth is NO)

    def _item(self, item: s.SheetItem, place: Place, out_of: Fraction) -> ItemScore:
        test = self.applies[item.key]
        if test is not None:
            evidence = test(place)
            if evidence.truth is NO:
                points = out_of if item.otherwise == "full" else Fraction(0)
                return ItemScore(item.key, points, out_of, "不适用", "not_applicable")
            if evidence.truth in (PENDING, JUDGE):
                return ItemScore(item.key, None, out_of, evidence.tell(), "pending")
        return self._stepped(item, place, out_of)

    def _stepped(self, item: s.SheetItem, place: Place, out_of: Fraction) -> ItemScore:
        points = out_of if item.starts == "full" and not item.bonus else Fraction(0)
        told: list[str] = []
        for step in self.steps[item.key]:
            change = step(place, out_of)
            told.append(change.told)
            if change.pending:
                return ItemScore(item.key, None, out_of, change.told, "pending")
            points = points + change.add if change.set_to is None else change.set_to
            if change.stop:
                break
        points, bound = kept_within(item, points, out_of)
        return ItemScore(item.key, points, out_of, "；".join(filter(None, (*told, bound))))

    def _total(self, items: tuple[ItemScore, ...]) -> Fraction | None:
        if any(item.points is None for item in items):
            return None
        bonus_keys = {item.key for item in self.sheet.items if item.bonus}
        plain = sum((item.points or Fraction(0) for item in items if item.key not in bonus_keys), Fraction(0))
        bonus = sum((item.points or Fraction(0) for item in items if item.key in bonus_keys), Fraction(0))
        if self.sheet.bonus_at_least is not None:
            bonus = max(bonus, self.sheet.bonus_at_least)
        if self.sheet.bonus_at_most is not None:
            bonus = min(bonus, self.sheet.bonus_at_most)
        floored = plain + bonus if self.sheet.at_least is None else max(plain + bonus, self.sheet.at_least)
        return floored if self.sheet.at_most is None else min(floored, self.sheet.at_most)

    def _grade(self, place: Place, total: Fraction) -> str:
        self.total_slot.append(Datum("number", total.numerator, total.denominator))
        found = next((grade for grade, test in self.grades if test(place).truth is YES), "")
        self.total_slot.pop()
        return found

    def _step(self, compiler: Compiler, item: s.SheetItem, step: s.Step) -> StepOf:
        match step:
            case s.PerStep():
                return score_steps.per(compiler, step, self.scope)
            case s.WhenStep():
                return score_steps.when(compiler, step, self.scope)
            case s.ShareStep():
                return score_steps.share(compiler, step, self.scope)
            case s.BandStep():
                return score_steps.bands(compiler, step, self.scope)
            case s.ZeroStep():
                return score_steps.zero(compiler, step, self.scope)
            case s.ManualStep():
                return self._manual(item, step)

    def _manual(self, item: s.SheetItem, step: s.ManualStep) -> StepOf:
        def change(place: Place, out_of: Fraction) -> Change:
            mark = place.book.marks.get((self.key, item.key, place.subject, place.period_text))
            if mark is None:
                return Change(told=f"待人评分：{step.manual}", pending=True)
            points = Fraction(mark.points)
            if not step.at_least <= points <= step.at_most:
                bounds = f"{show_number(step.at_least)}至{show_number(step.at_most)}"
                return Change(told=f"评的{show_number(points)}分不在{bounds}之间，要重新评", pending=True)
            return Change(points, told=f"{mark.by}评{show_number(points)}分：{mark.reason}")

        return change
