"""The numbers in week 3's model answers that training does not decide: each is computed, not typed."""

from tests.fixtures.model_answers import model_answers, solved_modules

LAYERS = {"0": (144, 16), "2": (4608, 32), "5": (16_384, 32), "7": (320, 10)}  # weights and output channels


def test_the_bytes_of_the_model_answers(monkeypatch):
    """Codes, scales and biases of the notebook's network at 2 and at 8 bits, and what a bit costs a layer."""
    mixed, answers = solved_modules("week03_quantization", monkeypatch).mixed, model_answers("week03_quantization")
    total, channels = (sum(column) for column in zip(*LAYERS.values(), strict=True))
    biases = scales = 4 * channels

    def codes(layers, bits):
        return sum(mixed.affine_bytes(n, bits, rows, zero_points=False) - 4 * rows for n, rows in layers)

    def overhead(bits):
        return 100 * (scales + biases) / (codes(LAYERS.values(), bits) + scales + biases)

    two, eight = (codes(LAYERS.values(), bits) for bits in (2, 8))
    for text in (
        f"At 2 bits: {two:,} bytes of codes, {scales} of scales and {biases} of biases, so {overhead(2):.1f} % is overhead",
        f"at 8 bits {eight:,}, {scales} and {biases}: {overhead(8):.1f} %",
        f"really take {8 * (two + scales + biases) / total:.2f} bits each",
        f"has only {LAYERS['7'][0]} weights, so 6 more bits cost {codes([LAYERS['7']], 8) - codes([LAYERS['7']], 2)} bytes",
        f"holds {LAYERS['5'][0]:,} of {total:,} weights, and each bit costs {codes([LAYERS['5']], 1):,} bytes",
        f"({codes([LAYERS['0']], 1)} bytes a bit)",
    ):
        assert text in answers["mixed-answer"], text
