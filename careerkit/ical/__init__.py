"""What took place, according to a calendar file, bounded however hostile the file is.

`calendarfiles` opens files and archives, `calendars` cuts them into events, `repeats` judges a rule before anything is expanded,
`occurrences` says when an event took place, `spans` adds up hours day by day, `allowlist` decides what may be known of an event.
"""
