"""Scores on their way out: into Canvas, Moodle, GitHub Classroom, JUnit and plain CSV. `docs/formats.md` has the rules.

An export reads and writes files beside the run; it never changes a score, a record, or the file that it fills.
"""
