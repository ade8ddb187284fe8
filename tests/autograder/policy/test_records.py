"""What people keep about a term: every file is read whole or refused with its line, and nothing is guessed."""

from datetime import timedelta

import pytest

from autograder.policy.errors import PolicyError

DECISIONS = "date,by,student_id,what,where,value,reason\n"
LATE = "[policy.late]\npenalty = 10\nlate_days = 1\n"


@pytest.fixture
def week(school):
    school.rules(LATE)
    school.week("w1", "2027-02-08T12:00:00Z")
    school.attempts("w1", "ada,aaaa,2027-02-10T13:00:00Z,80", "ada,bbbb,2027-02-11T13:00:00Z,90")
    return school


def standing(school, student="ada"):
    return school.grades()[student].standings[0]


def test_an_extension_moves_the_due_date_for_one_person(week):
    week.roster("ada", "kim")
    week.attempts("w1", "ada,aaaa,2027-02-10T13:00:00Z,80", "kim,cccc,2027-02-10T13:00:00Z,80")
    week.write("records/decisions.csv", DECISIONS + "2027-02-09,prof,ada,extension,w1,2027-02-10 18:00,ill\n")
    assert (standing(week).points, standing(week, "kim").points) == (80, 60)  # kim: 3 days, one covered


def test_an_allowance_is_added_to_each_published_date_and_an_extension_does_not_shorten_it(week):
    lines = "2027-02-01,office,ada,allowance,,2 days,letter\n2027-02-09,prof,ada,extension,w1,2027-02-09 12:00,ill\n"
    week.attempts("w1", "ada,aaaa,2027-02-10T11:00:00Z,80")
    week.write("records/decisions.csv", DECISIONS + lines)
    found = standing(week)
    assert found.points == 80 and found.days_left == 1
    assert found.due.moment - week.course().policy.due(found.planned) == timedelta(days=2)
    assert "allowance of 2 days (office, 2027-02-01: letter)" in found.due.sentence


def test_a_person_chooses_the_hand_in_that_counts_and_gives_the_reason(week):
    week.write("records/decisions.csv", DECISIONS + "2027-02-12,kim,ada,counts,w1,aaaa,second upload by accident\n")
    found = standing(week)
    assert found.counted.attempt.submission == "aaaa" and found.because == "a person chose it (kim, 2027-02-12: second upload by accident)"
    week.write("records/decisions.csv", DECISIONS + "2027-02-12,kim,ada,counts,w1,zz,by accident\n")
    with pytest.raises(PolicyError, match="no hand-in begins with 'zz'; there are: aaaa, bbbb"):
        week.grades()


def test_an_excused_assignment_is_left_out_and_spends_no_late_day(week):
    week.write("records/decisions.csv", DECISIONS + "2027-02-12,kim,ada,excused,w1,,service\n")
    assert (standing(week).state, standing(week).days_left, standing(week).per_cent) == ("excused", 1, None)


def test_a_flag_with_its_reason_makes_an_f_and_a_later_line_takes_it_back(week):
    flag = "2027-03-01,prof,ada,chatbot,,,the same prompt's answer\n"
    week.write("records/decisions.csv", DECISIONS + flag)
    grade = week.grades()["ada"]
    assert grade.letter == "F" and grade.number is not None
    assert grade.failed == ("chatbot (prof, 2027-03-01: the same prompt's answer)",)
    week.write("records/decisions.csv", DECISIONS + flag + "2027-03-05,prof,ada,cleared,chatbot,,it was not so\n")
    assert week.grades()["ada"].failed == ()


def test_who_left_gets_no_grade_and_may_stay_in_the_files(week):
    week.roster("kim")
    with pytest.raises(PolicyError, match="'ada' is not on the roster"):
        week.grades()
    week.write("records/decisions.csv", DECISIONS + "2027-03-01,prof,ada,left,,,dropped the course\n")
    assert list(week.grades()) == ["kim"]


