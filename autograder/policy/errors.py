"""What goes wrong with a term's records."""


class PolicyError(Exception):
    """A record, a rule or a decision is wrong; the text is a sentence that says which, where, and what to do."""
