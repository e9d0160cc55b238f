"""The rules of the architecture that a reader relies on, held by reading the sources."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.collect.months import OF_EVERY_MONTH
from pipeline.jobs import JOBS
from pipeline.stages import INTAKE, LEDGERS
from schemas.appraisal import CLOSING_GRADES, MONTH_FIGURES
from schemas.intake import ROSTER

from .tables import PROJECT

STAGES = (
    "intake", "checks", "credit", "measures", "pay", "statutory", "ledgers", "reports", "archive",
    "collect", "appraise", "customers", "grades",
)  # fmt: skip
PURE = ("credit", "measures", "pay", "statutory", "ledgers", "checks", "appraise", "customers", "grades")
COMMON = (
    "appraisal_facts", "appraisals", "content", "findings", "grade_ledger", "grade_merge", "indicators", "late_items",
    "leave", "masks", "money", "past", "period", "record_tables", "scheme", "settings", "stages", "standard_tables",
    "supplement_values", "target_units",
)  # fmt: skip
"""What every stage may build on: they know nothing of any stage."""

ALLOWED = {
    # A marked copy is the clerk's own workbook, so it is opened by the reader that read it.
    ("reports", "intake"): {"pipeline.reports.marked_copies", "pipeline.reports.marking.rewritten"},
    # A result is read back as the archive recorded it.
    ("collect", "archive"): {
        "pipeline.collect.later", "pipeline.collect.months", "pipeline.collect.spans", "pipeline.collect.workbooks",
    },
}
SEVERAL_STAGES = {
    "pipeline.flow": "lists every step of a month",
    "pipeline.span_flow": "lists every step of a quarter and a year",
    "pipeline.month": "reads at one end (intake), asks the schema of each delivered table (checks), knows the ledgers",
    "pipeline.month_end": "publishes (archive), tells of the quarter that rests on the month (collect)",
    "pipeline.correct.sealed": "reads closed months back (collect), as recorded (archive)",
    "pipeline.decided": "takes what a quarter decided (collect), as recorded (archive)",
    "pipeline.span_job": "reads deliveries (intake) beside results (collect), asks the schema of the former (checks)",
    "pipeline.span_start": "reads results (collect), puts them beside what was delivered (intake)",
    "pipeline.span_end": "publishes (archive), tells of later results (collect)",
    "pipeline.span_results": "writes at the other end (reports, archive) what later spans collect",
    "pipeline.trial.run": "runs the stages of a month on what a worked case gives",
    "pipeline.payout.stopped": "withdraws the files of the last payout (archive), tells of outdated months (collect)",
    "pipeline.results": "writes at the other end (reports, archive)",
}
FORBIDDEN_MODULES = {"random", "secrets", "uuid", "time", "os", "pathlib", "io", "tempfile", "socket", "subprocess"}
FORBIDDEN_CALLS = {"now", "today", "utcnow", "urandom", "getenv", "open"}


def _sources(folder: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((PROJECT / folder).rglob("*.py")):
        name = ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def _imports(tree: ast.Module) -> set[str]:
    """Every module named in an import, also inside functions and under TYPE_CHECKING."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _part(module: str) -> str:
    """The part of the pipeline a module belongs to: ``pipeline.credit.persons`` → ``credit``."""
    pieces = module.split(".")
    return pieces[1] if len(pieces) > 1 and pieces[0] == "pipeline" else ""


def test_stages_do_not_import_each_other() -> None:
    """Rule 5; the exceptions are listed above with their reason, and none is listed in vain."""
    crossing: dict[tuple[str, str], set[str]] = {}
    for name, tree in _sources("pipeline"):
        if _part(name) in STAGES:
            for other in {_part(module) for module in _imports(tree)} & set(STAGES) - {_part(name)}:
                crossing.setdefault((_part(name), other), set()).add(name)
    assert crossing == ALLOWED


def test_stages_build_only_on_common_ground() -> None:
    """What a stage imports besides itself and schemas belongs to no stage and to no command."""
    for name, tree in _sources("pipeline"):
        if _part(name) in STAGES:
            used = {_part(module) for module in _imports(tree) if module.startswith("pipeline.")}
            assert used <= {*STAGES, *COMMON}, name


def test_common_ground_imports_no_stage() -> None:
    """Money, periods, findings and the scheme language could be used without any stage."""
    for name, tree in _sources("pipeline"):
        if _part(name) in COMMON:
            assert not {_part(module) for module in _imports(tree)} & set(STAGES), name


def test_schemas_import_nothing_of_ours() -> None:
    """A table's definition can be read alone."""
    for name, tree in _sources("schemas"):
        assert not [module for module in _imports(tree) if module.startswith("pipeline")], name


def test_few_modules_know_several_stages() -> None:
    """Rule 1: ``flow`` lists the steps; besides it only the modules of the commands, each for its reason."""
    for name, tree in _sources("pipeline"):
        stages = {_part(module) for module in _imports(tree)} & set(STAGES)
        if len(stages - {_part(name)}) > 1:
            assert name in SEVERAL_STAGES, (name, stages)


