"""The audit of a small assignment: it passes when the suite is good, and says what is wrong when a test is broken."""

import json

from autograder.audit.report import write_report
from autograder.audit.strength import killed_share, strengths, survivors

PUBLIC = "tests/mini/public/test_shapes.py"
HIDDEN = "tests/mini/hidden/test_hidden_shapes.py"
HELPERS = "tests/mini/hidden/helpers.py"
SOLUTION = "solutions/mini/shapes.py"
CASES = "tests/mini/cases"
ACCEPTED = "the mistake scaled_too_large gets full marks for scaled: add a test that catches it"


def test_a_good_suite_passes_and_two_audits_write_the_same(audited, tmp_path):
    pages = []
    for folder in ("a", "b"):
        plan, rules = audited()
        assert rules == {} and survivors(plan) == []
        page, data = write_report(tmp_path / folder, plan, [])
        record = json.loads(data.read_text())
        assert set(record.pop("seconds")["tests"]) == set(plan.tests)
        pages.append((page.read_text().partition("## Times")[0], record))
    assert pages[0] == pages[1]
    text, record = pages[0]
    assert "never publish this file" in text and "never publish" in record["canary"]
    assert killed_share(plan)["shapes"][0] > 10 and "| shapes |" in text
    caught = [test.partition("::")[2] for test in record["failed tests"]["area_by_heart"]]
    assert caught == ["test_any_area", "test_no_negative_sides"]


def test_a_tolerance_of_ten_percent_is_found_out(audited, change):
    change(HELPERS, "tolerance=1e-6", "tolerance=0.1")
    _, rules = audited(full=False)
    assert rules == {"mistakes": [ACCEPTED]}


def test_the_shallow_form_asks_a_mistakes_own_questions_until_one_test_fails_and_still_finds_it_out(audited, change):
    plan, rules = audited(full=False, shallow=True)
    assert rules == {}
    for case in plan.week.mistakes:
        verdicts = plan.verdicts[f"case:{case.name}"].values()
        assert {verdict.question for verdict in verdicts} == set(case.caught_by)
        assert sum(not verdict.passed for verdict in verdicts) == len(case.caught_by)
    change(HELPERS, "tolerance=1e-6", "tolerance=0.1")
    _, rules = audited(full=False, shallow=True)
    assert rules == {"mistakes": [ACCEPTED]}


def test_a_sign_swapped_in_a_comparison_helper_is_found_out(audited, change):
    """Whoever answers too much is believed: the solution and all right work still get full marks."""
    change(HELPERS, "abs(got - expected) <=", "(expected - got) <=")
    _, rules = audited(full=False)
    assert rules == {"mistakes": [ACCEPTED]}


def test_what_depends_on_luck_is_found_out(audited, change):
    """A mistake that half of the inputs show, and right work that a third of them refuse."""
    judged = "close(submission.shapes.scaled(width, factor), width * factor)"
    change(HIDDEN, judged, judged.replace("width", "(3.0 + (width > 5))"))
    change(HIDDEN, "close(submission.shapes.area(0.0, 3.0), 0.0)", "assert width > 4")
    _, rules = audited(rounds=12)
    luck = "under secret 1 the mistake scaled_too_large gets full marks for scaled: it was caught by luck"
    assert luck in rules["again"]
    assert any("solution changes its verdict in hidden/test_hidden_shapes.py::test_any_area" in t for t in rules["again"])


def test_everything_else_that_is_wrong_is_named(audited, change, course):
    change(SOLUTION, "return 0.785", "import warnings\n    warnings.warn('old')\n    return 0.785")
    change(f"{CASES}/mistakes/area_by_heart.py", "def area", "_checked = abs\n\n\ndef area")
    change(HELPERS, "    assert abs", "    assert type(got) is float\n    assert abs")
    change(HELPERS, "tolerance", "rtol")
    change(HIDDEN, "width, 0.0), 0.0)", "width, 0.0), 0.0, rtol=1e-3)")
    change(HIDDEN, "def test_any_area", '@pytest.mark.false_alarm(1e-9, "sums")\ndef test_any_area')
    (course.root / CASES / "mistakes/area_of_the_box.py").unlink()
    change(f"{CASES}/freedoms/shapes.py", "def scaled", "def other")
    _, rules = audited(full=False)
    assert all("the solution raises a warning in" in text for text in rules["warnings"])
    assert rules["mistakes"] == [
        f"the mistake area_by_heart fails {HIDDEN.removeprefix('tests/mini/')}::test_any_factor of scaled, "
        "which its header does not name"
    ]
    assert rules["right"] and all("the right answer shapes fails hidden/" in text for text in rules["right"])
    assert [text.partition(" draws")[0].partition("::")[2] for text in rules["budgets"]] == ["test_any_factor"]
    assert rules["counts"] == [
        "area has 3 named mistakes; write 4 or more",
        "no case in cases/freedoms writes scaled (scaled) with every freedom that the handout leaves",
    ]
    assert set(rules) == {"warnings", "mistakes", "right", "budgets", "counts"}


def test_idle_tests_and_declarations_that_do_not_hold_are_named(audited, change, course):
    idle = '@pytest.mark.question("area")\ndef test_nothing(submission):\n    """Asks nothing."""\n    submission.shapes\n\n'
    change(HIDDEN, '@pytest.mark.question("area")\ndef test_no', f'{idle}@pytest.mark.question("area")\ndef test_no')
    right = "return 0.785 * _checked(width) * _checked(height)"
    (course.root / CASES / "equivalent.toml").write_text(
        '[[equivalent]]\nfunction = "shapes.area"\nreason = "gone since the last edit"\n'
        f'changes = [["return 1", "return 2"], ["{right}", "{right.replace("* _checked(h", "/ _checked(h")}"]]\n'
    )
    plan, rules = audited()
    assert ["no mutant turns" in text for text in rules["declarations"]] == [True, False]
    assert "is no equivalent, a test catches it" in rules["declarations"][1]
    assert rules.pop("starter")[0] == "the untouched starter earns 1.5 points"  # nothing is asked, so nothing fails
    assert set(rules) == {"declarations"}
    assert [f.test.partition("::")[2] for f in strengths(plan) if not f.mistakes + f.mutants] == ["test_nothing"]
