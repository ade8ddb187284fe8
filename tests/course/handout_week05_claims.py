"""Every number in week 5's handout, as the words around it: computed here, or quoted with its source.

`computed` builds each fragment from the reference solution or from a closed form; when a number changes, the fragment
is no longer found. test_handouts.py looks for every fragment, and for numbers that no fragment covers. This file must
never read the handout: it says what is true, not what is written.
"""

from math import isqrt
from types import SimpleNamespace

import torch

CONTRACT = "the week's contract: what the tests ask"

#: (fragment of the handout, where it comes from)
QUOTED = [
    ("6 N + 12 L H Q T", "Chowdhery et al. 2022 (PaLM), arXiv 2204.02311, appendix B"),
    ("PaLM 540B trained at 238,300 tokens a second on 6,144 chips of 275 TFLOP/s", "PaLM, appendix B"),
    (r"\frac{11}{9} \text{OPT} + \frac{6}{9}", "Dosa 2007, ESCAPE, the tight bound of first-fit decreasing"),
    (r"\rVert + 10^{-6}} \right)", "torch.nn.utils.clip_grad_norm_, which the tests compare with"),
    ("The $10^{-6}$ beside the norm", "torch.nn.utils.clip_grad_norm_"),
    ("(table 8 of the paper)", "Yang et al. 2022, arXiv 2203.03466"),
    ("arXiv 1211.5063", "the paper's number"),
    ("widths from 32 to 256 are best, over five seeds", "the notebook's sweep; test_reports.py runs it"),
    ("In muP the best rate of width 32 stays within a factor of two", "test_reports.py finds it in the notebook's run"),
    ("a chunk below 1", CONTRACT),
    ("lengths below 1", CONTRACT),
    ("a capacity below 1", CONTRACT),
    ("from 0 to below 1", CONTRACT),
    ("widths below 1", CONTRACT),
    ("a base width below 1", CONTRACT),
    ("(0.0 without gradients)", CONTRACT),
    ("(16 and 32 bits too, also mixed)", CONTRACT),
    ("which is at most 1", "exp of a logit minus the log-sum-exp: a share"),
]


def computed(week: SimpleNamespace, assignment: dict, minutes: int) -> list[str]:
    """The fragments that follow from the solution, from closed forms, from `assignment.toml` and from the minutes."""
    auto, hand = assignment["auto_total"], assignment["hand_total"]
    mfu = week.checkpointing.mfu(238.3e3, 540_350_000_000, 118, 48, 256, 2048, 6144 * 275e12)
    half = torch.finfo(torch.float16)
    return [
        f"graded automatically ({auto} points)",
        f"graded by a person ({hand} points)",
        f"four written questions of {hand // 4} points each",
        f"The modules take about {minutes / 60:.0f} hours in all",
        *square_root_rule(week),
        f"each: {100 * mfu:.1f} %",
        johnson(week),
        f"overflow above {isqrt(int(half.max))} and vanish below about {(half.smallest_normal * half.eps / 2) ** 0.5:.4f}",
    ]


def square_root_rule(week: SimpleNamespace) -> list[str]:
    """64 equal layers in equal segments, by trying all lengths; and the least budget that the best plan gets by with."""
    units = {length: -(-64 // length) + length - 1 for length in range(1, 65)}
    length = min(units, key=units.__getitem__)
    budget = next(b for b in range(1, 65) if fits(week, [1] * 64, b))
    most = max(n for n in range(64, 100) if fits(week, [1] * n, budget))
    return [
        f"For 64 layers, segments of {length} need {units[length]} units, {64 / units[length]:.2f} times less than 64",
        f"and {budget} units serve {most}",
    ]


def fits(week: SimpleNamespace, costs: list[int], budget: int) -> bool:
    """Whether some plan fits."""
    try:
        return bool(week.checkpointing.checkpoint_plan(costs, budget))
    except ValueError:
        return False


def johnson(week: SimpleNamespace) -> str:
    """The example that comes near the bound: full rows by construction, and what first-fit decreasing takes."""
    optimum = [[51, 26, 23]] * 6 + [[27, 27, 23, 23]] * 3
    assert all(sum(row) == 100 for row in optimum)
    lengths = [length for row in optimum for length in row]
    a, b, c, d = sorted(set(lengths), reverse=True)
    rows = len(week.batches.pack_sequences(lengths, 100))
    return (
        f"{len(lengths)} sequences of lengths {a}, {b}, {c} and {d} in rows of 100 fit into {len(optimum)} rows,"
        f" and first-fit decreasing takes {rows}"
    )
