"""One hundred nasty cases, each with the tests that show what becomes of it; a case without a test is no case."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = next(folder for folder in Path(__file__).parents if folder.name == "tests")
# Tests are named by the stem of their file, so that a file may move.
CASES: dict[int, tuple[str, tuple[str, ...]]] = {
    # ---- files ----
    1: ("an empty file", ("test_nasty_files::test_a_file_without_a_byte_is_named", "test_ingest::test_empty_living_files_are_fine",
         "test_ingest::test_an_unknown_file_is_reported_and_left")),
    2: ("a header and nothing else", ("test_nasty_files::test_a_header_alone_takes_nothing_back", "test_goodreads::test_a_header_alone_gives_nothing",
         "test_registers::test_an_empty_register_has_no_rows")),
    3: ("a header that was cut off", ("test_goodreads::test_a_header_that_was_cut_off_is_refused_by_name",
         "test_registers::test_an_unknown_header_sets_the_file_aside")),
    4: ("the same file under other names", ("test_ingest::test_the_same_bytes_under_another_name_are_all_duplicates",
         "test_orderfree::test_order_and_repetition_do_not_matter")),
    5: ("a browser's second download", ("test_nasty_files::test_a_second_download_adds_nobody",
         "test_dayone::test_a_second_download_is_the_same_journal")),
    6: ("archives: one in another, a path that climbs out, a bomb, a file manager's copies", ("test_nasty_files::test_archives_in_odd_shapes",
         "test_linkedin::test_archives_of_others_are_not_claimed", "test_drops::test_only_wanted_members_are_given",
         "test_drops::test_a_member_that_lies_about_its_size", "test_linkedin::test_a_bomb_is_refused")),
    7: ("a wrong extension: a spreadsheet or a login page named as a table", ("test_spreadsheets::test_the_content_decides_and_not_the_name",
         "test_linkedin::test_what_is_no_table_is_refused", "test_bad_input::test_a_file_that_is_not_what_its_name_says")),
    8: ("noise", ("test_decoding::test_noise_is_no_text_and_text_is", "test_orderfree::test_for_any_bytes_a_reader_gives_a_result_or_says_why_not")),
    9: ("a download that broke off", ("test_linkedin::test_a_damaged_archive_is_refused", "test_goodreads::test_a_download_that_broke_off",
         "test_storygraph::test_a_download_that_broke_off", "test_ics::test_a_torn_file_loses_only_its_last_event",
         "test_jrnl::test_half_an_export_is_refused")),
    10: ("names of files in another case or Unicode form", ("test_nasty_files::test_names_of_files_in_any_case_and_form",
         "test_vault::test_letters_in_two_pieces", "test_copies::test_names_are_compared_as_file_systems_do")),
    11: ("litter and the copies of sync clients", ("test_nasty_files::test_litter_and_the_copies_of_sync_clients",
         "test_workspace::test_litter_is_no_data", "test_copies::test_the_original_of_a_copy",
         "test_vault::test_a_conflicted_copy_adds_only_what_is_new")),
    12: ("what Git LFS leaves in place of a file", ("test_nasty_files::test_what_git_lfs_leaves_is_no_file",)),
    13: ("a link, a folder that is only for reading, a file that changes while it is read", (
         "test_nasty_files::test_a_file_that_changes_while_it_is_read", "test_workspace::test_links_are_not_followed",
         "test_workspace::test_a_linked_folder_is_an_error_and_not_an_empty_one", "test_bad_input::test_a_disk_that_takes_nothing",
         "test_ingest::test_an_edit_during_an_ingest_is_seen_the_next_time")),
    # ---- encodings ----
    14: ("UTF-8 with a byte-order mark", ("test_linkedin::test_other_encodings_need_no_question",
         "test_vault::test_a_byte_order_mark_does_not_hide_front_matter", "test_drops::test_unicode_needs_no_question")),
    15: ("UTF-16 with tabs", ("test_columnmap::test_the_same_rows_in_any_dress", "test_sheets::test_many_rows_over_many_pieces",
         "test_drops::test_unicode_needs_no_question")),
    16: ("cp1252", ("test_forms::test_another_encoding_is_asked_for", "test_ingest::test_a_source_keeps_its_encoding_from_the_settings",
         "test_bad_input::test_a_journal_in_an_old_encoding")),
    17: ("MacRoman with carriage returns", ("test_nasty_files::test_a_table_of_an_old_macintosh",)),
    18: ("two encodings in one file", ("test_sheets::test_another_encoding_deep_inside_refuses_the_file",
         "test_drops::test_one_bad_byte_costs_one_line", "test_journal::test_one_bad_byte_costs_one_line")),
    19: ("one name in two Unicode forms", ("test_nasty_files::test_one_name_in_two_unicode_forms_is_one_person",
         "test_linkedin::test_one_person_is_one_key_however_the_address_is_written", "test_drops::test_text_is_composed")),
    20: ("a zero byte", ("test_sheets::test_a_zero_byte_costs_its_row", "test_drops::test_a_zero_byte_alone_does_not_make_a_text_binary")),
    21: ("marks that no eye sees, a no-break space in a token", ("test_journal::test_marks_that_no_eye_sees",
         "test_journal::test_odd_spaces_separate", "test_journal::test_a_near_miss_in_the_tail_warns",
         "test_tail::test_energy_with_marks_that_no_eye_sees")),
    22: ("a real minus sign", ("test_journal::test_energy", "test_tidy::test_a_good_cell", "test_amounts::test_numbers")),
    23: ("typographic quotation marks in a table", ("test_sheets::test_typographic_quotes_that_hold_nothing_together",
         "test_sheets::test_typographic_quotes_as_letters")),
    24: ("emoji that are joined", ("test_tail::test_an_emoji_ends_the_tail", "test_goodreads::test_strange_titles_stay_text")),
    25: ("half an emoji in JSON", ("test_documents::test_half_a_pair_is_left_out", "test_documents::test_half_a_pair_breaks_nothing_later",
         "test_dayone::test_half_a_pair_in_an_entry_breaks_nothing")),
    # ---- tables ----
    26: ("semicolons, tabs, a line sep=;", ("test_sheets::test_header_is_found_by_its_names", "test_responses::test_a_form_is_found")),
    27: ("lines above the header, or none", ("test_linkedin::test_a_preamble_costs_no_row",
         "test_linkedin::test_connections_are_known_by_their_header")),
    28: ("a comma at the end of every line", ("test_nasty_files::test_a_comma_at_the_end_of_every_line",
         "test_sheets::test_of_two_equal_names_the_first_counts")),
    29: ("ragged rows", ("test_sheets::test_short_rows_stand_and_long_ones_do_not",
         "test_linkedin::test_ragged_rows_blank_lines_and_a_repeated_header")),
    30: ("a quotation mark that is never closed", ("test_sheets::test_an_unclosed_quote_costs_its_line",
         "test_linkedin::test_an_unclosed_quote_costs_one_row")),
    31: ("a cell over several lines", ("test_sheets::test_lines_are_the_first_of_each_row",
         "test_goodreads::test_a_review_over_many_lines_counts_as_one_row")),
    32: ("doubled quotation marks and backslashes", ("test_nasty_files::test_quotes_and_backslashes_of_a_tracker",
         "test_sheets::test_smart_quotes_and_backslashes_are_letters")),
    33: ("two columns of one name", ("test_sheets::test_of_two_equal_names_the_first_counts",
         "test_linkedin::test_of_two_columns_with_one_name_the_first_counts")),
    34: ("blank lines inside", ("test_sheets::test_rows_of_empty_cells_are_handed_on_and_blank_lines_are_not",
         "test_linkedin::test_ragged_rows_blank_lines_and_a_repeated_header")),
    35: ("a total at the end", ("test_toggl::test_total_rows_are_left_out", "test_harvest::test_total_rows_are_left_out",
         "test_columnmap::test_rows_that_are_none_are_left_out_by_rule")),
    36: ("columns renamed, missing, added", ("test_expected::test_sample_gives_what_is_expected",
         "test_clockify::test_a_task_may_be_called_an_activity", "test_clockify::test_a_header_that_is_gone_is_said",
         "test_daylio::test_all_its_columns_are_known", "test_daylio::test_scales_are_not_read",
         "test_linkedin::test_header_in_another_case_and_order_with_columns_missing")),
    37: ("headers in another language", ("test_nasty_files::test_columns_in_another_language", "test_responses::test_a_form_is_found",
         "test_propose::test_the_table_that_fits_best_is_proposed")),
    38: ("decimal commas and parted thousands", ("test_harvest::test_hours", "test_amounts::test_numbers",
         "test_columnmap::test_hours_as_people_write_them")),
    39: ("an ISBN wrapped for a spreadsheet", ("test_nasty_files::test_a_title_that_is_a_formula_stays_a_text",
         "test_isbn::test_what_stands_around_an_isbn_goes")),
    40: ("names such as Null, NA, True, 1e5, 007", ("test_linkedin::test_names_that_look_like_nothing_or_numbers_stay_names",
         "test_columnmap::test_a_text_stays_a_text", "test_registers::test_values_are_what_was_written")),
    41: ("cells that are formulas", ("test_nasty_files::test_a_title_that_is_a_formula_stays_a_text",
         "test_formulas::test_what_a_spreadsheet_could_run_is_told", "test_store::test_the_quarantine_holds_no_formula")),
    42: ("a cell of 200 kB", ("test_sheets::test_a_cell_of_200_kb_is_read_and_one_of_two_megabytes_is_not",
         "test_linkedin::test_a_huge_cell_is_read")),
    43: ("the header once more in the middle", ("test_linkedin::test_two_exports_in_one_file_make_nobody_twice",
         "test_sheets::test_a_mark_in_the_middle_is_left_out", "test_goodreads::test_joined_exports_give_each_book_once")),
    # ---- days ----
    44: ("a column of days that can all be read two ways", ("test_nasty_days::test_a_question_about_days_is_answered_by_another_file",
         "test_clockify::test_days_of_two_ways_are_a_question",
         "test_columnmap::test_an_open_question_is_asked_with_both_readings_and_its_answer_is_remembered")),
    45: ("a column that contradicts itself", ("test_nasty_days::test_a_question_about_days_is_answered_by_another_file",
         "test_orders::test_a_contradiction_names_both_lines", "test_clockify::test_days_that_contradict_each_other_are_refused")),
    46: ("a column of several shapes, after a spreadsheet", ("test_linkedin::test_a_column_of_two_shapes_is_read_whole",)),
    47: ("a month, a year", ("test_nasty_days::test_a_month_and_a_year_stay_what_they_are", "test_tidy::test_a_partial_day_says_how_exact_it_is",
         "test_dates::test_every_shape")),
    48: ("days that do not exist or lie beyond reason", ("test_nasty_days::test_a_day_that_cannot_be_costs_its_row_and_no_other",
         "test_orders::test_what_no_shape_takes", "test_tidy::test_a_bad_cell_says_why")),
    49: ("years of two digits", ("test_orders::test_two_digits_of_a_year_in_front_are_a_question", "test_orders::test_shapes",
         "test_dates::test_every_shape")),
    50: ("serial numbers of spreadsheets, since 1900 and 1904", ("test_spreadsheets::test_dates_since_1904",
         "test_spreadsheets::test_a_typed_cell_is_the_text_that_our_readers_know", "test_columnmap::test_days_as_programs_write_them")),
    51: ("nights on which clocks change, a day of 25 hours", ("test_ics::test_hours_are_those_that_passed",
         "test_ics::test_a_meeting_in_the_hour_that_is_left_out_keeps_its_length", "test_ics::test_a_day_of_25_hours_counts_as_24")),
    52: ("half past eleven in another zone, on New Year's Eve", ("test_nasty_days::test_the_last_minutes_of_a_year_are_of_the_year_at_home",
         "test_dayone::test_the_day_is_the_one_its_own_clock_showed", "test_moments::test_the_day_is_that_of_home",
         "test_linkedin::test_moments_in_utc_become_the_day_at_home")),
    53: ("weeks at the turn of the year", ("test_period::test_iso_weeks_at_the_turn_of_the_year",)),
    54: ("an end before its start", ("test_doubts::test_what_can_hardly_be_meant_is_said", "test_ics::test_a_bad_event_costs_only_itself",
         "test_storygraph::test_a_reading_that_ends_before_it_begins")),
    55: ("N/A, a dash, present, heute", ("test_jsonresume::test_no_end_and_present_are_the_same", "test_tidy::test_nothing_is_unknown_and_never_zero",
         "test_dates::test_anything_else_is_refused", "test_nasty_days::test_a_day_that_cannot_be_costs_its_row_and_no_other")),
    56: ("months and weekdays in other languages", ("test_dates::test_days_as_people_write_them", "test_dates::test_every_shape",
         "test_orders::test_a_weekday_decides", "test_days::test_a_heading_that_sets_or_closes_the_day")),
    57: ("digits of other scripts", ("test_nasty_days::test_a_day_that_cannot_be_costs_its_row_and_no_other", "test_tidy::test_a_bad_cell_says_why",
         "test_toggl::test_bad_durations_are_set_aside")),
    58: ("journal lines of the future", ("test_nasty_days::test_a_line_of_the_future_waits",)),
    59: ("a leap day", ("test_nasty_days::test_a_day_that_cannot_be_costs_its_row_and_no_other", "test_tidy::test_a_good_cell",
         "test_period::test_a_leap_year_has_366_days")),
    60: ("24:00", ("test_nasty_days::test_midnight_at_the_end_of_a_day", "test_zones::test_times_as_calendars_write_them",
         "test_clockify::test_clocks")),
    # ---- networks ----
    61: ("people without a name, and those who lose theirs", ("test_linkedin_drops::test_people_are_counted_once",
         "test_identity::test_a_deleted_account_is_the_one_who_is_gone", "test_linkedin::test_anonymous_rows_stay_as_many_as_they_are")),
    62: ("an export without addresses, then one with them", ("test_identity::test_a_file_without_addresses_meets_one_with_them",
         "test_linkedin_drops::test_archives_dropped_one_after_the_other")),
    63: ("two people of one name", ("test_identity::test_namesakes_of_one_day_are_not_told_apart_by_name",
         "test_settle::test_an_identity_of_the_sources_own_comes_before_the_columns")),
    64: ("a new name, a new firm, a new address", ("test_identity::test_one_gone_and_one_come_are_the_same",
         "test_settle::test_who_has_a_new_address_keeps_the_name_that_the_journal_uses", "test_settle::test_the_row_of_the_newer_file_wins")),
    65: ("a file saved again by a spreadsheet after the original", ("test_linkedin_drops::test_a_copy_saved_by_a_spreadsheet_changes_nobody",)),
    66: ("somebody else's archive", ("test_linkedin_drops::test_an_archive_of_somebody_else_is_held",
         "test_identity::test_an_export_of_another_account_is_not_paired")),
    67: ("only the basic archive", ("test_nasty_sources::test_only_the_basic_archive_of_a_network",
         "test_settle::test_a_member_that_is_not_in_the_archive_retires_nothing")),
    # ---- calendars ----
    68: ("a zone that nobody knows", ("test_ics::test_an_unknown_zone_is_home_and_is_said_once", "test_zones::test_what_is_no_zone_is_not_known")),
    69: ("occurrences cancelled, declined, moved, left out", ("test_ics::test_moved_excluded_cancelled_and_declined_occurrences",)),
    70: ("a rule without an end, and one of every second", ("test_ics::test_a_bad_event_costs_only_itself",
         "test_ics::test_what_is_to_come_is_counted_once", "test_occurrences::test_far_too_many_are_refused",
         "test_repeats::test_any_other_is_refused")),
    71: ("no UID, and one UID for several", ("test_ics::test_one_uid_for_everything",)),
    72: ("no start, no end", ("test_ics::test_a_bad_event_costs_only_itself", "test_ics::test_what_is_no_meeting_is_left_out_by_a_rule")),
    73: ("whole days, several of them", ("test_ics::test_what_is_no_meeting_is_left_out_by_a_rule",
         "test_ics::test_a_whole_calendar_may_be_one_thing")),
    74: ("several calendars in one file", ("test_ics::test_several_calendars_in_one_file",)),
    75: ("a byte-order mark, bad folds", ("test_ics::test_line_ends_folds_and_a_byte_order_mark",)),
    76: ("a calendar of one year after a whole one", ("test_nasty_sources::test_a_calendar_of_one_year_after_a_whole_one",
         "test_settle::test_a_window_takes_back_only_what_lies_inside_it")),
    # ---- journals ----
    77: ("what looks like a token and is prose", ("test_nasty_sources::test_tokens_in_prose_and_bullets_in_code",
         "test_journal::test_prose_stays_prose", "test_journal::test_addresses_name_nobody_and_nothing",
         "test_tail::test_signs_at_the_end_stay_text")),
    78: ("a weekday that is another", ("test_journal::test_a_wrong_weekday_warns",)),
    79: ("a day heading in another form", ("test_journal::test_a_heading_like_a_date_closes_the_day",)),
    80: ("one day twice, in one file and in two", ("test_nasty_sources::test_two_equal_lines_of_one_day_stay_two",
         "test_journal::test_one_day_twice_and_one_line_twice", "test_vault::test_a_day_in_two_files")),
    81: ("one line twice on one day", ("test_nasty_sources::test_two_equal_lines_of_one_day_stay_two",
         "test_settle::test_two_equal_wins_of_one_day_stay_two")),
    82: ("bullets in code and in front matter", ("test_nasty_sources::test_tokens_in_prose_and_bullets_in_code",
         "test_journal::test_fences_are_skipped", "test_journal::test_front_matter_is_skipped_and_a_rule_is_not")),
    83: ("nesting with tabs and with spaces", ("test_vault::test_nesting_with_tabs_and_spaces", "test_vault::test_a_tab_is_as_wide_as_four_spaces")),
    84: ("line ends of Windows", ("test_nasty_sources::test_two_equal_lines_of_one_day_stay_two", "test_vault::test_line_ends_of_windows",
         "test_journal::test_line_ends_and_marks")),
    85: ("jrnl: a list in brackets, another format of dates, dates that cannot be read", (
         "test_jrnl::test_a_bracket_without_a_date_is_the_persons_text", "test_jrnl::test_the_persons_own_format",
         "test_jrnl::test_a_date_that_cannot_be_read_costs_its_entry_only", "test_jrnl::test_dates_in_no_known_shape_are_a_question")),
    86: ("Day One: no text, escapes, formatted text in two ways", ("test_dayone::test_an_entry_without_words_is_left_out",
         "test_dayone::test_markdown_becomes_words", "test_dayone::test_rich_text_is_read_where_there_is_no_text")),
    87: ("org files, which nobody reads", ("test_nasty_sources::test_a_source_that_nobody_reads_is_named_and_left",)),
    88: ("traps of YAML", ("test_vault::test_values_of_front_matter_stay_text", "test_vault::test_front_matter_that_cannot_be_read_warns_once")),
    89: ("a done block of Logseq with its properties", ("test_vault::test_what_logseq_keeps_for_itself_is_no_detail",
         "test_vault::test_a_done_task_with_its_date")),
    90: ("a typing error that is mended", ("test_nasty_sources::test_two_equal_lines_of_one_day_stay_two",
         "test_vault::test_a_typing_error_is_mended")),
    # ---- hours ----
    91: ("an interval that is still open, of trackers that nobody reads", ("test_nasty_days::test_a_tracker_that_nobody_reads_is_named",)),
    92: ("an interval of no length", ("test_nasty_days::test_timers_that_ran_at_once_stay_two", "test_toggl::test_zero_length_is_left_out",
         "test_clockify::test_durations_that_are_no_entry")),
    93: ("timers that overlap", ("test_nasty_days::test_timers_that_ran_at_once_stay_two", "test_ics::test_overlapping_meetings_count_once")),
    94: ("more than 24 hours on a day", ("test_nasty_days::test_timers_that_ran_at_once_stay_two",
         "test_contradictions::test_a_day_of_more_than_24_hours", "test_toggl::test_bad_durations_are_set_aside")),
    95: ("Stop where others say End", ("test_nasty_days::test_stop_and_end_are_one_thing",)),
    96: ("durations in every way people write them", ("test_nasty_days::test_hours_in_every_way_people_write_them", "test_amounts::test_durations",
         "test_tail::test_hours_and_what_only_looks_like_them")),
    97: ("plays twice, short plays, talks among films, which nobody reads", (
         "test_nasty_sources::test_a_source_that_nobody_reads_is_named_and_left",)),
    # ---- forms, links, privacy ----
    98: ("a question reworded, one person twice, an empty answer, a 6 of 5", ("test_nasty_sources::test_one_person_answers_twice",
         "test_responses::test_an_id_stays_when_the_wording_is_edited", "test_assess::test_another_wording_is_scored_only_with_its_own_file",
         "test_forms::test_twice_is_two_sittings", "test_forms::test_no_answer_is_left_out",
         "test_assess::test_an_answer_off_the_scale_or_to_an_unknown_item_is_left_out_and_counted")),
    99: ("goals that lead nowhere or in a circle, an action due before its day, an evening kept and broken, an alias of two skills", (
         "test_doubts::test_goals_in_a_circle_and_an_alias_of_two_skills", "test_nasty_sources::test_goals_that_lead_nowhere_or_in_a_circle", "test_nasty_sources::test_what_contradicts_itself_in_one_file",
         "test_contradictions::test_an_evening_both_kept_and_broken", "test_registers::test_a_persons_skill_comes_before_the_shipped_ones")),
    100: ("a private detail or an address in a shared report", ("test_nasty_sources::test_no_address_of_any_export_is_in_a_report",
         "test_privacy::test_no_canary_reaches_the_mentor", "test_privacy::test_what_was_shared_is_there",
         "test_linkedin::test_no_mail_address_leaves_the_importer", "test_leaks::test_planted_words_are_found")),
}  # fmt: skip


@cache
def _tests() -> dict[str, dict[str, ast.FunctionDef]]:
    """The tests of each file, by the file's stem."""
    found: dict[str, dict[str, ast.FunctionDef]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        assert path.stem not in found, f"two files are called {path.name}"
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found[path.stem] = {
            node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)
        }
    return found


