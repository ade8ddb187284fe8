"""nbgrader's gradebook: a run's scores go in, formgrader works on it, and what people gave by hand is never lost.

Reads run folders and the course's own files; what a student wrote is data, shown as text and never parsed or run.
"""
