"""The settings of the small branch, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.command_result import Result
from pipeline.period import Span
from pipeline.settings import Settings, load
from pipeline.span_end import run_span
from pipeline.span_job import SpanRequest

from .small import configuration

Appraise = Callable[[str], Result]


@pytest.fixture(scope="session")
def small_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the small branch."""
    return load(configuration(tmp_path_factory.mktemp("settings") / "config.yaml"))


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """Where the results lie."""
    return tmp_path / "outputs"


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Where deliveries lie."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    return folder


@pytest.fixture
def appraise(small_settings: Settings, inputs: Path, outputs: Path) -> Appraise:
    """Run the quarter or year as written."""
    return lambda span: run_span(SpanRequest(Span.parse(span), small_settings, inputs, outputs))
