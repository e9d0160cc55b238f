"""The tables that the stages after intake make; those whose columns a rule set names are built from it."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.columns import Column, Type, columns
from schemas.table import Table

PERSONS = Table(
    "persons", "本月人员", "一行是一名本月至少在职一天的人员",
    columns("employee_id", "person_name", "team", "post", "grade", "grade_from", "hired_on", "confirmed_on",
            "left_on", "contract_until", "first_job", "low_income", "month_number", "days_month", "days_employed",
            "employed_at_end", "hired_in_month", "left_in_month", "source", "row"),
    required=("employee_id", "person_name", "team", "post", "hired_on", "days_month", "days_employed",
              "employed_at_end"),
    key=("employee_id",), article="第一条、第二条", stage="credit",
)  # fmt: skip

LEDGER_BALANCES = Table(
    "ledger_balances", "台账余额", "一行是一个台账中一名人员、一个对象、一个来源期间的余额",
    columns("ledger", "employee_id", "object", "origin", "opening", "movement", "closing"),
    required=("ledger", "opening", "movement", "closing"),
    key=("ledger", "employee_id", "object", "origin"), stage="ledgers",
)  # fmt: skip
LEDGER_MOVEMENTS = Table(
    "ledger_movements", "台账变动", "一行是一个项目记入台账的一笔变动",
    columns("ledger", "employee_id", "object", "origin", "item", "movement", "article"),
    required=("ledger", "item", "movement"), stage="ledgers",
)  # fmt: skip
LEDGER_OPENINGS = Table(
    "ledger_openings", "期初余额", "一行是一个台账中一名人员、一个对象、一个来源期间的期初余额",
    columns("ledger", "employee_id", "object", "origin", "opening"),
    required=("ledger", "opening"),
    key=("ledger", "employee_id", "object", "origin"), stage="ledgers",
)  # fmt: skip
HISTORY = Table(
    "history", "往期", "一行是一个量在一名人员、一个月的数（或文字、是与否）",
    columns("quantity", "employee_id", "origin", "figure", "word"),
    required=("quantity", "employee_id", "origin"),
    key=("quantity", "employee_id", "origin"), stage="ledgers",
)  # fmt: skip


def item_column(name: str, unit: str, *, rounded: bool, meaning: str = "") -> Column:
    """The column of a quantity that a rule set names: yuan in fen, or an exact figure of any other unit."""
    kind: Type = "money" if rounded else "exact"
    return Column(name, name, kind, unit, meaning)


def customer_items(items: Iterable[Column]) -> Table:
    """Customers with what the scheme computes for each."""
    fixed = columns("customer_id", "opened_on", "customer_state", "turnover", "gross_commission", "exchange_fees",
                    "net_commission", "closing_assets", "mean_assets")  # fmt: skip
    return Table("customer_items", "客户项目", "一行是一名客户本月的业绩与按标准算出的项目",
                 (*fixed, *items, *columns("source", "row")), required=("customer_id",), key=("customer_id",),
                 article="第八条", stage="credit")  # fmt: skip


def sale_items(items: Iterable[Column]) -> Table:
    """Sales with what the scheme computes for each."""
    fixed = columns("sale_id", "confirmed_on_sale", "customer_id", "employee_id", "product_code", "product_type",
                    "subscribed", "fee_income")  # fmt: skip
    made = tuple(items)
    return Table("sale_items", "产品销售", "一行是一笔本月确认的产品销售与按标准算出的提成",
                 (*fixed, *made, *columns("source", "row")), required=("sale_id", "employee_id"), key=("sale_id",),
                 article="第七条", stage="credit",
                 totals=("subscribed", "fee_income", *(c.name for c in made if c.type == "money")))  # fmt: skip


def credited_lines(credits: Iterable[Column]) -> Table:
    """Amounts of customers credited to persons or to the branch."""
    made = tuple(credits)
    return Table("credited_lines", "归属明细", "一行是一名客户的一段关系（或营业部自留部分）归属的金额",
                 (*columns("customer_id", "relation_type", "holder", "employee_id", "share", "reason"), *made,
                  *columns("source", "row")),
                 required=("customer_id", "relation_type", "holder", "share"), article="第三条、第八条", stage="credit",
                 totals=tuple(c.name for c in made))  # fmt: skip


def person_table(name: str, heading: str, grain: str, items: Iterable[Column], stage: str) -> Table:
    """One row per person: who, and one column per quantity."""
    made = tuple(items)
    return Table(name, heading, grain,
                 (*columns("employee_id", "person_name", "team", "post", "grade"), *made),
                 required=("employee_id",), key=("employee_id",), stage=stage,
                 totals=tuple(c.name for c in made if c.type == "money"))  # fmt: skip
