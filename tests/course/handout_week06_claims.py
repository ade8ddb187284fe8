"""Every number in week 6's handout, as the words around it: computed here, or quoted with its source.

`computed` builds each fragment from the reference solution or from a closed form; when a number changes, the fragment
is no longer found. test_handouts.py looks for every fragment, and for numbers that no fragment covers. This file must
never read the handout: it says what is true, not what is written.
"""

from types import SimpleNamespace

CONTRACT = "the week's contract: what the tests ask"

#: (fragment of the handout, where it comes from)
QUOTED = [
    ("that is not above 0, a cost after that is below 0", CONTRACT),
]


def computed(week: SimpleNamespace, assignment: dict, minutes: int) -> list[str]:
    """The fragments that follow from the solution, from closed forms, from `assignment.toml` and from the minutes."""
    saved = week.adaptation.share_saved(4.0, 1.0)
    return [
        f"graded automatically ({assignment['auto_total']} points)",
        f"graded by a person ({assignment['hand_total']} points)",
        f"The module takes about {minutes} minutes in all",
        f"Saving {100 * saved:.0f} % of it is the same as making it four times smaller",
        f"A cost that was $c$ and is now $c'$ has been reduced by the share $$ {1} - ",
    ]
