"""Hidden tests of inject.py: a network with a repeated layer, a layer of a type of its own, and a lone parameter."""

import oracles_adaptation as oracles
import pytest
import torch
from oracles_adaptation import assert_raised

from autograder.kit import assert_int, assert_list, assert_refused, assert_tuple

surely = pytest.mark.false_alarm(0.0, "nothing is drawn but an order: names, numbers and shapes are exact")
#: (in, out) of each layer of the network that gets an adapter
SIDES = {"first": (4, 4), "block.query": (4, 4), "block.value": (4, 3), "query": (3, 4)}


def adapters(value):
    """The state of all adapters, of rank 2, full of this value."""
    state = {}
    for name, (width, out) in SIDES.items():
        state |= {f"{name}.lora_a": torch.full((2, width), value), f"{name}.lora_b": torch.full((out, 2), value)}
    return state


@pytest.mark.question("inject")
@pytest.mark.hint("re.fullmatch on dotted names; exactly nn.Linear; names sorted.")
@surely
def test_which_layers_are_replaced(submission):
    """Patterns for whole names: what is replaced is what matches, at its own place, around the layer that was there."""
    cases = {
        r"block\.(query|value)": ["block.query", "block.value"],
        r"query": ["query"],
        r".*query": ["block.query", "query"],
        r"block\..*": ["block.query", "block.value"],
        r"block.query|query": ["block.query", "query"],
    }
    for pattern, names in cases.items():
        seen = submission.probes.inject(pattern)
        assert seen["names"] == names, f"{pattern} as a whole matches {names}, in sorted order"
        assert sorted(seen["adapters"]) == names and seen["calls"] == len(names), "one adapter for each"
        assert seen["bases"] is True and seen["others"] is True, "adapters stand around the old layers, and all else stays"
        trained = sorted(f"{name}.{leaf}" for name in names for leaf in ("extra", "lora_a", "lora_b"))
        assert seen["trained"] == trained, "what `make` added is trained, and nothing that was there"


@pytest.mark.question("inject")
@pytest.mark.hint("named_modules(remove_duplicate=False) shows a repeated layer at each place; make it once.")
@surely
def test_a_repeated_layer_gets_one_adapter(submission):
    """A layer stands at "first" and at "tied.1": one adapter at both, or at the one that matches."""
    seen = submission.probes.inject(r"first|tied\.1|block\.value")
    assert seen["names"] == ["block.value", "first", "tied.1"] and seen["calls"] == 2, "three places, two layers"
    first, second, other = (seen["adapters"].get(name) for name in ("first", "tied.1", "block.value"))
    assert first is not None and first == second != other, "one adapter at both places"
    assert len(seen["saved"]) == 4, "a shared adapter is saved once"
    seen = submission.probes.inject(r"tied\..*")
    assert seen["names"] == ["tied.1"] and seen["adapters"] == {"tied.1": 0}, "only the place that matches"


@pytest.mark.question("inject")
@pytest.mark.hint("Look for all layers first: an adapter that is in place holds a linear layer too.")
@surely
def test_everything_at_once(submission):
    """`.*` matches all five names of four layers; the type of its own, and what adapters hold, are left alone."""
    seen = submission.probes.inject(".*")
    assert seen["names"] == ["block.query", "block.value", "first", "query", "tied.1"] and seen["calls"] == 4
    assert seen["others"] is True and seen["bases"] is True
    shapes = sorted(tuple(shape) for shape in seen["saved"].values())
    assert shapes == sorted([(2, 4)] * 3 + [(2, 3)] + [(4, 2)] * 3 + [(3, 2)]), "A and B of four adapters, and nothing else"
    assert "lora_alone" not in seen["saved"], "only parameters whose last name is lora_a or lora_b are saved"


