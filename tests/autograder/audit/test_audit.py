"""The audit of a small assignment: it passes when the suite is good, and says what is wrong when a test is broken."""

import json

from autograder.audit.report import write_report
from autograder.audit.strength import killed_share, strengths, survivors

HIDDEN = "tests/mini/hidden/test_hidden_shapes.py"
HELPERS = "tests/mini/hidden/helpers.py"
SOLUTION = "solutions/mini/shapes.py"
MISTAKES = "tests/mini/cases/mistakes"


def test_a_good_suite_passes_and_two_audits_write_the_same(audited, tmp_path):
    pages = []
    for folder in ("a", "b"):
        plan, rules = audited()
        assert rules == {} and survivors(plan) == []
        page, data = write_report(tmp_path / folder, plan, [])
        record = json.loads(data.read_text())
        seconds = record.pop("seconds")
        assert set(seconds["tests"]) == set(plan.tests)
        pages.append((page.read_text().partition("## Times")[0], record))
    assert pages[0] == pages[1]
    text, record = pages[0]
    assert "never publish this file" in text and "never publish" in record["canary"]
    assert killed_share(plan)["shapes"][0] > 10 and "| shapes |" in text
    assert record["failed tests"]["area_by_heart"] == [
        "hidden/test_hidden_shapes.py::test_any_area", "hidden/test_hidden_shapes.py::test_no_negative_sides"
    ]  # fmt: skip


def test_a_tolerance_of_ten_percent_is_found_out(audited, change):
    change(HELPERS, "tolerance=1e-6", "tolerance=0.1")
    plan, rules = audited()
    assert "the mistake area_of_an_eighth_less gets full marks for area: add a test that catches it" in rules["mistakes"]
    assert "the mistake scaled_too_large gets full marks for scaled: add a test that catches it" in rules["mistakes"]


def test_a_sign_swapped_in_a_comparison_helper_is_found_out(audited, change):
    """Whoever answers too much is believed: neither the solution nor any right work notices."""
    change(HELPERS, "abs(got - expected) <=", "(expected - got) <=")
    plan, rules = audited()
    assert rules["mistakes"] == ["the mistake scaled_too_large gets full marks for scaled: add a test that catches it"]
    assert {mutant.after for mutant in survivors(plan)} != set()
    assert "solution" not in rules and "right" not in rules


def test_a_mistake_that_only_luck_catches_is_found_out(audited, change):
    change(HIDDEN, "close(submission.shapes.scaled(width, factor), width * factor)", "close(submission.shapes.scaled(3.0 + (width > 5), factor), factor * (3.0 + (width > 5)))")
    _, rules = audited(rounds=8)
    assert any("scaled_too_large" in text and "caught by luck" in text for text in (*rules.get("again", []),)) or (
        "the mistake scaled_too_large gets full marks for scaled: add a test that catches it" in rules["mistakes"]
    )


def test_a_test_that_chance_fails_is_found_out(audited, change):
    change(HIDDEN, "width * factor)\n    close", "width * factor)\n    assert width > 3\n    close")
    _, rules = audited(rounds=12)
    assert any("solution changes its verdict in hidden/test_hidden_shapes.py::test_any_factor" in t for t in rules["again"])


def test_a_test_that_catches_nothing_is_named(audited, change):
    change(HIDDEN, "def test_no_negative_sides", "def test_nothing(submission):\n    \"\"\"Runs.\"\"\"\n    submission.shapes.area(1.0, 2.0)\n\n@pytest.mark.question(\"area\")\ndef test_no_negative_sides")
    plan, rules = audited()
    idle = [figure.test for figure in strengths(plan) if not figure.mistakes and not figure.mutants]
    assert rules == {} and idle == []  # a mutant that raises is caught even so
    (figure,) = [figure for figure in strengths(plan) if figure.test.endswith("test_nothing")]
    assert figure.only_mutants == () and figure.only_mistakes == ()


def test_a_warning_of_the_solution_is_found(audited, change):
    change(SOLUTION, "return 0.785", "import warnings\n    warnings.warn('old')\n    return 0.785")
    _, rules = audited(full=False)
    assert rules["warnings"] and all("solution raises a warning" in text for text in rules["warnings"])


def test_a_mistake_that_costs_another_question_is_named(audited, change):
    change(f"{MISTAKES}/area_by_heart.py", "def area", "_checked = abs\n\n\ndef area")
    _, rules = audited(full=False)
    assert rules["mistakes"] == [
        "the mistake area_by_heart fails hidden/test_hidden_shapes.py::test_any_factor of scaled, which its header does not name"
    ]


def test_right_work_that_is_refused_is_named(audited, change):
    change(HELPERS, "    assert abs", "    assert type(got) is float\n    assert abs")
    _, rules = audited(full=False)
    assert len(rules["right"]) == 3 and all("the right answer shapes fails" in text for text in rules["right"])


def test_too_few_mistakes_and_a_freedom_that_is_missing_are_asked_for(audited, course):
    (course.root / MISTAKES / "area_of_the_box.py").unlink()
    (course.root / MISTAKES / "../freedoms/shapes.py").unlink()
    _, rules = audited(full=False)
    assert rules["counts"][0] == "area has 3 named mistakes; write 4 or more"
    assert len(rules["counts"]) == 3 and "writes area (area) with every freedom" in rules["counts"][1]


def test_a_stale_declaration_and_a_wrong_one_are_named(audited, course):
    (course.root / "tests/mini/cases/equivalent.toml").write_text(
        '[[equivalent]]\nfunction = "shapes.area"\nreason = "gone since the last edit"\n'
        'changes = [["return 1", "return 2"], ["return 0.785 * _checked(width) * _checked(height)", '
        '"return 0.785 * _checked(width) / _checked(height)"]]\n'
    )
    _, rules = audited()
    assert ["no mutant turns" in text for text in rules["declarations"]] == [True, False]
    assert "is no equivalent" in rules["declarations"][1]


def test_a_test_with_a_tolerance_of_its_own_must_state_its_false_alarms(audited, change):
    change(HELPERS, "tolerance", "rtol")
    _, rules = audited(full=False)
    assert len(rules["budgets"]) == 2 and "state how often a right answer fails it" in rules["budgets"][0]
    change(HIDDEN, '@pytest.mark.question("area")\ndef test_any', '@pytest.mark.question("area")\n@pytest.mark.false_alarm(1e-9, "sums")\ndef test_any')
    assert len(audited(full=False)[1]["budgets"]) == 1
