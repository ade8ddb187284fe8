"""The numbers in week 6's model answers that training does not decide: each is computed, not typed."""

from tests.fixtures.model_answers import model_answers, solved_modules


def test_counts_in_the_model_answers(monkeypatch):
    """What Adam holds for full tuning and for LoRA of rank 7, and a bound for the embedding's change."""
    week = solved_modules("week06_adaptation", monkeypatch)
    answers = model_answers("week06_adaptation")
    width, pixels, classes = 96, 8, 10
    block = 4 * (width**2 + width) + (width * 2 * width + 2 * width) + (2 * width * width + width) + 4 * width
    total = pixels * width + width + pixels * width + block + 2 * width + width * classes + classes
    trained = week.inject.lora_parameters([(width, pixels), (width, width), (width, width)], 7)
    head_less = (width * classes + classes) - week.inject.lora_parameters([(width, pixels), (width, width), (width, width)], 2)
    for cell, text in (
        ("lora-answer", f"at {trained:,} of {total:,} trained parameters, {100 * trained / total:.2f} %"),
        ("lora-answer", f"3 * {trained:,} = {3 * trained:,} numbers instead of 3 * {total:,} = {3 * total:,}"),
        ("rank-answer", f"at most 1/8 = {100 / 8} % of the squares"),
        ("rank-answer", f"The query has {width}, and nothing but training makes {width - 7} of them small"),
        ("front-answer", f"for {total / trained:.0f} times the parameters of LoRA 7"),
        ("front-answer", f"one base and a thousand adapters of 4 %, so {1 + 1000 * 0.04:.0f} networks' worth"),
    ):
        assert text in answers[cell], text
    assert head_less == -6 and "for six parameters less" in answers["front-answer"]
