"""Every check across rows and tables, in the order their findings are read.

A check returns findings and changes nothing; its parameter names are the names of what it reads.
The schema of each table is asked first, by :func:`pipeline.checks.schema.schema_findings`.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.checks import (
    attendance,
    customers,
    duties,
    identity,
    openings,
    own_records,
    references,
    relations,
    repeats,
    roster,
    sales,
    slips,
    supplements,
)
from pipeline.findings import Finding

CHECKS: tuple[Callable[..., list[Finding]], ...] = (
    # Who there is.
    roster.not_employed_in_period,
    roster.left_before_hired,
    roster.employees_without_grade,
    roster.unknown_grades,
    roster.grades_not_yet_in_force,
    roster.teams_with_several_leaders,
    roster.teams_without_leader,
    roster.expired_contracts,
    roster.expiring_contracts,
    roster.agents_without_certificate,
    identity.wrong_id_cards,
    identity.missing_id_cards,
    identity.repeated_id_cards,
    identity.people_under_working_age,
    identity.repeated_bank_accounts,
    identity.wrong_bank_accounts,
    # Whether all tables speak of the same people and customers.
    references.unknown_employees_in_sales,
    references.unknown_employees_in_attendance,
    references.unknown_employees_in_slips,
    references.unknown_employees_in_scores,
    references.unknown_employees_in_conduct,
    references.unknown_employees_in_adjustments,
    references.unknown_employees_in_contributions,
    references.unknown_employees_in_supplements,
    references.unknown_employees_in_relations,
    references.unknown_employees_in_openings,
    references.employees_with_other_zeros,
    references.customers_with_other_zeros,
    references.relations_without_customer,
    references.sales_without_customer,
    supplements.unknown_customers_in_supplements,
    own_records.strangers_in_records,
    # What is credited.
    customers.net_commission_differs,
    customers.opened_after_period,
    customers.negative_assets,
    customers.negative_trading,
    customers.closed_customers_trading,
    relations.shares_over_whole,
    relations.shares_out_of_range,
    relations.overlapping_relations,
    relations.ends_before_start,
    relations.effective_before_opening,
    sales.sales_outside_period,
    sales.repeated_sales,
    sales.negative_asset_plans,
    # What is judged.
    repeats.repeated_adjustments,
    repeats.repeated_conduct,
    repeats.repeated_slips,
    repeats.repeated_score_sheets,
    duties.missing_scores,
    duties.repeated_scores,
    duties.conduct_outside_period,
    attendance.employees_without_attendance,
    attendance.days_over_due,
    attendance.absence_over_pay_days,
    attendance.attendance_outside_period,
    slips.repeated_slip_numbers,
    slips.slips_outside_period,
    # What the standard asks for besides.
    supplements.unknown_facts,
    supplements.wrong_objects,
    supplements.missing_facts,
    supplements.manual_without_reason,
    supplements.values_not_given,
    supplements.values_out_of_range,
    supplements.words_not_yes_or_no,
    supplements.words_without_day,
    # What is withheld and carried.
    attendance.employees_without_contributions,
    openings.unknown_ledgers,
    openings.openings_without_person,
    openings.deposits_without_origin,
    openings.rewarded_without_customer,
    openings.wrong_origins,
    openings.deposits_past_return,
    openings.negative_openings,
    openings.year_figures_in_january,
    openings.wrong_months_employed,
    openings.customers_rewarded_twice,
    openings.wrong_history,
    openings.balances_finer_than_fen,
)
