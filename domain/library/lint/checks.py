"""All checks of a scheme, gathered."""

from collections.abc import Iterator

from domain.library.lint.accounts import check_accounts
from domain.library.lint.acts import check_acts
from domain.library.lint.after_the_end import check_after_the_end
from domain.library.lint.afterwards import check_afterwards
from domain.library.lint.against_title import check_against_titles
from domain.library.lint.alike_in_title import check_alike_in_title
from domain.library.lint.always_there import check_always_there
from domain.library.lint.at_the_line import check_at_the_line
from domain.library.lint.attainable import check_attainable
from domain.library.lint.bands import check_bands
from domain.library.lint.begins_with import check_begins_with
from domain.library.lint.bounded_terms import check_bounded_terms
from domain.library.lint.by_itself import check_by_itself
from domain.library.lint.changing_sign import check_changing_sign
from domain.library.lint.circles import check_cycles
from domain.library.lint.citing import check_citing, check_texts
from domain.library.lint.counted_twice import check_counted_twice
from domain.library.lint.counting_from import check_counting_from
from domain.library.lint.dates_in_title import check_dates_in_title
from domain.library.lint.doubts import Check, Doubt
from domain.library.lint.duplicates import check_duplicates
from domain.library.lint.easily_missed import check_easily_missed
from domain.library.lint.every_in_title import check_every_in_title
from domain.library.lint.every_time import check_every_time
from domain.library.lint.exact_years import check_exact_years
from domain.library.lint.exempted import check_exempted
from domain.library.lint.filings import check_filings
from domain.library.lint.found_first import check_found_first, check_seen_ahead
from domain.library.lint.gathered import check_gathered, check_pooled
from domain.library.lint.given import check_given
from domain.library.lint.gone_at_once import check_gone_at_once
from domain.library.lint.growing import check_growing
from domain.library.lint.handled import check_handled
from domain.library.lint.heads_counted import check_heads_counted
from domain.library.lint.in_a_row import check_in_a_row
from domain.library.lint.in_hindsight import check_in_hindsight
from domain.library.lint.kinds import check_kinds
from domain.library.lint.ladder import check_ladder
from domain.library.lint.later_days import check_later_days
from domain.library.lint.ledger import check_citing_problems, check_joined, check_ledger
from domain.library.lint.lingering import check_lingering
from domain.library.lint.links import check_links
from domain.library.lint.moved_day import check_moved_day
from domain.library.lint.naming import check_naming
from domain.library.lint.natures import check_extending, check_natures, check_steps
from domain.library.lint.never_so_many import check_never_so_many
from domain.library.lint.never_yet import check_never_yet
from domain.library.lint.no_period import check_no_period
from domain.library.lint.not_concerned import check_not_concerned
from domain.library.lint.not_filled_in import check_no_result_yet, check_not_filled_in
from domain.library.lint.not_owed import check_not_owed
from domain.library.lint.nowhere import check_points_recorded
from domain.library.lint.numbers_in_title import check_numbers_in_title
from domain.library.lint.of_its_own_kind import check_of_its_own_kind
from domain.library.lint.of_that_day import check_of_that_day
from domain.library.lint.of_whom import check_of_whom
from domain.library.lint.on_ladders import check_on_ladders
from domain.library.lint.once_a_day import check_day_after_day, check_once_a_day
from domain.library.lint.one_more import check_one_more
from domain.library.lint.over_the_start import check_over_the_start
from domain.library.lint.parties import check_parties
from domain.library.lint.paused import check_paused
from domain.library.lint.percentages import check_percentages
from domain.library.lint.phases_round import check_phases_round
from domain.library.lint.ranks import check_ranks
from domain.library.lint.reach import check_reach
from domain.library.lint.references import check_groups, check_references
from domain.library.lint.said_in_title import check_said_in_title
from domain.library.lint.several import check_several
from domain.library.lint.skipped import check_skipped
from domain.library.lint.so_far import check_so_far
from domain.library.lint.spans_of_time import check_spans
from domain.library.lint.standing import check_standing
from domain.library.lint.still_running import check_still_running
from domain.library.lint.summed import check_summed
from domain.library.lint.tier_steps import check_tier_steps
from domain.library.lint.too_coarse import check_too_coarse
from domain.library.lint.totals import check_totals
from domain.library.lint.trying import check_cases
from domain.library.lint.turned_round import check_turned_round
from domain.library.lint.wanted import check_wanted
from domain.library.lint.which_of import check_which_records
from domain.library.lint.words_in_title import check_words_in_title
from domain.library.marked import MarkedDict, mark_at
from domain.library.models.scheme import Scheme
from domain.library.problems import Problem
from domain.library.scopes import visits

CHECKS: tuple[Check, ...] = (
    check_references,
    check_standing,
    check_of_that_day,
    check_no_period,
    check_not_filled_in,
    check_no_result_yet,
    check_never_yet,
    check_after_the_end,
    check_never_so_many,
    check_by_itself,
    check_said_in_title,
    check_every_in_title,
    check_numbers_in_title,
    check_dates_in_title,
    check_alike_in_title,
    check_words_in_title,
    check_in_a_row,
    check_turned_round,
    check_moved_day,
    check_heads_counted,
    check_skipped,
    check_begins_with,
    check_counted_twice,
    check_not_concerned,
    check_not_owed,
    check_one_more,
    check_once_a_day,
    check_day_after_day,
    check_at_the_line,
    check_of_its_own_kind,
    check_over_the_start,
    check_so_far,
    check_groups,
    check_filings,
    check_ledger,
    check_joined,
    check_found_first,
    check_seen_ahead,
    check_ladder,
    check_citing_problems,
    check_links,
    check_parties,
    check_several,
    check_naming,
    check_of_whom,
    check_kinds,
    check_ranks,
    check_which_records,
    check_points_recorded,
    check_too_coarse,
    check_lingering,
    check_against_titles,
    check_wanted,
    check_accounts,
    check_acts,
    check_growing,
    check_changing_sign,
    check_gathered,
    check_pooled,
    check_given,
    check_in_hindsight,
    check_later_days,
    check_handled,
    check_natures,
    check_extending,
    check_steps,
    check_cycles,
    check_counting_from,
    check_duplicates,
    check_bands,
    check_bounded_terms,
    check_tier_steps,
    check_on_ladders,
    check_percentages,
    check_reach,
    check_always_there,
    check_every_time,
    check_gone_at_once,
    check_still_running,
    check_attainable,
    check_spans,
    check_easily_missed,
    check_afterwards,
    check_exempted,
    check_exact_years,
    check_totals,
    check_summed,
    check_paused,
    check_citing,
    check_cases,
)


def lint_scheme(scheme: Scheme, tree: MarkedDict) -> list[Problem]:
    """Everything wrong or doubtful in a typed scheme, each at its file and line."""
    return [_placed(tree, doubt) for doubt in _doubts(scheme, tree)]


def _doubts(scheme: Scheme, tree: MarkedDict) -> Iterator[Doubt]:
    visited = tuple(visits(scheme))
    around = tuple(check_phases_round(scheme, visited))
    yield from around
    if around:
        return  # what asks for such a day would never come to an end
    for check in CHECKS:
        yield from check(scheme, visited)
    yield from check_texts(tree)


def _placed(tree: MarkedDict, doubt: Doubt) -> Problem:
    mark = mark_at(tree, doubt.path)
    return Problem(mark.file, mark.line, doubt.severity, doubt.message)
