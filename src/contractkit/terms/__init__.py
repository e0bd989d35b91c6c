"""The text against itself: blanks, references, numbers, defined terms, schedules, parties."""
