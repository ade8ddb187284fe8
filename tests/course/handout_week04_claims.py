"""Every number in week 4's handout, as the words around it: computed here, or quoted with its source.

See test_handouts.py. This file must never read the handout: it says what is true, not what is written.
"""

from types import SimpleNamespace

OFA = "Cai et al. 2020, arXiv 1908.09791, section 3.2"
EXAMPLE = "an example to think about"

#: (fragment of the handout, where it comes from)
QUOTED = [
    ("Weeks 2 and 3 made", "the course's own weeks"),
    ("depths of 2, 3 and 4", OFA),
    ("this 7 looks a little like a 1, and not at all like an 8", EXAMPLE),
    ("a budget of 700 scores, the hidden tests ask you", "what test_evolution_beats_random_search asks"),
    ("[arXiv 1412.6550]", "an identifier of the old form"),
    ("One multiply-add is one MAC (two of week 1's FLOPs)", "the course's own weeks"),
]


def computed(week: SimpleNamespace, assignment: dict, minutes: int) -> list[str]:
    """The fragments that follow from the reference solution, from `assignment.toml` and from the table of minutes."""
    auto, hand = assignment["auto_total"], assignment["hand_total"]
    ofa = week.nets.Space(
        image=(3, 32, 32), stem=16, widths=(24,) * 5, strides=(1,) * 5, classes=10,
        depths=(2, 3, 4), kernels=(3, 5, 7), expansions=(3, 4, 6),
    )  # fmt: skip
    size = week.space.search_space_size(ofa)
    stages, deep = round(size ** (1 / 5)), 9**4
    assert stages**5 == size and stages == 9**2 + 9**3 + 9**4
    return [
        f"graded automatically ({auto} points)",
        f"graded by a person ({hand} points)",
        f"four written questions of {hand // 4} points each",
        f"about {minutes / 60:.0f} hours in all",
        rf"about ${size / 1e19:.0f} \times 10^{{19}}$ nets",
        f"${deep}$ of the ${stages}$ stages have depth 4",
        f"a uniform sample has a depth of 4 in {100 * deep / stages:.0f} % of its stages",
        f"one supernet with {week.space.search_space_size(week.nets.DIGITS):,} nets in it",
    ]
