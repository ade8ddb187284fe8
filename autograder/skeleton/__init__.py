"""An empty week, `make new-week`: one small solved question with everything that a week has, green from the first minute.

Its author replaces the question by the week's own (docs/write-a-week.md). Never overwrites a file.
"""
