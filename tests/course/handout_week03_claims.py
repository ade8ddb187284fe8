"""Every number in week 3's handout, as the words around it: computed here, or quoted with its source.

`computed` builds each fragment from the reference solution or from a closed form; when a number changes, the fragment
is no longer found. test_handouts.py looks for every fragment, and for numbers that no fragment covers. This file must
never read the handout: it says what is true, not what is written.
"""

import math
from types import SimpleNamespace

import numpy as np
import torch
from scipy.stats import norm

CONTRACT = "the week's contract: what the tests ask"
REPORT = "the notebook: its cells print it, and test_reports.py looks"
HOROWITZ = "Horowitz, ISSCC 2014, 45 nm"
GPTQ = "Frantar et al. 2022, arXiv 2210.17323, OPT-6.7B on WikiText-2"

#: (fragment of the handout, where it comes from)
QUOTED = [
    ("a number with 24 binary digits", "IEEE 754: the significand of float32"),
    ("In a 45 nm process an 8-bit integer addition takes 0.03 pJ", HOROWITZ),
    ("32-bit floating-point one 0.9 pJ", HOROWITZ),
    ("for multiplications it is 0.2 pJ against 3.7 pJ", HOROWITZ),
    ("is 10.86 in fp16, 12.10 with 4-bit weights rounded to nearest, and 5800 with 3-bit ones", GPTQ),
    ("For OPT-6.7B the perplexity on WikiText-2", GPTQ),
    ("as good at 8 bits, usually at 4 to 6, falls apart below", REPORT),
    ("holds at 3 bits, often at 2", REPORT),
    ("beats PTQ at 3 bits and at 2", REPORT),
    ("from fp32 down to 2 bits", REPORT),
    ("Lloyd 1957, Max 1960", "the papers"),
    ("and 2 to 16 bits", CONTRACT),
    ("Bits are from 2 to 16", CONTRACT),
    ("the scale is 1 and the zero point 0", CONTRACT),
    ("The number 0 has the code", "definition"),
    ("minimum and maximum along dimension 1", "advice"),
    ("puts a 1 there", "advice"),
    ("For a normal distribution with variance 1 the optimum", "definition"),
    ("For a million values and 256 centroids", CONTRACT),
    ("no tensor that you make may hold more than 8 numbers for each value", CONTRACT),
    ("Bits are from 1 to 8. Promised", CONTRACT),
    ("for 4,000 or more values", CONTRACT),
    ("at 1 to 4 bits, the mean squared error is at most 3 % above the optimum", CONTRACT),
    ("At 4 bits the outer centroids still move after fifty", "measured beside this file: see _codebook"),
    ("with standard deviation 1 it is at", "definition"),
    ("in the dtype and shape of `x`; 1 to 8 bits", CONTRACT),
    ("on the values of `x`, for 1 to 8 bits", CONTRACT),
    ("for 1,000 or more values, the error at your step is at most 0.5 % above", CONTRACT),
    ("Sum over the inputs, dimension 1 of", "advice"),
    ("A factor just below 1.", "advice"),
    ("at least $2^{-31}$ and less than 1 (others are refused)", CONTRACT),
    ("Codes are held within 0 and 255", CONTRACT),
    ("a zero point that is not from 0 to 255", CONTRACT),
    ("Zero points that are not from 0 to 255", CONTRACT),
    ("pretends that rounding has the derivative 1, and leaves clamping its own: 1 inside the range", "definition"),
    ("(1 if that is 0 throughout)", CONTRACT),
    ("The gradient is right inside and 1 outside", "advice"),
    ("4 bytes for each scale, 4 for each zero point if there are any, 4 for each of", CONTRACT),
    ("Bits are from 1 to 32 here", CONTRACT),
    ("4 bytes a weight, float arithmetic", "definition of fp32"),
    ("a scale or step that is not a finite number above 0", CONTRACT),
]


def computed(week: SimpleNamespace, assignment: dict, minutes: int) -> list[str]:
    """The fragments that follow from the reference solution, from `assignment.toml` and from the table of minutes."""
    auto, hand = assignment["auto_total"], assignment["hand_total"]
    return [
        f"graded automatically ({auto} points)",
        f"graded by a person ({hand} points)",
        f"four written questions of {hand // 4} points each",
        f"about {minutes / 60:.0f} hours in all",
        *_tradeoff(week.mixed),
        *_affine(week.affine),
        *_codebook(week.codebook),
        *_uniform(week.uniform),
        *_integer(week.integer),
    ]


def _tradeoff(mixed: SimpleNamespace) -> list[str]:
    fp32, int8, int4 = ((mixed.affine_bytes(7 * 10**9, bits) - 8) / 1e9 for bits in (32, 8, 4))
    return [
        f"are {fp32:.0f} GB in fp32, {int8:.0f} GB in int8 and {int4:.1f} GB at 4 bits",
        f"a factor of {0.9 / 0.03:.0f}; for multiplications",
    ]


