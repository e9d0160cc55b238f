"""The part ``compliance`` of ``config.yaml``: the rules with their documents, what names mean, and the limits.

Everything a rule says of law, wording or limits stands there; the code knows the nine questions alone.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from pipeline.scheme.parts import Day, Figure, InForce, Part

Kind = Literal["交易量", "新开户", "产品销售", "资产", "服务", "合规"]
"""What an amount can hang on, as far as the rules ask."""
KINDS: tuple[Kind, ...] = get_args(Kind)
GROWTH: frozenset[Kind] = frozenset({"交易量", "新开户"})
"""Trading volume and new accounts: what pay may not hang on alone."""
PROTECTIVE: frozenset[Kind] = frozenset({"服务", "合规"})
"""Service and conduct: what must have a say."""

Post = Literal["客户经理", "团队负责人", "证券经纪人", "兼职"]
"""The posts of the roster."""

Code = Literal["H01", "H02", "H03", "H04", "H05", "H06", "H07", "H08", "H09"]


class RuleText(Part):
    """One rule: its title, the documents it rests on with the days they govern, and what to consider."""

    title: str
    documents: list[str] = Field(min_length=1)
    in_force: InForce
    advice: str

    @property
    def document(self) -> str:
        """The documents in a line."""
        return "；".join(self.documents)


class KindText(Part):
    """By what a kind is known: line tables as a whole, names as they stand, words within names, natures of items."""

    tables: list[str] = Field(default_factory=list)
    names: list[str] = Field(default_factory=list)
    words: list[str] = Field(default_factory=list)
    natures: list[str] = Field(default_factory=list)


class Deferral(Part):
    """Whose pay must be deferred (posts, or groups of the standard), how long, and how its ledgers are known."""

    who: list[str]
    years: Figure
    words: list[str]
    natures: list[str]


class ClawBack(Part):
    """How an item that takes pay back after misconduct is known."""

    words: list[str]
    natures: list[str]


class Papers(Part):
    """The posts that need a contract, and those that need a certificate of practice."""

    contract: list[Post]
    certificate: list[Post]


class NewCustomer(Part):
    """The columns of a customer that tell a new one from one who was there before."""

    columns: list[str]


class Total(Part):
    """How the item that sums up the pay is known."""

    natures: list[str]
    names: list[str]


class ComplianceText(Part):
    """The whole part; ``confirmed`` is the day a person last compared it with the documents, None if nobody has."""

    confirmed: Day | None = None
    total: Total
    kinds: dict[Kind, KindText]
    rules: dict[Code, RuleText] = Field(min_length=1)
    share_limit: Figure
    deferral: Deferral
    claw_back: ClawBack
    papers: Papers
    new_customer: NewCustomer
