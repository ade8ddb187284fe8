"""The vocabulary of layers: it computes what PyTorch computes, and counts what a person would count."""

import json

import numpy as np
import pytest
import torch
from safetensors.numpy import load as their_load
from safetensors.torch import save as their_save
from torch import nn

from autograder.kit.forward import run
from autograder.kit.network import network
from autograder.kit.tensorfile import ModelError, model_bytes, read_model

IMAGE = (1, 8, 8)


class Small(nn.Module):
    """Every kind of layer once or more: strides, padding, groups, a residual, both pools."""

    def __init__(self):
        super().__init__()
        self.stem, self.norm = nn.Conv2d(1, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8)
        self.depth, self.point = nn.Conv2d(8, 8, 3, padding=1, groups=8), nn.Conv2d(8, 8, 1)
        self.down = nn.Conv2d(8, 12, (3, 2), stride=2, padding=1, groups=4)
        self.head = nn.Linear(12, 10)

    def forward(self, x):
        x = torch.relu(self.norm(self.stem(x)))
        x = x + self.point(torch.relu(self.depth(x)))
        x = nn.functional.max_pool2d(self.down(x), 2)
        return self.head(nn.functional.avg_pool2d(x, 2).flatten(1))


LAYERS = [
    {"kind": "conv2d", "name": "stem", "padding": 1},
    {"kind": "batchnorm", "name": "norm"},
    {"kind": "relu"},
    {"kind": "residual", "layers": [
        {"kind": "conv2d", "name": "depth", "padding": 1, "groups": 8}, {"kind": "relu"}, {"kind": "conv2d", "name": "point"},
    ]},
    {"kind": "conv2d", "name": "down", "stride": 2, "padding": 1, "groups": 4},
    {"kind": "maxpool", "size": 2},
    {"kind": "avgpool", "size": 2},
    {"kind": "flatten"},
    {"kind": "linear", "name": "head"},
]  # fmt: skip


@pytest.fixture(scope="module")
def small():
    torch.manual_seed(3)
    model = Small()
    with torch.no_grad():
        model.train()(torch.randn(50, *IMAGE))  # statistics that are not 0 and 1
    return model.eval()


def tensors_of(model):
    return {name: t for name, t in model.state_dict().items() if "num_batches" not in name}


def test_it_computes_what_pytorch_computes(small):
    """Two float32 sums of at most 72 products in another order: 72 x 2^-24 of numbers near 1, and a margin of ten."""
    images = np.random.default_rng(0).normal(size=(230, *IMAGE)).astype(np.float32)
    checked = network(*read_model(model_bytes(LAYERS, tensors_of(small))), IMAGE, 10, 10**6)
    with torch.no_grad():
        expected = small(torch.tensor(images)).numpy()
    got = run(checked.layers, checked.weights, images)
    assert got.dtype == np.float32 and np.abs(got - expected).max() < 5e-5
    assert np.array_equal(got, run(checked.layers, checked.weights, images))


def test_costs_are_what_a_person_counts(small):
    costs = network(*read_model(model_bytes(LAYERS, tensors_of(small))), IMAGE, 10, 10**6).costs
    params = sum(p.numel() for p in small.parameters()) + 16  # and the running statistics
    macs = 64 * 8 * 9 + 64 * 8 * 9 + 64 * 8 * 8 + 4 * 5 * 12 * 2 * 6 + 120  # stem, depthwise, pointwise, down, head
    assert costs["params"] == params and costs["bits"] == 32 * params and costs["macs"] == macs


def costs_of(**tensors):
    named = {f"head.{name.replace('_', '.')}": value for name, value in tensors.items()}
    return network([{"kind": "flatten"}, {"kind": "linear", "name": "head"}], named, IMAGE, 10, 10**6).costs


