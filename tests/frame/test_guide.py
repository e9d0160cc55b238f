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
    from pipeline.scheme import model

    text = GUIDE.read_text(encoding="utf-8")
    parts = (model.RuleSet, model.Parameter, model.TableText, model.Fact, model.Record, model.Criterion,
             model.Condition, model.Credit, model.Measure, model.Item, model.LedgerText, model.Posting,
             model.Limits)  # fmt: skip
    keys = {field.alias or name for part in parts for name, field in part.model_fields.items()}
    assert {key for key in keys if not re.search(rf"\b{key}\b", text)} == set()


def test_every_file_in_the_examples_loads() -> None:
    """What the guide points to can be read without a complaint."""
    folder = GUIDE.parents[1] / "examples" / "schemes"
    files = [path for path in sorted(folder.glob("*.yaml")) if not path.name.endswith(".cases.yaml")]
    assert len(files) >= 30
    for path in files:
        assert load_schemes(path).text.schemes