@pytest.mark.parametrize(
    "line, says",
    [
        ("2027-02-09,prof,ada,extension,w1,2027-02-10 18:00,", "line 2: the column reason is empty"),
        ("2027-02-09,,ada,misconduct,,,copied", "line 2: the column by is empty"),
        ("9 Feb,prof,ada,misconduct,,,copied", "line 2: '9 Feb' is no date"),
        ("2027-02-09,prof,ada,extension,w9,2027-02-10 18:00,ill", "extension cannot have 'w9' in the column where; it may be: w1"),
        ("2027-02-09,prof,ada,extension,w1,tomorrow,ill", "the new due date: 'tomorrow' is no time"),
        ("2027-02-09,prof,ada,allowance,,a lot,ill", "'a lot' is no allowance"),
        ("2027-02-09,prof,ada,bonus,,,nice", "'bonus' is no decision; what may be: extension, allowance"),
        ("2027-02-09,prof,ada,chatbot,w1,,used one", "chatbot cannot have 'w1'"),
        ("2027-02-09,prof,ada,excused,w1,yes,ill", "excused takes no value"),
        ("2027-02-09,prof,ada,excused,w1,,ill,very,", "more cells than headings"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused_with_its_line(week, line, says):
    week.write("records/decisions.csv", DECISIONS + line + "\n")
    with pytest.raises(PolicyError) as error:
        week.grades()
    assert says in str(error.value) and "decisions.csv" in str(error.value)


@pytest.mark.parametrize(
    "file, text, says",
    [
        ("hand.csv", "student_id,assignment,question,points\nada,w1,q,101\n", "which is worth 100; give what goes beyond as extra-credit"),
        ("hand.csv", "student_id,assignment,question,points\nada,w1,essay,1\n", "hand_total of 0"),
        ("hand.csv", "student_id,assignment,question,points\nada,w1,q,-1\n", "cannot be below 0"),
        ("hand.csv", 'student_id,assignment,question,points\nada,w1,q,"4,5"\n', "'4,5' is not a number like"),
        ("hand.csv", "student_id,assignment,question,points\nada,w1,q,4\nada,w1,q,5\n", "line 3: q of ada has points twice"),
        ("hand.csv", "student_id,assignment,points\nada,w1,4\n", "has no column question"),
        ("hand.csv", "student_id,assignment,question,points\nAda,w1,q,4\n", "'Ada' is not on the roster"),
        ("components.csv", "student_id,final\nada,50\n", "the column final is not known"),
        ("components.csv", "student_id,assignments\nada,101\n", "not between 0 and 100"),
        ("components.csv", "student_id,assignments\nada,5\nada,6\n", "ada stands twice"),
        ("attendance.csv", "student_id,d1\nada,here\n", "'here' is not present, missed or excused"),
        ("attempts/w1.csv", "student_id,submission,submitted_at,marked_late,run,q\nada,a,,,r,101\n", "grade the hand-ins again"),
        ("attempts/w1.csv", "student_id,submission,submitted_at,marked_late,run,old\nada,a,,,r,1\n", "grade the hand-ins again"),
        ("groups.csv", "where,group,student_id\nw2,t,ada\n", "'w2' is no assignment or component"),
        ("hand.csv", "", "hand.csv is empty"),
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_is_refused_with_file_and_line(week, file, text, says):
    week.write(f"records/{file}", text)
    with pytest.raises(PolicyError) as error:
        week.grades()
    assert says in str(error.value) and file.rpartition("/")[2] in str(error.value)


def test_a_file_that_is_not_utf_8_or_no_table_is_refused(week):
    (week.root / "records" / "hand.csv").write_bytes("student_id,assignment,question,points\nZoë,w1,q,1\n".encode("cp1252"))
    with pytest.raises(PolicyError, match="not UTF-8"):
        week.grades()
    week.write("records/hand.csv", 'student_id,assignment,question,points\nada,w1,"q,1\n')
    with pytest.raises(PolicyError, match="not a table"):
        week.grades()


def test_a_spreadsheets_semicolons_and_mark_are_read(week):
    week.write("records/hand.csv", "\ufeffstudent_id;assignment;question;points\nada;w1;q;4.5\n")
    assert standing(week).counted.raw == 4.5


def test_points_by_hand_stand_for_those_by_tests_and_extra_credit_comes_on_top(week):
    week.rules()
    week.write("records/hand.csv", "student_id,assignment,question,points,submission,by,comment\nada,w1,q,95,aaaa,kim,ok\nada,w1,extra-credit,7,,kim,\n")
    found = standing(week)
    assert (found.counted.tests, found.points, found.per_cent) == (0, 102, 102)


def test_points_in_the_gradebook_and_in_the_file_at_once_are_refused(week):
    from autograder.policy.hand import HandGiven
    from autograder.policy.term import load_term

    week.write("records/hand.csv", "student_id,assignment,question,points\nada,w1,q,4\n")
    with pytest.raises(PolicyError, match="q of ada has points in the gradebook too"):
        load_term(week.course(), [HandGiven("ada", "w1", "q", 5)])


def test_one_hand_in_counts_for_the_members_of_a_group_each_under_their_own_due_date(week):
    week.roster("ada", "kim", "lee")
    week.write("records/groups.csv", "where,group,student_id\nw1,t,ada\nw1,t,kim\n")
    week.write("records/decisions.csv", DECISIONS + "2027-02-09,prof,kim,extension,w1,2027-02-12 12:00,ill\n")
    grades = week.grades()
    assert [grades[s].standings[0].points for s in ("ada", "kim", "lee")] == [60, 90, 0]


def test_before_anything_is_recorded_an_assignment_is_left_out_and_afterwards_missing_is_0(week):
    (week.root / "records/attempts/w1.csv").unlink()
    assert (standing(week).state, standing(week).per_cent) == ("not graded", None)
    assert week.grades()["ada"].number is None
    week.attempts("w1")
    assert (standing(week).state, standing(week).per_cent) == ("missing", 0)


def test_one_assignment_is_never_dropped(week):
    week.rules("drop_lowest = 3\n")
    assert week.grades()["ada"].dropped == () and week.grades()["ada"].number == 90


def test_without_times_the_hand_in_recorded_last_counts_in_a_group_too(week):
    week.roster("ada", "kim")
    week.attempts("w1", "kim,cccc,,10", "ada,aaaa,,20", "kim,dddd,,30")
    week.write("records/groups.csv", "where,group,student_id\nw1,t,ada\nw1,t,kim\n")
    assert [grade.standings[0].points for grade in week.grades().values()] == [30, 30]


def test_a_hand_in_that_members_share_is_one_attempt_with_each_ones_own_points(week):
    week.rules('attempts = "best"\n')
    week.roster("ada", "kim")
    week.attempts("w1", "kim,same,,10", "ada,same,,20")
    week.write("records/groups.csv", "where,group,student_id\nw1,t,ada\nw1,t,kim\n")
    grades = week.grades()
    assert [grades[s].standings[0].points for s in ("ada", "kim")] == [20, 10]
    assert grades["ada"].standings[0].others == ()


def test_points_given_to_one_member_by_hand_are_the_groups_unless_another_has_their_own(week):
    week.rules()
    week.week("w1", hand=20)
    week.roster("ada", "kim", "lee")
    week.attempts("w1", "kim,cccc,,10")
    week.write("records/groups.csv", "where,group,student_id\n" + "".join(f"w1,t,{s}\n" for s in ("ada", "kim", "lee")))
    week.write("records/hand.csv", "student_id,assignment,question,points\nkim,w1,essay,7\nlee,w1,essay,9\n")
    assert [grade.standings[0].points for grade in week.grades().values()] == [17, 17, 19]


def test_a_grade_is_not_final_before_the_written_part_has_points_by_hand(week):
    week.rules()
    week.week("w1", hand=20)
    head = "student_id,assignment,question,points\n"
    for rows, final in (("", False), ("ada,w1,extra-credit,3\nada,w1,q,50\n", False), ("ada,w1,essay,0\n", True)):
        week.write("records/hand.csv", head + rows)
        grade = week.grades()["ada"]
        assert (grade.complete, bool(grade.letter)) == (final, final)


def test_of_equally_good_hand_ins_the_one_that_spends_no_late_day_counts(week):
    week.rules('attempts = "best"\n' + LATE)
    week.attempts("w1", "ada,bbbb,2027-02-09T11:00:00Z,80", "ada,aaaa,2027-02-08T11:00:00Z,80")
    assert (standing(week).counted.attempt.submission, standing(week).days_left) == ("aaaa", 1)


def test_the_last_hand_in_is_the_last_in_time_in_whatever_order_they_were_recorded(week):
    week.attempts("w1", "ada,bbbb,2027-02-08T11:00:00Z,90", "ada,aaaa,2027-02-08T10:00:00Z,80")
    assert standing(week).counted.attempt.submission == "bbbb"
