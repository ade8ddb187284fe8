"""Public tests of inject.py: worked examples, one idea each."""

import pytest

from autograder.kit import assert_int, assert_tuple


@pytest.mark.question("inject")
@pytest.mark.hint("Match whole dotted names; freeze the model before the adapters go in.")
def test_one_layer_of_two(submission):
    """A linear layer "0", one inside "1" that is called "1.0", and a norm."""
    names, trained, saved = assert_tuple(submission.probes.inject(r"1\.\d"), 3)
    assert names == ["1.0"], "the name of the one layer that matches"
    assert trained == ["1.0.lora_a", "1.0.lora_b"], "what make added is trained, and nothing else"
    assert saved == ["1.0.lora_a", "1.0.lora_b"], "only lora_a and lora_b are saved"


@pytest.mark.question("inject")
@pytest.mark.hint("A has rank * in numbers, B has out * rank.")
def test_parameters_of_gpt3(submission):
    """Query and value of 96 layers of width 12,288 (Hu et al. 2021, table 4: 4.7 million at rank 1)."""
    assert_int(submission.inject.lora_parameters([(12288, 12288)] * 192, 1), 4_718_592)
    assert_int(submission.inject.lora_parameters([(3, 5), (10, 4)], 2), 44)
