"""What goes wrong with the gradebook, in a sentence."""


class GradebookError(Exception):
    """Nothing was changed; the text says what to do."""
