"""Every number in week 1's handout, as the words around it: computed here, or quoted with its source.

`computed(week)` builds each fragment of the handout from the reference solution; when a number changes, the fragment is
no longer found. `QUOTED` holds what nobody here can compute: figures of papers, data sheets and the course's own pages.
test_handouts.py looks for every fragment, and for numbers that no fragment covers. This file must never read the
handout: it says what is true, not what is written.
"""

from types import SimpleNamespace

LECTURE = "the course's lecture 1 (rough figures, said to be so in the handout)"
CHINCHILLA = "Hoffmann et al. 2022, arXiv 2203.15556"
DATA_SHEET = "NVIDIA's data sheets, dense figures"
HOROWITZ = "Horowitz, ISSCC 2014; 640 pJ per 32-bit word as in Han et al., arXiv 1506.02626"
CONTRACT = "the week's contract: what the tests ask"

#: (fragment of the handout, where it comes from)
QUOTED = [
    ("GPT-2 had 1.5 billion parameters", LECTURE),
    ("GPT-3 had 175 billion", LECTURE),
    ("said to have about 1.8 trillion", LECTURE),
    ('"10,000 times in five years"', LECTURE),
    ("about 100 ms, a large language model often takes 500 ms", LECTURE),
    ("4.6 million dollars", LECTURE),
    ('"10 to 20 times" that is often quoted', LECTURE),
    ("its 4.089 for ResNet-50", "torchvision 0.28, weights metadata"),
    ("$N$ at 175 billion and $D$ at 300 billion", "Brown et al. 2020, arXiv 2005.14165, table D.1"),
    (r"the paper's own table says $3.14 \times 10^{23}$", "Brown et al. 2020, table D.1"),
    ("takes $N$ to be 174.6 billion", "Brown et al. 2020, table D.1"),
    (r"\left( 34 + \frac{5 a s}{h} \right)", "Korthikanti et al. 2022, arXiv 2205.05198, table 2"),
    ("$34 s b h$ remain", "Korthikanti et al. 2022, table 2"),
    ("one sequence of 2,048 tokens through GPT-3's 96 layers ($h = 12288$, $a = 96$)", "Brown et al. 2020"),
    ("Llama-2-7B (32 layers, 32 heads of size 128)", "Touvron et al. 2023, arXiv 2307.09288"),
    ("it has 80 layers but just 8 key-value heads", "Touvron et al. 2023"),
    (r"$E = 1.69$, $A = 406.4$, $B = 410.7$, $\alpha = 0.34$, $\beta = 0.28$", CHINCHILLA),
    ("an exponent such as $0.34$", CHINCHILLA),
    (r"$D \approx 20N$", CHINCHILLA),
    (r"$5.76 \times 10^{23}$, the budget of Chinchilla itself", CHINCHILLA),
    (r"applied to numbers as large as $10^{12}$", "tokens at that budget: trillions"),
    (
        r"$E = 1.8172$, $A = 482.01$, $B = 2085.43$, $\alpha = 0.3478$, $\beta = 0.3658$",
        "Besiroglu et al. 2024, arXiv 2404.10102",
    ),
    ("an objective of $10^{-3}$", "the objective at the refit: 0.00102 (their notebook)"),
    ("A100 with 80 GB does 312 TFLOP/s in bf16 and moves 2,039 GB/s", DATA_SHEET),
    ("An H100 (SXM) does 989.4 TFLOP/s at 3,350 GB/s", DATA_SHEET),
    ("for a 45 nm process", HOROWITZ),
    ("addition at 0.9 pJ", HOROWITZ),
    ("multiplication at 3.7 pJ", HOROWITZ),
    ("from DRAM at 640 pJ", HOROWITZ),
    ("with 60 or more runs", CONTRACT),
    ("both exponents within 0.01, $E$ within 1 %, $A$ and $B$ within 15 %, predicted losses within 0.3 %", CONTRACT),
    ("with up to 10 % of the runs, spread at random, at twice their true loss", CONTRACT),
    ("exponents within 0.01, predictions within 0.5 %", CONTRACT),
    ("for 250 runs", CONTRACT),
    ("above 0 and at most 1. Check both", CONTRACT),
    ("No layers take 0.0 bytes", CONTRACT),
    ("a hypervolume of 0.0", CONTRACT),
    ("Write down what should happen with (1, 2), (1, 3) and (1, 3)", "an example to think about"),
    ("1 GB is $10^9$ of them", "definition"),
]


