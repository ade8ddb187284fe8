"""What [policy] may say: a wrong key or number is refused on reading, in a sentence that names it."""

from pathlib import Path

import pytest

from autograder.config import ConfigError


@pytest.mark.parametrize(
    "text, weights, says",
    [
        ("", "final = -1", "policy.weights.final"),
        ("", "final = 101", "policy.weights.final"),
        ("", "final = nan", "policy.weights.final"),
        ("", "final = 0\nproposal = 0", "weights: all are 0"),
        ("", "", "policy.weights"),
        ("drop = 1", "final = 1", "the key policy.drop is not known"),
        ('attempts = "first"', "final = 1", "policy.attempts"),
        ('timezone = "Mars/Base"', "final = 1", "'Mars/Base' is no time zone; write a name like Europe/Berlin"),
        ("decimals = -1", "final = 1", "policy.decimals"),
        ("[policy.late]\npenalty = 120", "final = 1", "policy.late.penalty"),
        ("[policy.late]\ngrace_minutes = 1.5", "final = 1", "policy.late.grace_minutes"),
        ("[policy.rubrics.talk]\nscale = 10\ncriteria = { a = 1 }", "final = 1", "rubrics: talk is no component"),
        ("[policy.rubrics.final]\nscale = 10\ncriteria = { a = 0 }", "final = 1", "all weights are 0"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_its_key(school, text, weights, says):
    school.rules(text, weights)
    with pytest.raises(ConfigError) as error:
        school.course()
    assert says in str(error.value) and "course.toml" in str(error.value)


@pytest.mark.parametrize(
    "due, says",
    [
        ("2027-02-08", "a due date needs a time too"),
        ("2027-03-28T02:30:00", "does not exist in Europe/Berlin, where clocks change then"),
        ('"soon"', "policy.assignments.0.due"),
    ],
)
def test_a_due_date_is_one_moment(school, due, says):
    school.rules('timezone = "Europe/Berlin"')
    school.week("w1", due)
    with pytest.raises(ConfigError, match=says):
        school.course()


@pytest.mark.parametrize("letters, says", [("F = 10", "F needs no boundary"), ("A = 90\nB = 90", "two letters begin")])
def test_letters_have_one_boundary_each(school, letters, says):
    school.rules(letters=f"[policy.letters]\n{letters}\n")
    with pytest.raises(ConfigError, match=says):
        school.course()


def test_an_assignment_stands_in_the_policy_once_and_is_no_component(school):
    school.rules(weights="final = 1\nw1 = 1")
    school.week("w1")
    with pytest.raises(ConfigError, match="w1 is the name of a component"):
        school.course()
    school.rules()
    school.weeks["again"] = school.weeks["w1"]
    with pytest.raises(ConfigError, match="w1 stands twice"):
        school.course()


def test_a_course_without_a_policy_can_grade_but_gives_no_course_grades(school):
    school.policy = ""
    with pytest.raises(ConfigError, match=r"no \[policy\]; docs/grades.md"):
        school.grades()


def test_letters_are_looked_up_for_the_rounded_number(school):
    school.rules("decimals = 0", "final = 100")
    school.roster("a", "b", "c")
    school.write("records/components.csv", "student_id,final\na,89.5\nb,89.49\nc,59.4\n")
    assert [(g.number, g.letter) for g in school.grades().values()] == [(90, "A"), (89, "B"), (59, "F")]


def test_assignments_take_what_is_written_and_the_others_are_scaled_to_the_rest(school):
    school.rules(weights="attendance = 10\npresentation = 30\nproposal = 20\nfinal = 40\nassignments = 40")
    shares = school.course().policy.shares()
    assert shares == {"attendance": 6, "presentation": 18, "proposal": 12, "final": 24, "assignments": 40}
    school.rules(weights="attendance = 1\nfinal = 3")
    assert school.course().policy.shares() == {"attendance": 25, "final": 75}


def test_the_courses_own_policy_is_the_published_one():
    from autograder.config import load_course

    policy = load_course().policy
    assert {name: policy.weights[name] for name in ("attendance", "presentation", "proposal", "final")} == {
        "attendance": 10, "presentation": 30, "proposal": 20, "final": 40,
    }  # fmt: skip
    assert policy.fail.missed_classes == 3 and policy.groups.members == 3 and policy.groups.presenters == 2
    assert set(policy.rubrics["final"].criteria) == {"clarity", "soundness", "originality", "ta", "peers"}


def test_the_policy_in_the_docs_is_one(school):
    page = (Path(__file__).parents[3] / "docs/grades.md").read_text(encoding="utf-8")
    school.week("week01_warmup")
    school.weeks.clear()
    school.policy = page.split("```toml\n")[1].split("```")[0]
    assert school.grades()["ada"].standings[0].planned.name == "week01_warmup"