def _claims_something(test: ast.FunctionDef) -> bool:
    """Whether it has an assertion, or expects an exception."""
    nodes = list(ast.walk(test))
    raises = (n for n in nodes if isinstance(n, ast.Attribute) and n.attr == "raises")
    return any(isinstance(node, ast.Assert) for node in nodes) or any(raises)


def test_there_are_a_hundred() -> None:
    """The numbers, each with a few words of its own and at least one test."""
    assert list(CASES) == list(range(1, 101))
    assert all(words.strip() and shown_by for words, shown_by in CASES.values())
    assert len({words for words, _ in CASES.values()}) == 100


@pytest.mark.parametrize("number", CASES)
def test_a_case_is_shown(number: int) -> None:
    """Every test that a case names: it is there, says its input in words, and claims something."""
    words, shown_by = CASES[number]
    assert len(set(shown_by)) == len(shown_by)
    for name in shown_by:
        stem, _, function = name.partition("::")
        test = _tests().get(stem, {}).get(function)
        assert test is not None, f"{number} ({words}): there is no {name}"
        assert function.startswith("test_")
        assert _claims_something(test), f"{number} ({words}): {name} claims nothing"


@pytest.mark.parametrize(
    ("body", "claims"),
    [
        ("pass", False),
        ("x = 1", False),
        ("assert x", True),
        ("with pytest.raises(E):\n  f()", True),
    ],
)
def test_a_test_that_claims_nothing_is_seen(body: str, claims: bool) -> None:
    """Functions with and without an assertion."""
    (test,) = ast.parse("def test_x():\n " + body.replace("\n", "\n ")).body
    assert isinstance(test, ast.FunctionDef)
    assert _claims_something(test) is claims
