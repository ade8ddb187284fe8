"""Every number in week 8's handout, as the words around it: computed here, or quoted with its source.

`computed` builds each fragment from the reference solution or from a closed form; when a number changes, the fragment
is no longer found. test_handouts.py looks for every fragment, and for numbers that no fragment covers. This file must
never read the handout: it says what is true, not what is written.
"""

import math
from types import SimpleNamespace

CONTRACT = "the week's contract: what the tests ask"
REPORT = "the notebook: its cells print it, and test_reports.py looks"

#: (fragment of the handout, where it comes from)
QUOTED = [
    ("optimizer steps count from 1", CONTRACT),
    ("Patarasuk and Yuan 2009", "the paper"),
    ("2 for the weight and 2 for the gradient in half precision, 12 for the optimizer's state", "Rajbhandari et al. 2020, section 3.1"),
    ("stage 1 the state, stage 2 the gradients too, stage 3 the weights too", "Rajbhandari et al. 2020, section 5"),
    ("Stages 1 and 2 cost no more traffic than before", "Rajbhandari et al. 2020, section 7"),
    ("stages 0 to 3", CONTRACT),
    ("(along dimension 0)", CONTRACT),
    ("one after the other along dimension 0", CONTRACT),
    ("a step below 1", CONTRACT),
    ("`comm.size`. - *The last parameters", "advice"),
    ("*1F1B* (Narayanan et al. 2021)", "the schedule's name"),
    ("*1F1B with few micro-batches.*", "the schedule's name"),
    ("1F1B, and interleaving", "the schedule's name"),
    ("sizes below 1", CONTRACT),
    ("fewer than 2 chunks", CONTRACT),
    ("(3 d, d) holds the rows", CONTRACT),
    ("numbers below 1 in `config`", CONTRACT),
    ("(at least 1)", CONTRACT),
    ("an `itemsize` below 1", CONTRACT),
    ("20 local steps reach 90 % with a fraction of the bytes", REPORT),
]


def computed(week: SimpleNamespace, assignment: dict, minutes: int) -> list[str]:
    """The fragments that follow from the solution, from closed forms, from `assignment.toml` and from the minutes."""
    auto, hand = assignment["auto_total"], assignment["hand_total"]
    return [
        f"graded automatically ({auto} points)",
        f"graded by a person ({hand} points)",
        f"The modules take about {round(minutes / 60)} hours in all",
        f"**four written questions of {hand // 4} points each**",
        f"{400e12 / 25e9:,.0f} operations for each byte",
        f"A device of {400e12 / 1e12:.0f} TFLOP/s with {25e9 / 1e9:.0f} GB/s",
        *_conventions(),
        *_zero(week.zero),
        *_pipeline(week.pipeline),
        *_traffic(week.traffic),
    ]


def _conventions() -> list[str]:
    return [f"GB are $10^{math.log10(1e9):.0f}$ bytes"]


def _zero(zero: SimpleNamespace) -> list[str]:
    bytes_a_parameter = 2 + 2 + 12
    table = [zero.zero_memory(7_500_000_000, 64, stage) / 1e9 for stage in range(4)]
    assert zero.zero_memory(1, 1, 0) == bytes_a_parameter
    assert zero.zero_memory(300, 3, 1) == 4 * 300 + 12 * 100 and zero.zero_memory(300, 3, 2) == 2 * 300 + 14 * 100
    return [
        f"Adam in mixed precision keeps {bytes_a_parameter} bytes a parameter",
        rf"$$ {bytes_a_parameter} \, \Psi , \qquad 4 \, \Psi + \frac{{12 \, \Psi}}{{n}} , \qquad 2 \, \Psi + \frac{{14 \, \Psi}}{{n}} ,",
        rf"\frac{{{bytes_a_parameter} \, \Psi}}{{n}} $$",
        f"for 7.5 billion parameters on 64 devices {table[0]:.0f}, {table[1]:.1f}, {table[2]:.1f} and {table[3]:.1f} GB",
    ]


def _pipeline(pipeline: SimpleNamespace) -> list[str]:
    plain = pipeline.simulate(pipeline.pipeline_schedule(4, 8, "gpipe"), 1, 2)["bubble"]
    chunks = pipeline.simulate(pipeline.interleaved_schedule(4, 8, 2), 1, 2)["bubble"]
    assert math.isclose(plain, 3 / 11) and math.isclose(chunks, pipeline.bubble_fraction(4, 8, 2))
    return [
        f"for 4 stages and 8 micro-batches {100 * plain:.1f} %",
        f"here {100 * chunks:.1f} % for two chunks",
    ]


def _traffic(traffic: SimpleNamespace) -> list[str]:
    smallest = {"layers": 1, "hidden": 1, "tokens": 1, "itemsize": 1}
    parameters = traffic.step_traffic(smallest, "data", 2)  # two halves of an all-reduce among two: all of them, once
    return [f"with $P = {parameters:.0f} L h^2$ parameters"]
