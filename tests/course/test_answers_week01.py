"""The numbers in week 1's model answers, by which a TA marks: each is computed, not typed."""

from tests.fixtures.model_answers import model_answers, solved_modules


def test_the_numbers_of_the_model_answers(monkeypatch):
    week, answers = solved_modules("week01_warmup", monkeypatch), model_answers("week01_warmup")

    weights, states = 2 * 175e9, week.memory.training_memory(175 * 10**9)["total"]
    kept = {name: week.memory.activation_memory(2048, 1, 12288, 96, 96, recompute=name) for name in ("none", "full")}

    def first_batch(factor: float, recompute: str) -> int:
        return next(b for b in range(1, 999) if (states + b * kept[recompute]) / weights > factor)

    three, sixteen = first_batch(10, "none"), first_batch(20, "none")
    for text in (
        f"above 10 from b = {three} ({(states + three * kept['none']) / weights:.1f})",
        f"above 20 from b = {sixteen} ({(states + sixteen * kept['none']) / weights:.1f})",
        f"{states / weights:.0f} + {kept['none'] / weights:.3f} b",
        f"10 is reached only at b = {first_batch(10, 'full')}",
    ):
        assert text in answers["memory-answer"], text

    cache = week.memory.kv_cache_bytes(32, 32, 128, 4096)
    fit = week.memory.max_batch_size(80e9, 14e9, cache)
    for text in (
        f"takes {cache / 1e9:.2f} GB, so only {fit} fit beside 14 GB of weights",
        f"153 would need {153 * cache / 1e9:.0f} GB",
        "139 on the V100, 154 on the A100",
        "296 on the H100",
    ):
        assert text in answers["batch-answer"], text
    chips = {"139": (125e12, 900e9), "154": (312e12, 2039e9), "296": (989.4e12, 3350e9)}
    for batch, (peak, bandwidth) in chips.items():
        ridge = week.hardware.ridge_point(week.hardware.Hardware("chip", peak, bandwidth))
        assert int(batch) - 1 < ridge <= int(batch)

    law = week.scaling.ScalingLaw(E=1.69, A=406.4, B=410.7, alpha=0.34, beta=0.28)
    best = week.scaling.predict_loss(law, *week.scaling.compute_optimal(law, 1e22))
    size = (1e22 / 120) ** 0.5
    ruled = week.scaling.predict_loss(law, size, 20 * size)
    excess = 100 * (ruled / best - 1)
    text = f"loss at the optimum {best:.3f} and {ruled:.3f} at 20 (N = {size / 1e9:.1f} B): +{excess:.2f} %"
    assert text in answers["tokens-answer"], text
