"""Why nothing was written."""


class ExportError(Exception):
    """The export is refused whole; the text is a sentence that says why, and what to do."""
