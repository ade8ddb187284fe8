"""Groups of at most three, two presenters a paper, nobody twice; and what judges write on rubric sheets."""

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.policy.errors import PolicyError

HEAD = "where,group,student_id\n"
RUBRIC = """[policy.rubrics.final]
scale = 10
criteria = { clarity = 20, soundness = 20, originality = 20, ta = 20, peers = 20 }
"""
SHEET = "subject,judge,clarity,soundness,originality,ta,peers\n"


@pytest.fixture
def class_of_five(school):
    school.rules(RUBRIC, "presentation = 30\nfinal = 40")
    school.roster("a", "b", "c", "d", "e")
    return school


def signups(school):
    school.course()
    result = CliRunner().invoke(app, ["signups", "--course", str(school.root)])
    return result.exit_code, " ".join(result.output.split())


def test_sign_ups_within_the_rules_are_counted_and_who_is_missing_is_named(class_of_five):
    rows = ["final,t1,a", "final,t1,b", "final,t1,c", 'presentation,"A paper, ""quoted""",a', "presentation,Other,b"]
    class_of_five.write("records/groups.csv", HEAD + "\n".join(rows))
    code, text = signups(class_of_five)
    assert code == 0 and "final: 1 groups" in text and "final: in no group: d, e" in text
    assert "presentation: 2 groups" in text and "presentation: in no group: c, d, e" in text


@pytest.mark.parametrize(
    "rows, says",
    [
        ("final,t,a\nfinal,t,b\nfinal,t,c\nfinal,t,d", "'t' has 4 members, a, b, c, d; at most 3 are allowed"),
        ("presentation,P,a\npresentation,P,b\npresentation,P,c", "'P' has 3 members, a, b, c; at most 2 are allowed"),
        ("final,t,a\nfinal,u,a", "a is in 't' and 'u'; a student can be in one only"),
        ("final,t,zoe", "'zoe' is not on the roster"),
    ],
)
def test_a_broken_rule_is_said_and_the_command_fails(class_of_five, rows, says):
    class_of_five.write("records/groups.csv", HEAD + rows)
    code, text = signups(class_of_five)
    assert code == 1 and says in text


def test_no_grade_is_computed_from_a_group_that_is_too_large(class_of_five):
    class_of_five.write("records/groups.csv", HEAD + "".join(f"final,t,{s}\n" for s in "abcd"))
    with pytest.raises(PolicyError, match="at most 3"):
        class_of_five.grades()


def test_a_groups_rubric_counts_for_its_members_by_the_mean_of_its_judges(class_of_five):
    class_of_five.write("records/groups.csv", HEAD + "final,t,a\nfinal,t,b\n")
    class_of_five.write("records/rubrics/final.csv", SHEET + "t,prof,8,7,9,,\nt,ta1,,,,6.5,\nt,c,,,,,8\nt,d,,,,,9\n")
    grades = class_of_five.grades()
    for student in "ab":
        (score,) = (part.score for part in grades[student].parts if part.name == "final")
        assert score == 10 * (8 + 7 + 9 + 6.5 + 8.5) / 5
    assert next(part.state for part in grades["c"].parts if part.name == "final") == "not given"


def test_a_criterion_without_a_mark_is_waited_for(class_of_five):
    class_of_five.write("records/rubrics/final.csv", SHEET + "a,prof,8,7,9,6,\n")
    (part,) = (part for part in class_of_five.grades()["a"].parts if part.name == "final")
    assert part.state == "not given" and "peers not given" in part.sentence


@pytest.mark.parametrize(
    "rows, says",
    [
        ("t,a,,,,,9", "line 2: a judges their own work"),
        ("t,prof,11,,,,", "clarity: 11 is not between 0 and 10"),
        ("t,prof,good,,,,", "clarity: 'good' is not a number"),
        ("t,prof,1,,,,\nt,prof,2,,,,", "line 3: prof has judged t already"),
        ("t,prof,1,1,1,1,1\na,ta1,1,1,1,1,1", "a is judged alone and in 't'"),
        ("x,prof,1,1,1,1,1", "'x' is not on the roster"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(class_of_five, rows, says):
    class_of_five.write("records/groups.csv", HEAD + "final,t,a\nfinal,t,b\n")
    class_of_five.write("records/rubrics/final.csv", SHEET + rows)
    with pytest.raises(PolicyError, match=says):
        class_of_five.grades()
