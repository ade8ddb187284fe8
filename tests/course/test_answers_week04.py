"""The counts in week 4's model answers: each is computed, not typed. Accuracies are those of the reference run."""

from tests.fixtures.model_answers import model_answers, solved_modules


def test_the_counts_of_the_model_answers(monkeypatch):
    week, answers = solved_modules("week04_nas_distillation", monkeypatch), model_answers("week04_nas_distillation")
    nets, space = week.nets, week.space

    def macs(arch: tuple) -> int:
        return space.efficiency(nets.DIGITS, arch)[0]

    baseline, first, second = nets.uniform(nets.DIGITS, 2, 3, 4), (((5, 2), (3, 4)), ((3, 4),)), (((5, 2),), ((5, 4),))
    one_block = nets.uniform(nets.DIGITS, 1, 3, 4)
    price, whole = 48 * 30 * 64 * 3 + 6 * 2 * 60 * 64 * 3, 60 * 64 * 3
    saved = 1 - macs(first) / macs(baseline)
    second_of_first_stage = macs((one_block[0] * 2, one_block[1])) - macs(one_block)
    second_of_second_stage = macs((one_block[0], one_block[1] * 2)) - macs(one_block)
    assert macs(baseline) - macs(first) == second_of_second_stage + 8192 + 3072 - 1792
    for cell, text in (
        ("space-answer", f"the baseline has {macs(baseline):,}"),
        ("space-answer", f"{6**3} of {6 + 6**2 + 6**3}"),
        ("space-answer", f"{space.efficiency(nets.DIGITS, nets.largest(nets.DIGITS))[2]:,} bytes"),
        ("search-answer", f"{macs(first):,} MACs ({100 * macs(first) / macs(baseline):.0f} %)"),
        ("search-answer", f"{macs(second):,} MACs ({100 * macs(second) / macs(baseline):.0f} %)"),
        ("search-answer", f"= {second_of_second_stage:,} MACs"),
        ("search-answer", f"Together {macs(baseline) - macs(first):,} MACs less"),
        ("search-answer", f"which costs {second_of_first_stage:,} MACs"),
        ("search-answer", f"a kernel of 5 in the second stage for {macs(second) - macs((second[0], first[1])):,}"),
        ("search-answer", f"Together {price:,}; the predictor's"),
        ("search-answer", f"supernet: 200 · 64 · 2 · 3 = {200 * 64 * 2 * 3:,}"),
        ("search-answer", f"{400 * whole:,}: eleven times as much"),
        ("search-answer", f"saves {100 * saved:.0f} % of every answer"),
        ("search-answer", f"= {price / round(saved, 2) / 1e6:.1f} million answers"),
    ):
        assert text in answers[cell], text
    assert round(400 * whole / price) == 11