def test_zeros_are_stored_in_the_smallest_of_three_forms():
    weight = np.zeros((10, 64), np.float32)
    assert costs_of(weight=weight)["bytes"] == 0
    weight.flat[:3] = 1.5
    assert costs_of(weight=weight)["bytes"] == -(-3 * (32 + 10) // 8)  # with an index of 10 bits each
    weight.flat[:320] = 1.5
    assert costs_of(weight=weight)["bytes"] == (640 + 320 * 32) // 8  # a bit for each place
    weight[:] = 1.5
    assert costs_of(weight=weight)["bytes"] == 640 * 4
    assert costs_of(weight=weight.astype(np.float16))["bytes"] == 640 * 2
    assert costs_of(weight=weight)["bits"] == 640 * 32


@pytest.mark.parametrize(("low", "high", "bits"), [(-1, 0, 1), (-1, 1, 2), (-2, 1, 2), (-4, 3, 3), (-4, 4, 4), (-128, 127, 8)])
def test_whole_numbers_take_the_bits_that_their_range_needs(low, high, bits):
    codes = np.resize(np.array([low, high], np.int8), (10, 64))
    for scale in (np.ones(1, np.float32), np.ones(10, np.float16)):
        costs = costs_of(weight=codes, weight_scale=scale)
        assert costs["bits"] == 640 * bits + scale.size * scale.itemsize * 8


def test_a_codebook_costs_its_entries_and_the_bits_of_a_code():
    codes, book = np.resize(np.arange(5, dtype=np.uint8), (10, 64)), np.array([-2, -1, 0, 1, 2], np.float32)
    costs = costs_of(weight=codes, weight_codebook=book)
    assert costs["bits"] == 640 * 3 + 5 * 32
    assert costs["bytes"] == (640 * 3 + 160) // 8  # a fifth of the entries is 0: too few for a bit each


def test_scaled_whole_numbers_and_codebooks_compute_what_they_stand_for():
    rng = np.random.default_rng(1)
    codes, scale = rng.integers(-8, 8, (10, 64)).astype(np.int8), rng.uniform(0.1, 1, 10).astype(np.float32)
    book = rng.normal(size=16).astype(np.float16)
    layers, images = [{"kind": "flatten"}, {"kind": "linear", "name": "head"}], rng.normal(size=(3, *IMAGE)).astype(np.float32)
    for tensors, weight in (
        ({"head.weight": codes, "head.weight.scale": scale}, codes * scale[:, None]),
        ({"head.weight": (codes + 8).astype(np.uint8), "head.weight.codebook": book}, book.astype(np.float32)[codes + 8]),
    ):
        checked = network(layers, tensors, IMAGE, 10, 10**6)
        np.testing.assert_allclose(run(layers, checked.weights, images), images.reshape(3, 64) @ weight.T, rtol=1e-5, atol=1e-5)


def test_the_files_are_those_of_the_safetensors_library(small):
    ours = model_bytes(LAYERS, tensors_of(small))
    theirs = their_load(ours)
    assert all(np.array_equal(theirs[name], t.numpy()) for name, t in tensors_of(small).items())
    written = their_save(tensors_of(small), {"layers": json.dumps(LAYERS), "format": "pt"})
    layers, tensors = read_model(written)
    assert layers == LAYERS and all(np.array_equal(tensors[name], t.numpy()) for name, t in tensors_of(small).items())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "tanh"}, "'tanh' is no kind of layer"),
        ({"kind": "relu", "slope": 1}, "has no 'slope'"),
        ({"kind": "maxpool"}, "size of a maxpool is None"),
        ({"kind": "maxpool", "size": True}, "size of a maxpool is True"),
        ({"kind": "maxpool", "size": 9}, "maxpool of size 9 is given"),
        ({"kind": "linear", "name": "head"}, "is given|two layers have it"),
        ({"kind": "conv2d", "name": "other"}, "'other.weight' is missing"),
        ({"kind": "residual", "layers": [{"kind": "flatten"}]}, "must give the shape"),
        ({"kind": "residual"}, "layers are a list"),
        ({"kind": "residual", "layers": [{"kind": "relu"}] * 200}, "more than 128 layers"),
        ("relu", "no kind of layer"),
    ],
)  # fmt: skip
def test_a_layer_that_is_not_in_the_vocabulary_is_refused(small, change, words):
    with pytest.raises(ModelError, match=words):
        network([change, *LAYERS], {n: t.numpy() for n, t in tensors_of(small).items()}, IMAGE, 10, 10**6)
