"""Who earns from which customer: net commission, the effective-account award, and average assets.

Scheme: 第三条 (crediting), 第八条 (award).
Reading taken:
- 工号 are compared as text;
- the check "not over 100%" covers every customer of 客户关系, also one without a row in 客户业绩, and counts every
  relation in force, also those of people who left;
- relations of one person with one customer are separate parts of the split;
- 净佣金 = 毛佣金 − 规费 is compared after both sides are rounded to the fen;
- "the three calendar months ending with M" runs from the first day of M−2 to the last day of M;
- an award whose customer has no relation goes to the branch in full and still puts him on the ledger.
"""

from collections import defaultdict
from fractions import Fraction

from . import calendar
from .exact import Stop, exact, is_blank, to_fen

BRANCH = "营业部"
AWARD = Fraction(100)


def share(relation: dict) -> Fraction:
    """分成比例, a blank meaning 100%. Source: inputs, 客户关系."""
    return Fraction(1) if is_blank(relation.get("分成比例")) else exact(relation["分成比例"])


def relations_in_force(branch: dict, kind: str) -> list[dict]:
    """生效日期 ≤ last day of M and (失效日期 empty or > last day of M). Scheme: 第三条."""
    last = calendar.last_day(branch["period"])
    return [
        relation
        for relation in branch["客户关系"]
        if relation["关系类型"] == kind
        and relation["生效日期"] <= last
        and (is_blank(relation.get("失效日期")) or relation["失效日期"] > last)
    ]


def check_shares(branch: dict, kind: str) -> None:
    """The shares of one customer's relations in force may not exceed 100%. Scheme: 第三条."""
    total = defaultdict(Fraction)
    for relation in relations_in_force(branch, kind):
        total[relation["客户号"]] += share(relation)
    for customer, shares in sorted(total.items()):
        if shares > 1:
            raise Stop("比例超过100%", customer)


def is_there_at_month_end(branch: dict, person_id: str) -> bool:
    """Employed on the last day of M; a 工号 the roster does not know is not. Scheme: 第三条."""
    last = calendar.last_day(branch["period"])
    return any(row["工号"] == person_id and calendar.is_employed(row, last) for row in branch["花名册"])


def relations_to_branch(branch: dict) -> list[tuple]:
    """(客户号, 工号, 关系类型) of relations in force whose person is gone: they credit the branch. Scheme: 第三条."""
    return sorted(
        (relation["客户号"], relation["工号"], kind)
        for kind in ("开发", "服务")
        for relation in relations_in_force(branch, kind)
        if not is_there_at_month_end(branch, relation["工号"])
    )


def earning_relations(branch: dict, kind: str) -> dict[str, list[tuple[str, Fraction]]]:
    """客户号 -> (工号, share) of the relations in force whose person is there at month end, smaller 工号 first."""
    found = defaultdict(list)
    for relation in relations_in_force(branch, kind):
        if is_there_at_month_end(branch, relation["工号"]):
            found[relation["客户号"]].append((relation["工号"], share(relation)))
    return {customer: sorted(parties) for customer, parties in found.items()}


def split(amount: Fraction, relations: list[tuple[str, Fraction]]) -> list[tuple[str, Fraction]]:
    """Split an amount in whole fen over the relations and the branch's rest by largest remainder. Scheme: 第三条.

    Ties go to the smaller 工号, the branch last; a negative amount is split as its absolute value and negated.
    """
    parties = [*sorted(relations), (BRANCH, 1 - sum((part for _, part in relations), Fraction(0)))]
    fen = abs(amount) * 100
    assert fen.denominator == 1
    quotas = [fen * part for _, part in parties]
    given = [quota.numerator // quota.denominator for quota in quotas]
    by_remainder = sorted(range(len(parties)), key=lambda place: (given[place] - quotas[place], place))
    for place in by_remainder[: int(fen) - sum(given)]:
        given[place] += 1
    sign = -1 if amount < 0 else 1
    return [(party, Fraction(sign * count, 100)) for (party, _), count in zip(parties, given, strict=True)]


def split_all(branch: dict, amounts: dict[str, Fraction]) -> dict[tuple[str, str], Fraction]:
    """(客户号, 工号 or 营业部) -> amount, for customer -> amount; parts of nothing are left out."""
    credited = defaultdict(Fraction)
    developers = earning_relations(branch, "开发")
    for customer, amount in amounts.items():
        for party, part in split(amount, developers.get(customer, [])):
            credited[customer, party] += part
    return {key: amount for key, amount in credited.items() if amount != 0}


def net_commissions(branch: dict) -> dict[str, Fraction]:
    """客户号 -> 净佣金, which must equal 毛佣金 − 规费 to the fen. Scheme: 第三条."""
    found = {}
    for row in branch["客户业绩"]:
        net = to_fen(exact(row["净佣金"]))
        if net != to_fen(exact(row["毛佣金"]) - exact(row["规费"])):
            raise Stop("净佣金不符", row["客户号"])
        found[row["客户号"]] = net
    return found


def awards(branch: dict, already: set[str]) -> dict[str, Fraction]:
    """客户号 -> 100 for each customer who earns the award in M and is not on the ledger. Scheme: 第八条."""
    opened_from = calendar.first_day(calendar.months_earlier(branch["period"], 2))
    return {
        row["客户号"]: AWARD
        for row in branch["客户业绩"]
        if row["客户状态"] == "正常"
        and opened_from <= row["开户日期"] <= calendar.last_day(branch["period"])
        and exact(row["期末资产"]) >= 20000
        and exact(row["交易额"]) > 0
        and row["客户号"] not in already
    }


def credited_assets(branch: dict) -> dict[str, Fraction]:
    """工号 -> Σ 日均资产 × share over the 服务 relations, not rounded. Scheme: 第三条."""
    servers = earning_relations(branch, "服务")
    total = defaultdict(Fraction)
    for row in branch["客户业绩"]:
        for party, part in servers.get(row["客户号"], []):
            total[party] += exact(row["日均资产"]) * part
    return total


def of_party(credited: dict[tuple[str, str], Fraction], party: str) -> Fraction:
    """What one person (or the branch) was credited with over all customers."""
    return sum((amount for (_, who), amount in credited.items() if who == party), Fraction(0))