def computed(week: SimpleNamespace, assignment: dict, minutes: int) -> list[str]:
    """The fragments that follow from the reference solution, from `assignment.toml` and from the table of minutes."""
    chinchilla = week.scaling.ScalingLaw(E=1.69, A=406.4, B=410.7, alpha=0.34, beta=0.28)
    unrounded = week.scaling.ScalingLaw(E=1.69337, A=406.3961, B=410.7172, alpha=0.33917084, beta=0.2849083)
    refit = week.scaling.ScalingLaw(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
    auto, hand = assignment["auto_total"], assignment["hand_total"]
    return [
        f"graded automatically ({auto} points)",
        f"graded by a person ({hand} points)",
        f"four written questions of {hand // 4} points each",
        f"about {minutes / 60:.0f} hours in all",
        *_why(),
        *_flops(week.flops),
        *_memory(week.memory),
        *_scaling(week.scaling, chinchilla, unrounded, refit),
        *_hardware(week.hardware, week.flops),
    ]


def _why() -> list[str]:
    seven_billion = 7e9
    return [
        f"a factor of {1800e9 / 1.5e9:,.0f} in four years",
        f"7 billion parameters in fp16 are {seven_billion * 2 / 1e9:.0f} GB",
    ]


def _flops(flops: SimpleNamespace) -> list[str]:
    assert flops.matmul_flops(1, 1, 1) == 2 and flops.linear_flops(1, 1) == 3  # an add, a multiply, a bias
    assert flops.attention_flops(64, 128, num_heads=1) == 8 * 128 * 64**2 + 4 * 128**2 * 64
    assert 8 * 128 * 64**2 == 4 * 128**2 * 64  # the two parts are equal at T = 2d
    too_large = next(power for power in range(1, 99) if 2**power > 9_223_372_036_854_775_807)  # np.int64's last
    gpt3 = flops.training_flops(175 * 10**9, 300 * 10**9)
    return [
        "One multiplication is 1 FLOP and one addition is 1 FLOP",
        f"grow past $2^{{{too_large}}}$",
        f"is {2 * 4.089:.3f} in our unit",
        rf"this gives ${gpt3 / 1e23:.2f} \times 10^{{23}}$",
    ]


def _memory(memory: SimpleNamespace) -> list[str]:
    fp32, fp16, int4 = (memory.weight_memory([7e9], width) / 1e9 for width in (4, 2, 0.5))
    mixed = memory.training_memory(1)
    full = memory.training_memory(1, precision="fp32")
    momentum = memory.training_memory(1, precision="fp32", optimizer="momentum")
    adam = full["optimizer"]
    kept = [
        memory.activation_memory(2048, 1, 12288, 96, 96, recompute=name) / 1e9 for name in ("none", "selective", "full")
    ]
    llama_7b, llama_70b = memory.kv_cache_bytes(32, 32, 128, 1), memory.kv_cache_bytes(80, 8, 128, 1)
    states = f"0, {momentum['optimizer']} or {adam}"
    master = memory.training_memory(1, optimizer="sgd")["optimizer"]
    rumour = (2 + 2 + 8 + 4) / 2, (4 + 4 + 8 + 8) / 4
    return [
        f"7 billion parameters take {fp32:.0f} GB in fp32, {fp16:.0f} GB in fp16 and {int4:.1f} GB in int4",
        f"moving averages in fp32, {adam} bytes per parameter",
        f"| `fp32` | {full['weights']} | {full['gradients']} | {states} | {full['total']} |",
        f"| `mixed` | {mixed['weights']} | {mixed['gradients']} | {master} for the master copy, and {states}"
        f" | {mixed['total']} |",
        f"Both totals are {mixed['total']}:",
        f"takes {mixed['total'] / 2:.0f} times the memory in 16 bits and {full['total'] / 4:.0f} times in fp32",
        f"again {rumour[0]:.0f}, in fp16 and {rumour[1]:.0f} in fp32",
        f"that is {kept[0]:.1f} GB, {kept[1]:.1f} GB and {kept[2]:.1f} GB",
        f"keeps {llama_7b:,} bytes per token in 16 bits",
        f"keeps only {llama_70b:,}: it has",
        f"int4 takes {0.5})",
    ]


def _scaling(scaling: SimpleNamespace, rounded: object, unrounded: object, refit: object) -> list[str]:
    small, large = 1e18, 5.76e23
    ratio = scaling.tokens_per_parameter
    best = scaling.predict_loss(rounded, *scaling.compute_optimal(rounded, large))
    twenty = (large / 6 / 20) ** 0.5  # N with 6 N (20 N) = C
    loss = scaling.predict_loss(rounded, twenty, 20 * twenty)
    return [
        rf"{ratio(rounded, small):.0f} tokens per parameter at $10^{{18}}$ FLOPs, and {ratio(rounded, large):.0f} at",
        "70 billion parameters and saw 1.4 trillion tokens",
        f"the ratio at the larger budget is {ratio(unrounded, large):.0f}, not {ratio(rounded, large):.0f}:",
        f"gives {ratio(refit, large):.0f}. Two lessons",
        f"at 20 tokens per parameter instead of {ratio(rounded, large):.0f} costs only {100 * (loss / best - 1):.2f} %",
    ]


def _hardware(hardware: SimpleNamespace, flops: SimpleNamespace) -> list[str]:
    a100 = hardware.Hardware("A100 80 GB", 312e12, 2039e9)
    h100 = hardware.Hardware("H100 SXM", 989.4e12, 3350e9)
    work, weights = flops.inference_flops(7 * 10**9, 1), 14e9
    computing, reading = (1e3 * hardware.latency(a100, *load) for load in ((work, 0), (0, weights)))
    assert computing / reading < 0.01
    ridge = hardware.ridge_point(a100)
    return [
        f"its ridge lies at {ridge:.0f} FLOP/byte",
        f"{hardware.ridge_point(h100):.0f} FLOP/byte. (Data sheets",
        f"one token at a time, {hardware.linear_intensity(1, 1, 4096, 2):.0f} FLOP per byte"
        f" on a chip that wants {ridge:.0f}",
        f"A model of 7 billion parameters needs {work / 1e9:.0f} GFLOP for a token,"
        f" {computing:.3f} ms of an A100's arithmetic",
        f"needs its {weights / 1e9:.0f} GB of weights, and those take {reading:.1f} ms to read",
        "The chip computes for less than 1 % of the time",
        f"{640 / 0.9:.0f} times the addition and {640 / 3.7:.0f} times the multiplication",
        f"off by a factor of {60 * 60}.",
    ]
