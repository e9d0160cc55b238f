"""The guide to the scheme language holds: its hour-long example loads, and its worked case comes out to the fen."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.scheme_file import load_schemes
from pipeline.trial.cases import beside
from pipeline.trial.compare import try_cases

GUIDE = Path(__file__).parents[2] / "docs" / "scheme-language.md"


def test_the_example_of_the_first_hour(tmp_path: Path) -> None:
    """The first block of the guide is a whole pay standard, the second its cases; both are used as printed."""
    scheme, cases, *_ = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "我的标准.yaml"
    path.write_text(scheme, encoding="utf-8")
    beside(path).write_text(cases, encoding="utf-8")
    verdicts = try_cases(path)
    assert [verdict.differences for verdict in verdicts] == [()]
    expected = verdicts[0].case.periods[0].expect["1"]
    assert expected["折后提成"] == "4587.12", "the case says what is to come out"


def test_every_part_the_language_knows_is_in_the_guide() -> None:
    """Every key of a pay standard, of its measures, items, tables, ledgers and postings is shown."""
    from pipeline.scheme import item_parts, model, parts, terms

    text = GUIDE.read_text(encoding="utf-8")
    shown = (model.RuleSet, parts.Parameter, parts.TableText, parts.Fact, parts.Record, item_parts.Criterion,
             item_parts.Condition, model.Credit, model.Measure, item_parts.Item, model.LedgerText, model.Posting,
             parts.Limits, terms.CustomerClasses, terms.Terms, terms.Probation, terms.Notice, terms.Decisions,
             terms.LongLeave, model.Guard)  # fmt: skip
    keys = {field.alias or name for part in shown for name, field in part.model_fields.items()}
    assert {key for key in keys if not re.search(rf"\b{key}\b", text)} == set()


def test_every_file_in_the_examples_loads() -> None:
    """What the guide points to can be read without a complaint."""
    folder = GUIDE.parents[1] / "examples" / "schemes"
    files = [path for path in sorted(folder.glob("*.yaml")) if not path.name.endswith(".cases.yaml")]
    assert len(files) >= 30
    for path in files:
        assert load_schemes(path).text.schemes


def test_the_appraisal_of_the_guide(tmp_path: Path) -> None:
    """Its block stands as printed after the pay standard of the first hour, and the whole loads without a complaint."""
    blocks = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    appraisal = next(block for block in blocks if "appraisals:" in block)
    path = tmp_path / "我的标准.yaml"
    path.write_text(blocks[0] + appraisal, encoding="utf-8")
    (scheme,) = load_schemes(path).text.schemes
    assert [one.name for one in scheme.appraisals] == ["季度考核"]


def test_every_part_of_an_appraisal_is_in_the_guide() -> None:
    """Every key of indicators, appraisals, gradings and notices is shown, and every table of duty records."""
    from pipeline.scheme import appraisal_parts
    from schemas import appraisal, intake

    text = GUIDE.read_text(encoding="utf-8")
    parts = (appraisal_parts.Indicator, appraisal_parts.Appraisal, appraisal_parts.Grading, appraisal_parts.Notice)
    assert {key for part in parts for key in part.model_fields if not re.search(rf"\b{key}\b", text)} == set()
    tables = (intake.LOG_CHECKS, intake.MEETINGS, appraisal.LEAVE_REVIEW, appraisal.VISIT_LINES, intake.FOLLOW_UPS,
              intake.HONOURS, intake.TRAININGS)  # fmt: skip
    assert {table.heading for table in tables if f"| {table.heading} |" not in text} == set()


def test_the_articles_of_the_example_are_in_the_guide() -> None:
    """Every article the appraisals of the shipped standard cite stands in the guide with its words."""
    from pipeline.scheme.model import RuleSet
    from pipeline.settings import load

    (scheme,) = load(GUIDE.parents[1] / "config.yaml").text.schemes
    assert isinstance(scheme, RuleSet)
    sources = {one.source for appraisal in scheme.appraisals for one in (appraisal, *appraisal.items)}
    text = GUIDE.read_text(encoding="utf-8")
    assert sources
    assert {source for source in sources if f"**{source} " not in text} == set()
