"""Why a figure of a payslip is zero, for somebody who never saw a formula: 迟到次数0、早退次数0，合计没有超过3.

Reads: the formulas of the rule sets, the figures of one person.  What the pay standard says itself (``zero``) comes
first, as in the explanations for those who made it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.payout.payslips.phrases import PRODUCT, Phrases, signed
from pipeline.scheme.compile import Rules
from pipeline.scheme.explain_values import is_zero, show, worked
from pipeline.scheme.explain_zero import Zeros
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation, words
from pipeline.scheme.parts import Fact
from pipeline.scheme.plainly import Row, figure, value


@dataclass(frozen=True)
class PlainZeros(Zeros):
    """The reasons of zeros in plain words."""

    def _of_fact(self, fact: Fact, rules: Rules) -> str:
        return f"本月没有{fact.name}"

    def _why_operation(self, node: Operation, row: Row) -> str:
        for part in (node.left, node.right):
            if node.sign in "*/" and isinstance(part, Name) and is_zero(value(part, row)):
                found = self.known.find(part.name)
                if found and (isinstance(found[0], Fact) or found[0].zero):
                    return self._why(part, row)
        return self._short_of(node, row) or super()._why_operation(node, row)

    def _why_call(self, node: Call, row: Row) -> str:
        if node.function != "如果":
            return super()._why_call(node, row)
        condition, *branches = node.arguments
        met = bool(value(condition, row))
        chosen = branches[0 if met else 1]
        if not isinstance(chosen, Number):
            return self._why(chosen, row)
        told = "" if (found := worked(condition, row)) in ("是", "否") else f"（{found}）"
        return f"{'符合' if met else '不符合'}“{words(condition)}”{told}"

    def _below(self, part: Node, row: Row) -> str:
        amount = figure(part, row)
        if amount == 0:
            return self._why(part, row)
        return self._short_of(part, row) or f"{words(part)}算得{show(amount)}，不足0，按0计"

    def _short_of(self, part: Node, row: Row) -> str:
        """Of a difference that is no more than nothing: what it begins with, and what that does not exceed."""
        parts = list(signed(part, 1))
        phrases = Phrases(self.known, row)
        more = [phrases.say(one).inside(PRODUCT) for sign, one in parts if sign > 0]
        less = [phrases.say(one).inside(PRODUCT) for sign, one in parts if sign < 0]
        if not more or not less or not any(figure(one, row) for _, one in parts):
            return ""
        joint = ["，合计" if len(more) > 1 else "，", "没有超过", "、".join(less), "之和" if len(less) > 1 else ""]
        return "、".join(more) + "".join(joint)