def _affine(affine: SimpleNamespace) -> list[str]:
    codes = affine.quantize(torch.tensor([-9.0, 9.0]), torch.tensor(0.01), torch.tensor(0), 8, symmetric=True).tolist()
    a_bit = affine.ideal_sqnr_db(9, "uniform") - affine.ideal_sqnr_db(8, "uniform")
    sine = affine.ideal_sqnr_db(8, "sine") - affine.ideal_sqnr_db(8, "uniform")
    return [
        f"with 8 bits from −{-codes[0]} to {codes[1]}. The code −{codes[1] + 1} is left unused",
        rf"10 \log_{{10}} 4^b = {a_bit:.2f} \, b",
        rf"10 \log_{{10}} \left( 1.5 \cdot 4^b \right) = {a_bit:.2f} \, b + {sine:.2f}",
        "s^2 / 12$. A signal that is uniform",
        r"has mean square $R^2 / 12$, and a sine of the same range $R^2 / 8$",
        rf"then $4^b$ or ${12 / 8} \cdot 4^b$: in decibels",
        f"A bit is worth {a_bit:.0f} dB",
        r"The ratio $10 \log_{10} (\sum x^2",
    ]


def _codebook(codebook: SimpleNamespace) -> list[str]:
    # The continuous optimum is N(0, 1)'s; many quantiles stand for it, from below: 1 % at 4 bits.
    numbers = torch.tensor(norm.ppf((np.arange(4096) + 0.5) / 4096))
    optima = {1: "0.3634", 2: "0.1175", 3: "0.03455", 4: "0.0095"}
    for bits, optimum in optima.items():
        centroids, codes = codebook.kmeans_quantize(numbers, bits)
        error = float((centroids[codes] - numbers).square().mean())
        assert 0.985 * float(optimum) < error < 1.001 * float(optimum)
    assert _rounds(numbers.numpy(), 16) > 50
    assert 4 * 256 * 10**6 / 1e9 > 1  # bytes of the table of distances in float32
    return [f"mean squared error {optima[1]}, {optima[2]}, {optima[3]} and {optima[4]} at 1, 2, 3 and 4 bits"]


def _rounds(numbers: np.ndarray, levels: int) -> int:
    """Rounds of Lloyd's algorithm, from quantiles, until nothing moves by more than 1e-4."""
    centroids = np.quantile(numbers, (np.arange(levels) + 0.5) / levels)
    for count in range(2000):
        codes = np.searchsorted((centroids[1:] + centroids[:-1]) / 2, numbers)
        moved = np.bincount(codes, weights=numbers) / np.bincount(codes)
        if np.abs(moved - centroids).max() < 1e-4:
            return count
        centroids = moved
    return 2000


def _uniform(uniform: SimpleNamespace) -> list[str]:
    steps = {}
    for bits in (1, 2, 3, 4):  # the derivative of the error is 0 at the best step: found by bisection of a closed form
        low, high = 0.1, 3.0
        for _ in range(60):
            step = (low + high) / 2
            low, high = (step, high) if _error(step * 1.00001, bits) < _error(step * 0.99999, bits) else (low, step)
        steps[bits] = step
        numbers = torch.tensor(norm.ppf((np.arange(4096) + 0.5) / 4096))
        assert abs(uniform.optimal_step(numbers, bits) / step - 1) < 0.05
    last = 7.5 * steps[4]
    largest = norm.isf(0.5 / 10**6)  # of |x|: one in a million lies beyond
    return [
        f"it is at {steps[1]:.4f}, {steps[2]:.4f}, {steps[3]:.4f} and {steps[4]:.4f} for 1 to 4 bits",
        f"At 4 bits the last level lies at {last:.1f} standard deviations",
        f"the largest of a million values lies near {largest:.0f}:",
    ]


def _error(step: float, bits: int) -> float:
    """Mean squared error of the mid-rise quantizer on N(0, 1), in closed form, level by level."""

    def upto(x: float, level: float) -> float:  # integral of (t - level)^2 phi(t) dt up to x
        return (1 + level**2) * norm.cdf(x) + (2 * level - x) * norm.pdf(x) if math.isfinite(x) else 1 + level**2

    total, half = 0.0, 2 ** (bits - 1)
    for k in range(half):
        high = (k + 1) * step if k < half - 1 else math.inf
        total += 2 * (upto(high, (k + 0.5) * step) - upto(k * step, (k + 0.5) * step))
    return total


def _integer(integer: SimpleNamespace) -> list[str]:
    multiplier, shift = integer.fixed_point(2.0**-31)
    assert (multiplier, shift) == (2**30, 61)
    assert 255 * 127 < 2**15 and torch.tensor(2.0**24 + 1, dtype=torch.float32) == 2.0**24
    return [
        "The products have 16 bits and the sums fit into 32",
        r"with $2^{30} \le m < 2^{31}$",
        "from $2^{30}$ to $2^{31} - 1$",
        "beyond $2^{24}$ a float32 would lose digits",
        "round up to $2^{31}$: halve it",
    ]
