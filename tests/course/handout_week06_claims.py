"""Every number in week 6's handout, as the words around it: computed here, or quoted with its source.

`computed` builds each fragment from the reference solution or from a closed form; when a number changes, the fragment
is no longer found. test_handouts.py looks for every fragment, and for numbers that no fragment covers. This file must
never read the handout: it says what is true, not what is written.
"""

from types import SimpleNamespace

CONTRACT = "the week's contract: what the tests ask"
HU = "Hu et al. 2021, arXiv 2106.09685, table 4 and section 4.2"

#: (fragment of the handout, where it comes from)
QUOTED = [
    ("Full tuning of GPT-3 trains 175 billion parameters", HU),
    ("shrinks from 350 GB to 35 MB at rank 4", HU),
    ("a model of 65 billion parameters is tuned within 48 GB instead of more than 780 GB", "Dettmers et al. 2023, abstract"),
    ("a standard deviation from 0.2 to 2 over", CONTRACT),
    ("a rank that is not from 1 to the smaller of in and out", CONTRACT),
    ("at least 0 and below 1", CONTRACT),
    ("a side below 1, a rank that is not from 1 to the smallest side", CONTRACT),
    ("from 0 to 1; and", CONTRACT),
    ("a rank that is not from 1 to the smaller side", CONTRACT),
    ("so 16 levels are best put", "4 bits"),
    (r"(\frac{29}{30} + \frac{31}{32})", "bitsandbytes' offset 0.9677083, which test_hidden_nf4.py compares with the published levels"),
    ("9 evenly spaced ones give 8 levels above 0 (the last is the 0 itself), 8 give 7 below it", "QLoRA, appendix E"),
    ("Each block of 64 weights", "QLoRA, section 3"),
    ("and groups of 256 share one scale", "QLoRA, section 3"),
    ("The 16 levels in increasing order", "4 bits"),
    ("with an exact −1, 0 and 1", CONTRACT),
    ("filled up with code 7", CONTRACT),
    ("A 0 has the code 7", CONTRACT),
    ("a block below 1", CONTRACT),
    ("/ 127$, or 1 where that is 0", CONTRACT),
    ("one byte for each absmax, 4 for each scale and 4 for the offset", CONTRACT),
    ("counts, blocks and groups below 1", CONTRACT),
    ("Divide by 1 there", "advice"),
    ("the angle is below $10^{-4}$", CONTRACT),
    ("t that is not from 0 to 1", CONTRACT),
    ("< 10^{-5}$)", CONTRACT),
    ("`inner_steps` below 1", CONTRACT),
    ("LoRA of rank 7 is within a point of full tuning at under 5 % of its trained parameters", "the notebook; test_reports.py runs it"),
]


def computed(week: SimpleNamespace, assignment: dict, minutes: int) -> list[str]:
    """The fragments that follow from the solution, from closed forms, from `assignment.toml` and from the minutes."""
    auto, hand = assignment["auto_total"], assignment["hand_total"]
    count = week.inject.lora_parameters
    width, layers = 12288, 96
    assert week.nf4.bits_per_parameter() == 4 + 8 / 64 + 32 / (64 * 256)
    return [
        f"graded automatically ({auto} points)",
        f"graded by a person ({hand} points)",
        f"four written questions of {hand // 4} points each",
        f"The modules take about {minutes / 60:.0f} hours in all",
        f"LoRA at rank 8 on its query and value matrices trains {count([(width, width)] * 2 * layers, 8) / 1e6:.1f} million",
        f"the query and value of GPT-3's {layers} layers of width {width:,} it is {count([(width, width)] * 2 * layers, 1):,} for each rank",
        rf"4 + \frac{{8}}{{64}} + \frac{{32}}{{64 \cdot 256}} = {week.nf4.bits_per_parameter():.3f} \text{{ bits per weight}}",
    ]
