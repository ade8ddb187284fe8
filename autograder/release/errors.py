"""What stops a release: a sentence that says what to do."""


class ReleaseError(Exception):
    """The release was not made; the text says why, and what to do."""
