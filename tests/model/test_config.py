"""The models of project.yml, used from Python."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from generator.model.config import ProjectConfig, row_keys
from generator.model.config.fields import read_amount, read_workweek
from generator.model.config.values import Person, read_person


def config(**more: object) -> ProjectConfig:
    keys = {"organization": "O", "program": "P", "start_date": date(2026, 1, 5), **more}
    return ProjectConfig.model_validate(keys)


def test_the_defaults_are_those_of_the_design() -> None:
    plain = config()
    assert plain.key_tasks == ("1.2",)
    assert plain.calendar.workweek == (0, 1, 2, 3, 4)
    assert plain.calendar.hours == Decimal(8)
    assert plain.calendar.holidays == "US"
    assert plain.fiscal_year_start == 10
    assert plain.quality.review_days == 5
    assert plain.risk.seed == 1
    assert plain.reserve_percent is None
    clocks = plain.ivv.clocks
    assert (clocks.critical, clocks.high, clocks.medium, clocks.low) == (2, 5, 10, 20)


def test_a_config_is_frozen_and_refuses_unknown_keys() -> None:
    with pytest.raises(ValidationError):
        config().organization = "other"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        config(executive_sponser="x")
    with pytest.raises(ValidationError):
        config(calendar={"hour": 8})


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("0", "0"),
        ("1200000", "1200000"),
        ("$1,200,000", "1200000"),
        ("$ 1,200,000.50", "1200000.50"),
        ("1200000.", "1200000"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_an_amount_is_dollars_and_cents(written: str, amount: str) -> None:
    assert read_amount(written) == Decimal(amount)


@pytest.mark.parametrize(
    "written",
    ["-1", "($5)", "1,20,000", "1.2M", "1e6", "nan", "inf", "", "1000000000000", "0.001", "٣"],
)
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_amount(written)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Mon-Fri", (0, 1, 2, 3, 4)),
        ("Sunday to Thursday", (0, 1, 2, 3, 6)),
        ("Fri–Mon", (0, 4, 5, 6)),
        ("mon, wed, fri", (0, 2, 4)),
        (["Tuesday", "Thu"], (1, 3)),
    ],
)
def test_a_workweek_is_days_or_ranges_of_days(written: object, days: tuple[int, ...]) -> None:
    assert read_workweek(written) == days


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("Jane Roe", Person("Jane Roe", "Jane Roe")),
        ("Jane Roe, CFO", Person("Jane Roe, CFO", "Jane Roe", "CFO")),
        ("Jane Roe, CFO <j@x.gov>", Person("Jane Roe, CFO", "Jane Roe", "CFO", "j@x.gov")),
        ("Jane Roe <j@x.gov>", Person("Jane Roe", "Jane Roe", "", "j@x.gov")),
        ("A & B <x>", Person("A & B <x>", "A & B <x>")),
        ("vacant", Person("Vacant", vacant=True)),
    ],
)
def test_a_person_has_a_name_and_perhaps_title_and_address(written: str, person: Person) -> None:
    assert read_person(written) == person


def test_every_list_of_the_design_holds_rows() -> None:
    assert {
        *("objectives", "benefits", "scope.in", "scope.out", "roster", "roles.add", "governance"),
        *("tolerances", "decision_rights", "raci", "stakeholders", "communications"),
        *("risk.items", "risk.scales", "risk.bands", "acquisitions", "quality.metrics", "vendors"),
        *("legacy_contracts", "funding", "estimates", "ivv.tasks", "ivv.reports", "ivv.factors"),
        *("ivv.independence", "ivv.rigor", "ivv.severity", "ivv.components", "assumptions_list"),
        *("constraints", "dependencies", "tailoring", "decisions", "milestones"),
        *("pmo.waves", "pmo.services", "pmo.objectives", "status.overrides"),
    } == set(row_keys())