@pytest.mark.question("inject")
@pytest.mark.hint("Raise before anything is frozen; the model itself has no name to be replaced at.")
@surely
def test_no_match_is_refused(submission, rng):
    """Parts of names, norms, the other type, and a model that is a linear layer itself."""
    wrong = [("", pattern, []) for pattern in ("quer", "block", r"block\.norm", r"block\.own", "Query", "nothing")] + [("query", ".*", [])]
    right = [("", "query", ["query"]), ("block", "query", ["query"]), ("", r"block\.value", ["block.value"]), ("tied", ".*", ["1"])]
    calls = oracles.mixed(rng, right, wrong)
    answers = assert_list(submission.probes.injected([(part, pattern) for (part, pattern, _), _ in calls]), len(calls))
    for seen, ((_, pattern, names), is_right) in zip(answers, calls, strict=True):
        if is_right:
            assert seen["raised"] is None and seen["names"] == names, f"{pattern} as a whole matches {names}"
            assert seen["calls"] == 1, "one adapter for each"
        else:
            assert_raised(seen["raised"])
            assert seen["calls"] == 0 and all(seen["asked"]), "a model in which nothing matches must stay as it was"


@pytest.mark.question("inject")
@pytest.mark.hint("detach() and clone(): training on must not change what was saved.")
@surely
def test_what_is_saved_is_a_copy(submission):
    """The network moves on, the state does not."""
    seen = submission.probes.adapters_saved()
    assert seen["kept"] is True and seen["grads"] is False, "the state must hold copies that ask for no gradient"
    assert seen["kinds"] is True and seen["type"] is True, "a dict of tensors is asked for"


@pytest.mark.question("inject")
@pytest.mark.hint("Compare names and shapes first, then copy_ into each parameter under no_grad.")
@surely
def test_loading_is_all_or_nothing(submission, rng):
    """A whole state is copied in place; one with a name too few, too many or of another shape changes nothing."""
    right = [adapters(2.0), adapters(5.0)]
    whole, last, first = right[0], "query.lora_b", "block.query.lora_a"
    wrong = [{name: value for name, value in whole.items() if name != out} for out in (last, first)]
    wrong += [{**whole, name: torch.ones(1)} for name in ("query.lora_c", "block.own.lora_a")]
    wrong += [{**whole, last: whole[last][:1]}, {**whole, last: torch.cat([whole[last], whole[last]])}]
    for state, is_right in oracles.mixed(rng, right, wrong):
        raised, values, same, trained = assert_tuple(submission.probes.adapters_loaded(state), 4)
        if is_right:
            assert raised is None and same is True, "a state that fits must be copied in place"
            leaf = {name: name.rsplit(".", 1)[-1] for name in values}
            loaded = float(next(iter(state.values())).mean())
            assert all(value == (loaded if leaf[name] in ("lora_a", "lora_b") else 3.0) for name, value in values.items()), "only adapters move"
            assert any(name.endswith("lora_a") for name in trained), "the parameters are still trained"
        else:
            assert_raised(raised)
            assert all(value == 3.0 for value in values.values()) and same is True, "a state that does not fit must change nothing"


@pytest.mark.question("inject")
@pytest.mark.hint("rank * (out + in) for each shape, as an int.")
@surely
def test_counts_of_published_adapters(submission):
    """GPT-3's tables, RoBERTa's, single layers, none at all; sides and ranks that make no sense."""
    count = submission.inject.lora_parameters
    cases = [([(12288, 12288)] * 192, 8, 37_748_736), ([(12288, 12288)] * 192, 4, 18_874_368), ([(768, 768)] * 24, 8, 294_912)]
    cases += [([(1024, 1024)] * 48, 8, 786_432), ([(1, 1)], 1, 2), ([(2, 9), (9, 2)], 2, 44), ([(7, 3)], 3, 30), ([], 5, 0)]
    for shapes, rank, expected in cases:
        assert_int(count(shapes, rank), expected)
    bad = [([(4, 4)], 0), ([(4, 4)], -1), ([(4, 4)], 5), ([(4, 9), (9, 3)], 4), ([(0, 4)], 1), ([(4, -2)], 1), ([], 0)]
    assert_refused(count, *bad)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
