"""Similar hand-ins of a small class, by the command: the copy comes first, the starter is nothing, hostile files cost themselves."""

import re
from pathlib import Path

import numpy as np
import pytest

import autograder
from autograder.similarity.compare import pairs
from autograder.similarity.hands import File, Hand
from autograder.similarity.tokens import split
from autograder.similarity.winnow import GRAM, WINDOW, covered, fingerprints, passages, sequence
from tests.fixtures.browser import chromium, installed
from tests.fixtures.looks import NOTHING_WRONG, look

from .conftest import HOSTILE, STARTER, disguised, honest


def hand(student, text, group=()):
    codes, lines = split(text)
    return Hand(student, group, (File("m.py", tuple(text.split("\n")), np.array(codes), np.array(lines) - 1),), ())


GIVEN = hand("", STARTER)


def test_a_copy_with_other_names_and_another_order_is_the_first_pair(compared):
    _, told, _ = compared
    first, second = told["tables"]["pairs"][:2]
    assert {first["one"], first["other"]} == {"source", "copier"}
    assert min(first["one_share"], first["other_share"]) > 0.9 and first["tokens"] > 1.5 * second["tokens"]
    honest_pairs = [row for row in told["tables"]["pairs"] if row["one"].startswith("honest") and row["other"].startswith("honest")]
    assert honest_pairs and max(row["one_share"] for row in honest_pairs) < 0.7


def test_the_starter_alone_resembles_nothing(compared):
    _, told, _ = compared
    assert not {"idle", "idler"} & {row[side] for row in told["tables"]["pairs"] for side in ("one", "other")}
    assert pairs(GIVEN, [hand("a", STARTER), hand("b", disguised(STARTER))], 10) == []


def test_code_of_a_notebook_is_compared_with_modules(compared):
    _, told, page = compared
    mine = [row for row in told["tables"]["pairs"] if "inbook" in (row["one"], row["other"])]
    assert mine and "report.ipynb, lines" in page.read_text()


def test_hostile_files_cost_only_themselves(compared):
    output, told, _ = compared
    notes = {row["student"]: row["note"] for row in told["tables"]["not-compared"]}
    assert set(notes) == {"large", "endless", "deep"} and told["hand_ins"] == 25 + len(HOSTILE)
    assert "300,000 characters" in notes["large"] and "150,000 tokens" in notes["endless"] and "too deeply" in notes["deep"]
    assert "3 of them not compared in full" in output and "Advice only" in output


def test_students_are_tokenised_in_workers_alone():
    """Nothing on the trusted side imports what makes tokens: it is sent to a worker as text."""
    package = Path(autograder.__file__).parent
    sources = {file: file.read_text(encoding="utf-8") for file in package.rglob("*.py")}
    assert not [file for file, text in sources.items() if re.search(r"import.*\btokens\b|\.tokens import", text)]
    assert "autograder.similarity.tokens" not in sources[package / "similarity" / "hands.py"]


@pytest.mark.skipif(not installed(), reason="chromium and chromium-driver are not installed (`make system-test` as root installs them)")
def test_the_page_shows_code_side_by_side_and_runs_none(compared, tmp_path):
    _, _, page = compared
    text = page.read_text()
    assert "&lt;script&gt;document.title" in text and "<script" not in text and "decides" in text
    with chromium(tmp_path / "profile") as browser:
        assert look(browser, page.as_uri()) == NOTHING_WRONG
        boxes = [one.rect for one in browser.find_elements("css selector", "#pair-1 ~ .beside pre")[:2]]
        assert browser.title == "Similar hand-ins: Mini week"
    assert boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]


def test_what_much_of_the_class_has_is_no_likeness():
    class_ = [hand(f"s{number}", honest(3)) for number in range(11)]
    assert pairs(GIVEN, class_, 10) == []
    assert len(pairs(GIVEN, class_[:10], 100)) == 45


def test_members_of_a_group_are_no_pair():
    one, other = hand("ada", honest(1), ("ben",)), hand("ben", honest(1), ("ada",))
    assert pairs(GIVEN, [one, other], 10) == []


def test_shared_lines_are_those_of_both_files():
    first, second = "x = 1\n\n\n" + honest(5), honest(5)
    found = pairs(GIVEN, [hand("a", first), hand("b", second)], 1)[0]
    for one, other in found.passages:
        assert one.first == other.first + 3 and one.lines == other.lines
        assert first.split("\n")[one.first - 1 : one.first - 1 + len(one.lines)] == list(one.lines)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("total = a + b", "s = x + y", True),
        ('raise ValueError("no")', "raise ValueError(f'never {x}')", True),
        ("def f(x):\n    '''Words.'''\n    return x", "def g(y):  # remark\n    return y", True),
        ("x.sort()", "x.reverse()", False),
        ("return 2 * x", "return 6 * x", False),
        ("len(x)", "sum(x)", False),
        ("a < b", "a <= b", False),
        ("x = ['one',\n 'two']", "x = ['one']", False),
    ],
)
def test_renaming_is_seen_through_and_other_work_is_not(one, other, equal):
    assert (split(one)[0] == split(other)[0]) is equal


def test_lines_are_counted_over_strings_and_comments():
    codes, lines = split('"""Doc\nstring."""\n\nx = 1  # one\n# two\ny = """a\nb"""\nz\n')
    assert list(lines) == [4, 4, 4, 6, 6, 6, 8] and len(codes) == 7


def test_every_shared_run_of_the_promised_length_is_found():
    rng = np.random.default_rng(1)
    for _ in range(50):
        one, other = (rng.integers(1, 2**32, 300, dtype=np.uint32) for _ in range(2))
        a, b = rng.integers(0, 270, 2)
        other[b : b + GRAM + WINDOW - 1] = one[a : a + GRAM + WINDOW - 1]
        codes = sequence([one]), sequence([other])
        masks = tuple(covered(code, np.zeros(0, np.uint64)) for code in codes)
        found = passages(*codes, masks, tuple(fingerprints(code, mask) for code, mask in zip(codes, masks)))
        assert [(p.one, p.other, p.length) for p in found] == [(a, b, GRAM + WINDOW - 1)]


def test_passages_end_where_files_end_and_where_masks_begin():
    run = np.arange(1, 121, dtype=np.uint32)
    whole, parts = sequence([run]), sequence([run[:50], run[50:]])
    free = np.zeros(120, bool)
    masked = free.copy()
    masked[80:90] = True

    def found(mask):
        prints = fingerprints(whole, mask), fingerprints(parts, free)
        return sorted((p.one, p.other, p.length) for p in passages(whole, parts, (mask, free), prints))

    assert found(free) == [(0, 0, 50), (50, 50, 70)]
    assert found(masked) == [(0, 0, 50), (50, 50, 30), (90, 90, 30)]
    given = sequence([run[30:60]])
    assert np.nonzero(covered(whole, given.grams[given.grams != 0]))[0].tolist() == list(range(30, 60))


def test_a_sequence_that_repeats_itself_is_compared_in_time_and_counted_once():
    same = sequence([np.ones(20_000, np.uint32)])
    free = np.zeros(20_000, bool)
    prints = fingerprints(same, free)
    assert sum(map(len, prints.values())) <= 4
    found = passages(same, same, (free, free), (prints, prints))
    assert sum(p.length for p in found) <= 20_000
