"""Payslips: what must be mended before any is written, then one locked workbook per person and one for printing.

Scheme: 指引第十五条.  Reads: a computed month, ``payout.payslips``.  Writes: 工资条/.
Not covered: handing them out; the password is told to nobody, its rule stands in the configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.findings import Finding, finding
from pipeline.payout.model import Control, Payee, PayMonth
from pipeline.payout.payslips.books import FOLDER, SLIP, print_file, slip_book, slip_files, write_print_book
from pipeline.payout.payslips.lines import Slip, Slips
from pipeline.payout.payslips.password_rule import LEAST, lacking, password, secret_signs
from pipeline.payout.payslips.person_rows import People
from pipeline.payout.payslips.proof import Rows, Totals, prove, read_pages, read_table
from pipeline.reports.marking.encryption import lock, unlock
from pipeline.scheme.expressions import names
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.item_parts import Item
from schemas.payout_payslips import PAYSLIP_LINES


def payslip_findings(month: PayMonth) -> list[Finding]:
    """Everything at once; what the lines add up to is asked only when their totals are known."""
    strange = list(_strange(month))
    found = [*strange, *password_findings(month)]
    if any(told.stops for told in strange):
        return found
    return [*found, *(told for slip in Slips.of(month).all() for told in _wrong(month, slip))]


def password_findings(month: PayMonth) -> Iterator[Finding]:
    """No rule for passwords, one whose passwords others can guess, or a person it makes none for."""
    rule, secrets = month.text.payslips.password, month.text.payslips.secrets
    columns = "、".join(secrets)
    if not rule:
        yield finding("W03", value="", problem="config.yaml 没有写 payout.payslips.password", columns=columns)
        return
    if (count := secret_signs(rule, secrets)) < LEAST:
        problem = f"密码规则“{rule}”只有{count}位取自保密的列，别人猜得出密码"
        yield finding("W03", value=rule, problem=problem, columns=columns)
    for payee in month.payees:
        for column, needed in lacking(rule, payee, secrets):
            problem = f"不足{needed}位" if payee.word(column).strip() else "没有填"
            yield finding("W02", file=payee.file, sheet=payee.sheet, column=column, who=_who(payee), problem=problem)


def write_payslips(month: PayMonth, folder: Path, say: Callable[[str], None] = lambda words: None) -> list[Control]:
    """One locked workbook per person and one for printing, read back when all are written; below ``folder``/工资条.

    Raises ValueError where there are not as many files as people: our own mistake, or a disk's.
    """
    slips, totals = Slips.of(month).all(), _totals(month)
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    files = slip_files(month.payees, month.period)
    for number, slip in enumerate(slips, 1):
        if number % 50 == 0:
            say(f"工资条 {number}/{len(slips)}")
        path = folder / files[slip.payee.employee_id]
        path.write_bytes(lock(slip_book(month, slip), password(month.text.payslips.password, slip.payee)))
    as_many(folder / FOLDER, len(slips))
    controls: list[Control] = []
    read: Rows = []
    for slip in slips:
        file = files[slip.payee.employee_id]
        rows = _opened(month, slip.payee, folder / file)
        controls += totals.controls(file, rows, [slip.payee])
        read += rows
    prove(read)
    return [*controls, *_printed(month, slips, folder, totals)]


def as_many(folder: Path, people: int) -> None:
    """ValueError unless the folder holds a file for every one of so many people, and no other."""
    if (count := sum(path.suffix == ".xlsx" for path in folder.iterdir())) != people:
        raise ValueError(f"{folder.name} holds {count} files for {people} people")


def _opened(month: PayMonth, payee: Payee, path: Path) -> Rows:
    """The lines of the locked workbook of one person, as they lie on the disk."""
    opened, _ = unlock(path.read_bytes(), [password(month.text.payslips.password, payee)])
    return read_pages(opened, SLIP)


def _printed(month: PayMonth, slips: Sequence[Slip], folder: Path, totals: Totals) -> Iterator[Control]:
    """The workbook for printing: its pages, then its table."""
    file = print_file(month.period)
    write_print_book(folder / file, month, slips, one_per_page=month.text.payslips.one_per_page)
    data = (folder / file).read_bytes()
    for rows in (read_pages(data, SLIP), read_table(data, PAYSLIP_LINES.heading)):
        prove(rows)
        yield from totals.controls(file, rows, month.payees)


def _totals(month: PayMonth) -> Totals:
    """The totals of the month; 实发合计 is made from 应发合计 where one of its formulas names it."""
    text = month.text.payslips
    found = People(month).known.find(text.net)
    item = found[0] if found else None
    formulas = [item.formula, *(case.formula for case in item.cases)] if isinstance(item, Item) else []
    from_gross = any(formula is not None and text.gross in names(formula) for formula in formulas)
    return Totals(text.gross, text.net, from_gross)


def _strange(month: PayMonth) -> Iterator[Finding]:
    """Totals that are no items of the month, and figures to be told that it does not have."""
    text, known = month.text.payslips, People(month).known
    names_known = [one.name for rules in known.rule_sets for one in rules.text.items]
    for part, name in (("gross", text.gross), ("net", text.net)):
        found = known.find(name)
        if found is None or not isinstance(found[0], Item):
            yield finding("W04", column=part, value=name, part=part, hint=nearest(name, names_known))
    for name in text.told:
        if known.find(name) is None:
            yield finding("W06", column="told", value=name, hint=nearest(name, names_known))


def _wrong(month: PayMonth, slip: Slip) -> Iterator[Finding]:
    for total, found, paid in slip.problems:
        said = "没有值" if found is None else f"{found:,.2f}"
        yield finding("W01", column=total, value=paid, who=_who(slip.payee), total=total, found=said,
                      paid=f"{paid:,.2f}", period=month.period)  # fmt: skip


def _who(payee: Payee) -> str:
    place = f"，花名册第{payee.row}行" if payee.row else ""
    return f"工号{payee.employee_id}（{payee.name}{place}）"
