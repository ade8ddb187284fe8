"""The one error of this package."""


class FeedbackError(Exception):
    """Feedback cannot be made; the text is a sentence for the person who asked."""
