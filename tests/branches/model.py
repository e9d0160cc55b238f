"""Makes a random, valid branch-month from a seed: what a month's workbooks say, as rows.

Rows carry the canonical headings of the input specification; values are str, Decimal, int, date or None. Keys that
begin with an underscore hold what the maker itself needs for the next month and are never written into a workbook.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from . import activity, attendance, contributions, customers, edges, opening, people, relations

Row = dict[str, Any]
Branch = dict[str, Any]
KINDS = (
    "花名册",
    "客户业绩",
    "客户关系",
    "产品销售",
    "考勤",
    "考勤明细",
    "出访单",
    "职责考核",
    "违规投诉",
    "手工调整",
    "社保及专项",
    "期初",
)


@dataclass(frozen=True)
class Wishes:
    """What a caller may ask of a branch.

    `edges`: seek edges deliberately; without it the branch is an ordinary, believable one. `blank_slips`: a few slips
    lack 目的地, 被访人 or 联系方式 and so do not count. `shape`: called when all facts but contributions and opening
    balances stand, to change some; it must keep the branch valid.
    """

    people: int = 12
    customers: int = 60
    edges: bool = True
    blank_slips: bool = True
    shape: Callable[[Branch], None] | None = None


def make_branch(
    seed: int, period: str, *, previous: Branch | None = None, wishes: Wishes | None = None, **asked: Any
) -> Branch:
    """One valid branch-month; the same arguments give the same branch.

    With `previous`, the branch of the month before, people, customers and relations continue. Keyword arguments
    (`people`, `customers`, `edges`, `blank_slips`, `shape`) are the fields of `Wishes`.
    """
    chosen = wishes or Wishes(**asked)
    branch: Branch = {"period": period} | {kind: [] for kind in KINDS}
    state = _new_state(previous)
    branch["_state"] = state
    _people_and_customers(seed, branch, previous, chosen)
    _activities(seed, branch, chosen)
    if chosen.shape:
        chosen.shape(branch)
    _balances(seed, branch, previous, chosen)
    return branch


def _new_state(previous: Branch | None) -> Row:
    """Highest numbers given, people kept on an edge, highest debts carried in."""
    if previous is None:
        return {"codes": 0, "numbers": 0, "edge_people": {}, "debts_in": {}}
    old = previous["_state"]
    return {
        "codes": old["codes"],
        "numbers": old["numbers"],
        "edge_people": dict(old["edge_people"]),
        "debts_in": contributions.highest_debts(previous, old["debts_in"]),
    }


def _stream(seed: int, branch: Branch, purpose: str) -> Random:
    """An own stream of chance per purpose, so that a change in one does not move the others."""
    return Random(f"{seed}/{branch['period']}/{purpose}")


def _people_and_customers(seed: int, branch: Branch, previous: Branch | None, wishes: Wishes) -> None:
    period, state = branch["period"], branch["_state"]
    for_people, for_customers = _stream(seed, branch, "people"), _stream(seed, branch, "customers")
    if previous is None:
        branch["花名册"] = people.first_roster(for_people, period, wishes.people, wishes.edges)
        branch["客户业绩"] = customers.first_customers(for_customers, period, wishes.customers, wishes.edges)
        state["edge_people"] = edges.choose_people(for_people, branch["花名册"], period) if wishes.edges else {}
        branch["客户业绩"] += [edges.own_customer(for_customers, period, own) for own in state["edge_people"].values()]
    else:
        branch["花名册"] = people.next_roster(for_people, previous["花名册"], period, wishes.edges, state["codes"] + 1)
        branch["客户业绩"] = customers.next_customers(
            for_customers, previous["客户业绩"], period, wishes.edges, state["numbers"] + 1
        )
    state["codes"] = max([state["codes"], *(int(row["工号"]) for row in branch["花名册"])])
    numbers = [
        int(row["客户号"][4:]) for row in branch["客户业绩"] if row["客户号"] not in state["edge_people"].values()
    ]
    state["numbers"] = max([state["numbers"], *numbers])
    _keep_edge_people(branch)
    _relations(_stream(seed, branch, "relations"), branch, previous, wishes)


def _keep_edge_people(branch: Branch) -> None:
    """Whoever leaves is released; the customers of the others are held open."""
    present = {row["工号"]: row for row in branch["花名册"]}
    customers_here = {row["客户号"] for row in branch["客户业绩"]}
    state = branch["_state"]
    state["edge_people"] = {
        code: own
        for code, own in state["edge_people"].items()
        if code in present and present[code]["离职日期"] is None and own in customers_here
    }


def _relations(rng: Random, branch: Branch, previous: Branch | None, wishes: Wishes) -> None:
    own = branch["_state"]["edge_people"]
    weights = relations.weights_of(rng, branch["花名册"], wishes.edges, set(own))
    grower = relations.Relations(rng, branch["period"], branch["花名册"], weights, wishes.edges)
    by_id = {row["客户号"]: row for row in branch["客户业绩"]}
    known: set[str] = set(own.values())
    if previous is None:
        grower.rows += [edges.own_relation(customer_id, code) for code, customer_id in own.items()]
    else:
        kept_open = [row for row in previous["客户关系"] if row["客户号"] in known]
        grower.keep([row for row in previous["客户关系"] if row["客户号"] not in known], by_id)
        grower.rows += kept_open
        known |= {row["客户号"] for row in previous["客户业绩"]}
    for customer in branch["客户业绩"]:
        if customer["客户号"] not in known:
            grower.add_customer(customer)
    if not grower.rows:  # 客户关系 is a kind every month needs: a branch that delivers none is not valid.
        first = branch["客户业绩"][0]
        grower.add(first, branch["花名册"][0]["工号"], "开发", None, first["开户日期"])
    branch["客户关系"] = grower.rows


def _activities(seed: int, branch: Branch, wishes: Wishes) -> None:
    """Attendance, sales, slips, scores, conduct, adjustments; then the people on edges are set."""
    period, roster, own = branch["period"], branch["花名册"], branch["_state"]["edge_people"]
    agents = {row["工号"] for row in roster if row["工号"] in own and not people.is_employee(row)}
    for person in roster:
        rng = _stream(seed, branch, f"attendance/{person['工号']}")
        if people.is_employee(person) or (wishes.edges and rng.random() < 0.2):
            days = attendance.make_days(rng, period, person, wishes.edges)
            branch["考勤明细"] += days
            branch["考勤"].append(attendance.sum_days(person, days))
    sales, slips = _stream(seed, branch, "sales"), _stream(seed, branch, "slips")
    sellers = [row for row in roster if row["工号"] not in agents]
    branch["产品销售"] = activity.make_sales(sales, period, sellers, branch["客户业绩"], wishes.edges)
    branch["出访单"] = activity.make_slips(slips, period, roster, wishes.edges, wishes.blank_slips)
    branch["职责考核"] = activity.make_scores(_stream(seed, branch, "scores"), roster, wishes.edges)
    branch["违规投诉"] = activity.make_conduct(_stream(seed, branch, "conduct"), period, roster, wishes.edges, agents)
    on_edge = _stream(seed, branch, "adjustments")
    branch["手工调整"] = activity.make_adjustments(on_edge, period, roster, wishes.edges, agents)
    by_code, by_id = {row["工号"]: row for row in roster}, {row["客户号"]: row for row in branch["客户业绩"]}
    for code, customer_id in own.items():
        edges.put_on_edge(on_edge, branch, by_code[code], by_id[customer_id])


def _balances(seed: int, branch: Branch, previous: Branch | None, wishes: Wishes) -> None:
    """Contributions, and in a first month the opening balances."""
    state = branch["_state"]
    rng = _stream(seed, branch, "balances")
    if previous is None:
        branch["期初"] = opening.make_opening(rng, branch, wishes.edges, set(state["edge_people"]))
        state["debts_in"] = {row["工号"]: row["余额"] for row in branch["期初"] if row["台账"] == "结欠"}
    before: list[Row] = previous["社保及专项"] if previous else []
    branch["社保及专项"] = contributions.make_contributions(rng, branch, before, state["debts_in"])
    if previous is None:
        branch["期初"] += opening.make_year_so_far(rng, branch)
