"""Every number in week 2's handout, as the words around it: computed here, or quoted with its source.

`computed` builds each fragment from the reference solution or from a closed form; when a number changes, the fragment
is no longer found. test_handouts.py looks for every fragment, and for numbers that no fragment covers. This file must
never read the handout: it says what is true, not what is written.
"""

from types import SimpleNamespace

import numpy as np
from scipy.integrate import quad
from scipy.special import binom
from scipy.stats import norm

CONTRACT = "the week's contract: what the tests ask"

#: (fragment of the handout, where it comes from)
QUOTED = [
    (
        "perplexity on WikiText-2 goes from 5.68 to 17.29 by magnitude and to 7.26 by Wanda",
        "Sun et al. 2023, arXiv 2306.11695, table 3",
    ),
    ("At 50 % of LLaMA-7B's weights", "Sun et al. 2023, arXiv 2306.11695"),
    ("AlexNet 35 times smaller", "Han et al. 2015, arXiv 1510.00149, abstract"),
    ("NVIDIA's sparse tensor cores take 2:4", "Mishra et al. 2021, arXiv 2104.08378"),
    ("prune at least 80 % of the weights", "test_report_week02.py measures it in the notebook's run"),
    ("(in 16, 32 or 64 bits)", CONTRACT),
    ("from 0 to 1; **density**", CONTRACT),
    ("a sparsity outside of 0 to 1", CONTRACT),
    ("sparsities outside of 0 to 1", CONTRACT),
    ("levels outside of 0 to 1", CONTRACT),
    ("Refused: $n$ below 1", CONTRACT),
    ("sizes below 1, a density of 0 or below or above 1", CONTRACT),
    ("widths below 1", CONTRACT),
    ("rows or columns below 1", CONTRACT),
    ("levels and 100,000 weights in less than twenty seconds", CONTRACT),
    ("0.0 where even an empty matrix", CONTRACT),
    ("that is 0.0.", CONTRACT),
    ("channel 7 of the one is added to channel 7 of the other", "an example to think about"),
    ("from 0 to 3, in two bits", "definition: places in a group of four"),
    ("2:4, three criteria on one layer", "the pattern's name"),
    ("It may ask more than 1 of a small layer", "definition: no layer keeps more than all"),
    ("take another layer to 1", "definition: no layer keeps more than all"),
    ("After a layer is set to 1", "definition: no layer keeps more than all"),
    ("The places are 0, 3, 1, 2", "the example above it, which a test runs"),
    ("modulo 4", "definition: groups of four"),
    ("keep the part of the way between 0 and 1", "definition: a share"),
    ("CSR has rows + 1 pointers", "definition of CSR"),
]


def computed(week: SimpleNamespace, assignment: dict, minutes: int) -> list[str]:
    """The fragments that follow from the solution, from closed forms, from `assignment.toml` and from the minutes."""
    auto, hand = assignment["auto_total"], assignment["hand_total"]
    half, quarter, tenth = (energy_kept(s) for s in (0.5, 0.75, 0.9))
    even = week.storage.break_even_density
    schedule = week.budgets.cubic_schedule(1, 0, 2, 0.9)
    return [
        f"graded automatically ({auto} points)",
        f"graded by a person ({hand} points)",
        f"four written questions of {hand // 4} points each",
        f"The modules take about {minutes / 60:.0f} hours in all",
        f"half of the weights carry {half:.5f} of the energy, a quarter {quarter:.5f}, and a tenth still {tenth:.5f}",
        f"the best two of four keep {two_of_four():.4f} of the energy, where the best half of all keeps {half:.4f}",
        f"which is {packed_share(week, 2)} for 16-bit weights and {packed_share(week, 4)} for 32-bit ones",
        f"On the way from 0 to 0.9 the sparsity is {schedule:.4f} at half time",
        f"have $10^{{{len(str(10**12)) - 1}}}$",
        f"For a 100 × 100 matrix in fp32 with 4-byte indices CSR pays below {even(100, 100, 'csr'):.5f},"
        f" the bitmask below {even(100, 100, 'bitmask'):.5f}",
        f"With 1-byte values the same indices leave CSR only {even(100, 100, 'csr', 1):.4f},"
        f" and the bitmask {even(100, 100, 'bitmask', 1):.3f}",
    ]


def energy_kept(sparsity: float) -> float:
    """1 - s + 2 t phi(t): the second moment of N(0, 1) outside of -t to t."""
    t = norm.ppf((1 + sparsity) / 2)
    return 1 - sparsity + 2 * t * norm.pdf(t)


def two_of_four() -> float:
    """The mean square of the two largest of four |N(0, 1)|, over that of all four, by their order statistics."""

    def density(x: float, rank: int) -> float:  # of the rank-th smallest of four
        share = 2 * norm.cdf(x) - 1
        return rank * binom(4, rank) * share ** (rank - 1) * (1 - share) ** (4 - rank) * 2 * norm.pdf(x)

    kept = sum(quad(lambda x, rank=rank: x**2 * density(x, rank), 0, np.inf)[0] for rank in (3, 4))
    return kept / 4


def packed_share(week: SimpleNamespace, width: int) -> float:
    """What `pack_24` really makes of a matrix, against the dense bytes."""
    torch = week.nm.torch
    w = torch.randn(8, 64).to({2: torch.float16, 4: torch.float32}[width])
    values, indices = week.nm.pack_24(w, week.nm.nm_mask(w))
    return (values.numel() * width + indices.numel()) / (w.numel() * width)
