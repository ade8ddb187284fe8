"""What can be wrong with a report's sources."""


class ReportError(Exception):
    """No report can be made; the text is a sentence that says why, and what to do."""
