"""Public tests of memory.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import numpy as np
import pytest

from autograder.kit import assert_dict, assert_float, assert_int


@pytest.mark.question("weight-memory")
@pytest.mark.hint("Add up parameters times bytes over the layers; the result is a float.")
def test_one_width_for_all_layers(submission):
    """1000 and 500 parameters take 3000 bytes at 2 bytes each, and 750 at 4 bits each."""
    assert_float(submission.memory.weight_memory([1000, 500], 2), 3000.0)
    assert_float(submission.memory.weight_memory([1000, 500], 0.5), 750.0)
    assert_float(submission.memory.weight_memory([], 2), 0.0)


@pytest.mark.question("weight-memory")
@pytest.mark.hint("bytes_per_param may be a list, a tuple or an array: then its i-th entry belongs to layer i.")
def test_a_width_for_each_layer(submission):
    """The first layer in 16 bits and the second in 4: 1000 * 2 + 500 * 0.5 bytes."""
    assert_float(submission.memory.weight_memory([1000, 500], [2, 0.5]), 2250.0)
    assert_float(submission.memory.weight_memory(np.array([1000.0, 500.0]), (0.5, 2)), 1500.0)


@pytest.mark.question("weight-memory")
@pytest.mark.hint("Compare the lengths and look for negative entries before you compute.")
def test_bad_layers_are_refused(submission):
    """Two layers cannot have three widths, and no layer has -5 parameters."""
    assert_float(submission.memory.weight_memory([10, 20], [1, 4]), 90.0)
    for layers, widths in (([10, 20], [1, 4, 2]), ([10, -5], 2)):
        with pytest.raises(ValueError):
            submission.memory.weight_memory(layers, widths)


@pytest.mark.question("model-memory")
@pytest.mark.hint("tensor.numel() * tensor.element_size(), over model.parameters() and model.buffers().")
def test_parameters_and_buffers_are_stored(submission):
    """Linear(6, 4): 28 float32 numbers. BatchNorm1d(4): 8 parameters, 8 float32 statistics, one int64 counter."""
    assert_int(submission.probes.memory_of_linear(6, 4), 28 * 4)
    assert_int(submission.probes.memory_of_linear_and_norm(6, 4), 28 * 4 + 8 * 4 + 8 * 4 + 8)


@pytest.mark.question("model-memory")
@pytest.mark.hint("Two modules may hold the very same tensor; it is in memory once.")
def test_tied_weights_are_stored_once(submission):
    """An embedding of 10 words and an output layer without a bias that share their 10 x 4 weight: 160 bytes."""
    assert_int(submission.probes.memory_of_tied(10, 4), 160)


@pytest.mark.question("training-memory")
@pytest.mark.hint("Adam keeps two fp32 numbers a parameter, and mixed precision an fp32 master copy: 4 + 4 + 4 bytes.")
def test_mixed_precision_adam_takes_16_bytes_a_parameter(submission):
    """The default: 2 bytes of weights, 2 of gradients and 12 of optimizer state (ZeRO, section 3.1)."""
    parts = assert_dict(submission.memory.training_memory(1000), ["weights", "gradients", "optimizer", "total"])
    for name, expected in {"weights": 2000, "gradients": 2000, "optimizer": 12_000, "total": 16_000}.items():
        assert_int(parts[name], expected)


@pytest.mark.question("training-memory")
@pytest.mark.hint("fp32 needs no master copy: its weights are fp32 already. Plain SGD keeps no state.")
def test_fp32_sgd_takes_8_bytes_a_parameter(submission):
    """4 bytes of weights, 4 of gradients, and nothing else."""
    parts = submission.memory.training_memory(1000, precision="fp32", optimizer="sgd")
    assert_dict(parts, ["weights", "gradients", "optimizer", "total"])
    for name, expected in {"weights": 4000, "gradients": 4000, "optimizer": 0, "total": 8000}.items():
        assert_int(parts[name], expected)


@pytest.mark.question("training-memory")
@pytest.mark.hint('Only "fp32" and "mixed", only "sgd", "momentum" and "adam" are known.')
def test_unknown_names_are_refused(submission):
    """After a valid call: a precision and an optimizer that nobody knows, and -1 parameters, raise ValueError."""
    assert_int(submission.memory.training_memory(10, precision="fp32", optimizer="momentum")["total"], 120)
    for count, options in ((10, {"precision": "fp64"}), (10, {"optimizer": "lamb"}), (-1, {})):
        with pytest.raises(ValueError):
            submission.memory.training_memory(count, **options)


@pytest.mark.question("activation-memory")
@pytest.mark.hint("Multiply out s*b*h*(34 + 5*a*s/h) = 34*s*b*h + 5*a*s*s*b first: no division, no float.")
def test_a_layer_of_gpt3(submission):
    """s = 2048, b = 1, h = 12288, a = 96: 2.87 GB when everything is kept (Korthikanti et al., table 2)."""
    assert_int(submission.memory.activation_memory(2048, 1, 12288, 96, 1), 2_868_903_936)


@pytest.mark.question("activation-memory")
@pytest.mark.hint('"selective" drops the term 5as/h; "full" keeps only 2sbh: the input of each layer.')
def test_recomputing_saves_activations(submission):
    """s = 3, b = 2, h = 8, a = 4, 5 layers: sbh is 48 a layer; a fourth way to recompute is not known."""
    assert_int(submission.memory.activation_memory(3, 2, 8, 4, 5, recompute="selective"), 5 * 34 * 48)
    assert_int(submission.memory.activation_memory(3, 2, 8, 4, 5, recompute="full"), 5 * 2 * 48)
    with pytest.raises(ValueError):
        submission.memory.activation_memory(3, 2, 8, 4, 5, recompute="everything")


@pytest.mark.question("kv-cache")
@pytest.mark.hint("Each layer caches a key and a value, two vectors, for every head and token.")
def test_a_token_of_opt_13b(submission):
    """40 layers, 40 heads of 128, 16 bits: 819,200 bytes a token, the "800 KB" of the vLLM paper."""
    assert_int(submission.memory.kv_cache_bytes(40, 40, 128, 1), 819_200)
    assert_int(submission.memory.kv_cache_bytes(40, 40, 128, 10, batch_size=3, bytes_per_value=1), 12_288_000)


@pytest.mark.question("kv-cache")
@pytest.mark.hint("Take the model off the memory, then count whole caches; if the model does not fit, 0.")
def test_whole_sequences_fit_beside_the_model(submission):
    """80 GB, a model of 26 GB and caches of 1.6 GB: 33 sequences. A model of 90 GB leaves room for none."""
    assert_int(submission.memory.max_batch_size(80e9, 26e9, 1.6e9), 33)
    assert_int(submission.memory.max_batch_size(100, 40, 20), 3)
    assert_int(submission.memory.max_batch_size(80, 90, 20), 0)


@pytest.mark.question("kv-cache")
@pytest.mark.hint("Check all arguments before you return anything, the early 0 too.")
def test_a_cache_of_no_bytes_is_refused(submission):
    """0 bytes a sequence would let infinitely many fit: ValueError, even when the model does not fit."""
    assert_int(submission.memory.max_batch_size(20, 10, 4), 2)
    for memory, model in ((20, 10), (10, 20)):
        with pytest.raises(ValueError):
            submission.memory.max_batch_size(memory, model, 0)