def test_what_a_quarter_reads_back_stands_where_a_month_leaves_it() -> None:
    """A quarter names the stage of every table it reads and imports no step of a month."""
    leaves = {stage.head: stage.makes for stage in JOBS["run"]}
    read = [(head, table) for head, table, _ in OF_EVERY_MONTH.values()]
    for head, table in (*read, (LEDGERS, MONTH_FIGURES), (LEDGERS, CLOSING_GRADES), (INTAKE, ROSTER)):
        assert table.name in leaves[head], table.name


@pytest.mark.parametrize("stage", PURE)
def test_no_clock_no_chance_no_environment_no_file_in_a_step(stage: str) -> None:
    """Rule 4: what a step makes depends on what it is handed, and on nothing else."""
    for name, tree in _sources(f"pipeline/{stage}"):
        assert not {module.split(".")[0] for module in _imports(tree)} & FORBIDDEN_MODULES, name
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                assert called not in FORBIDDEN_CALLS, (name, node.lineno)
            if isinstance(node, ast.Attribute):
                assert node.attr != "environ", (name, node.lineno)


@pytest.mark.parametrize("stage", [stage for stage in PURE if stage != "checks"])
def test_no_decision_about_pay_hides_in_a_convenience(stage: str) -> None:
    """Dropping rows, guessing types or losing duplicates inside a rule is a decision about someone's pay."""
    for name, tree in _sources(f"pipeline/{stage}"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("dropna", "drop_duplicates", "to_numeric", "inplace"), (name, node.lineno)
            if isinstance(node, ast.keyword):
                assert node.arg not in ("inplace", "errors"), name


@pytest.mark.parametrize("folder", ["pipeline", "schemas"])
def test_everything_public_says_what_it_is(folder: str) -> None:
    """Every module, class, function and public method has a docstring."""
    silent = []
    for name, tree in _sources(folder):
        if not ast.get_docstring(tree):
            silent.append(name)
        silent += [
            f"{name}.{node.name}" for node in _public(tree) if not ast.get_docstring(node) and not _is_stub(node)
        ]
    assert silent == []


def _public(node: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """Classes, functions and methods anyone may use: not those inside a function or a private class."""
    for part in node.body:
        if isinstance(part, ast.ClassDef | ast.FunctionDef) and not part.name.startswith("_"):
            yield part
            if isinstance(part, ast.ClassDef):
                yield from _public(part)


def _is_stub(node: ast.ClassDef | ast.FunctionDef) -> bool:
    """``...`` alone: a member of a protocol, whose class says what it is."""
    return len(node.body) == 1 and isinstance(node.body[0], ast.Expr) and ast.unparse(node.body[0]) == "..."


def test_every_step_is_called_as_the_table_it_makes_and_says_so() -> None:
    """A step's docstring tells its grain; its module stands in the package of its stage."""
    for stage in (stage for job in JOBS.values() for stage in job):
        for step in stage.steps:
            assert (step.__doc__ or "").strip(), step.__name__
            package = inspect.getmodule(step).__name__.split(".")[1]  # type: ignore[union-attr]
            # Openings are a ledger's, but everything from the crediting of awards on reads them; so with grades, of
            # which the closing ledger holds what the month decided.
            assert package == stage.package or step.__name__ == "ledger_openings" or package == "grades"


def test_help_loads_nothing_heavy() -> None:
    """``xinchou --help`` answers at once: no pandas, pyarrow or pydantic is imported for it."""
    script = (
        "import sys, json\n"
        "from pipeline.cli import main\n"
        "try:\n    main(['run', '--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = ['numpy', 'pandas', 'pyarrow', 'pydantic', 'pandera', 'openpyxl', 'xlsxwriter', 'yaml']\n"
        "print(json.dumps([name for name in heavy if name in sys.modules]))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, check=True, encoding="utf-8"
    )
    assert json.loads(said.stdout.splitlines()[-1]) == []


def _lengths() -> list[tuple[int, str]]:
    return sorted(
        (node.end_lineno - node.lineno + 1, f"{name}.{node.name}")  # type: ignore[operator]
        for name, tree in _sources("pipeline")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    )


def test_functions_are_short() -> None:
    """Half of them have at most ten lines, nineteen of twenty at most thirty."""
    lengths = _lengths()
    assert lengths[len(lengths) // 2][0] <= 10
    assert lengths[len(lengths) * 95 // 100][0] <= 30, lengths[len(lengths) * 95 // 100 :]


def test_the_readme_leads_to_every_module_of_the_frame() -> None:
    """Who reads the tree in the README finds the packages of all stages."""
    text = Path(PROJECT / "README.md").read_text(encoding="utf-8")
    assert all(f"{stage}/" in text for stage in STAGES)
