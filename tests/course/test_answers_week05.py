"""The numbers in week 5's model answers that training does not decide: each is computed, not typed."""

from itertools import pairwise

from tests.fixtures.model_answers import model_answers, solved_modules


def test_the_plans_of_the_model_answers(monkeypatch):
    """64 equal layers: segments of 8, the least budget of any plan, and what a step costs more."""
    plan = solved_modules("week05_efficient_training", monkeypatch).checkpointing.checkpoint_plan
    answer = model_answers("week05_efficient_training")["memory-answer"]
    least = next(b for b in range(1, 65) if b * (b + 1) // 2 >= 64)
    starts = plan([1] * 64, least)
    lengths = [b - a for a, b in pairwise(starts)]
    twice = 56 / 64
    for text in (
        f"8 + 7 = 15 of 64 inputs, a factor of 64/15 = {64 / 15:.2f}",
        f"{', '.join(map(str, lengths[:4]))}, ...",
        f"64 layers need b = {least}: no plan exceeds 64/{least} = {64 / least:.1f}",
        f"56 of 64 layers run forward twice: {twice:.3f} of a forward pass more on 3, so about {100 * twice / 3:.0f} % slower",
    ):
        assert text in answer, text
