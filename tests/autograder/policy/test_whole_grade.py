"""One whole course grade, worked out here a second time with nothing of the package but its input files."""

from decimal import Decimal

from autograder.policy.explain import explain

WEIGHTS = "attendance = 10\npresentation = 30\nproposal = 20\nfinal = 40\nassignments = 25"
RULES = """attempts = "best"
drop_lowest = 1
decimals = 2
timezone = "Europe/Berlin"
[policy.late]
grace_minutes = 15
penalty = 10
late_days = 2
late_days_per_assignment = 1
[policy.fail]
missed_classes = 3
[policy.rubrics.presentation]
scale = 10
criteria = { question = 40, solution = 40, limitations = 20 }
"""


def build(school):
    school.rules(RULES, WEIGHTS)
    school.roster("ada", "kim", "lee")
    school.week("w1", "2027-02-08T23:59:00", auto=100, hand=20)
    school.week("w2", "2027-02-15T23:59:00", auto=50)
    school.week("w3", "2027-02-22T23:59:00", auto=80, weight="2")
    school.week("w4", "2027-03-01T23:59:00", auto=10)
    # Berlin is one hour ahead of UTC: w1's due date is 22:59 UTC.
    school.attempts("w1", "ada,aaaa,2027-02-08T23:10:00Z,77.5", "ada,bbbb,2027-02-10T09:00:00Z,90.25")
    school.attempts("w2", "kim,cccc,2027-02-16T10:00:00Z,41.25")  # ada's partner hands in
    school.attempts("w3", "ada,dddd,2027-02-26T00:00:00Z,72")
    school.attempts("w4", "kim,eeee,2027-03-01T12:00:00Z,9")
    school.write("records/groups.csv", "where,group,student_id\nw2,t,ada\nw2,t,kim\npresentation,A paper,ada\npresentation,A paper,lee\n")
    school.write(
        "records/hand.csv",
        "student_id,assignment,question,points,submission,by,comment\n"
        "ada,w1,growth,15.5,aaaa,kim,Well argued\nada,w1,extra-credit,2,,kim,\n",
    )
    school.write(
        "records/decisions.csv",
        "date,by,student_id,what,where,value,reason\n2027-02-20,prof,ada,extension,w3,2027-02-24 23:59,ill\n",
    )
    school.write("records/components.csv", "student_id,proposal,final\nada,88.5,91.25\n")
    school.write("records/attendance.csv", "student_id,d1,d2,d3,d4,d5,d6,d7\nada,present,missed,present,excused,present,missed,present\n")
    school.write(
        "records/rubrics/presentation.csv",
        "subject,judge,question,solution,limitations\nA paper,prof,8,9,7\nA paper,kim,9,,6\n",
    )
    return school


def by_hand() -> tuple[Decimal, Decimal]:
    """The exact sum and the rounded number, by the sentences of docs/grades.md."""
    d = Decimal
    # w1: the first came 11 minutes late (grace): 77.5 + 15.5 + 2 = 95. The second, 1 day 10 h 1 min late, is 2 days: one
    # is covered (at most one an assignment), one costs 10 % of 120: 90.25 + 17.5 - 12 = 95.75, and is the best.
    w1 = (d("90.25") + d("15.5") + d(2) - d(12)) / d(120) * 100
    # w2: 11 h 1 min late: 1 day, covered by the second late day: 41.25 of 50.
    w2 = d("41.25") / d(50) * 100
    # w3: extended to 24 Feb 23:59; came 26 Feb 01:00 in Berlin: 25 h 1 min, 2 days, none left: 72 - 2 * 8 = 56 of 80.
    w3 = (d(72) - 2 * d(8)) / d(80) * 100
    # w4: nothing: 0, and dropped. w3 weighs twice.
    assignments = (w1 + w2 + 2 * w3) / 4
    attendance = d(4) / d(6) * 100
    presentation = (d("0.4") * d("8.5") + d("0.4") * d(9) + d("0.2") * d("6.5")) * 10
    others = d(75) / d(100)
    total = (
        d(10) * others * attendance
        + d(30) * others * presentation
        + d(20) * others * d("88.5")
        + d(40) * others * d("91.25")
        + d(25) * assignments
    ) / 100
    return total, total.quantize(d("0.01"), rounding="ROUND_HALF_UP")


def test_the_course_grade_is_what_the_rules_give_by_hand(school):
    grade = build(school).grades()["ada"]
    total, number = by_hand()
    assert grade.number == number == Decimal("83.22")
    assert abs(Decimal(grade.exact.numerator) / grade.exact.denominator - total) < Decimal("1e-20")
    assert (grade.letter, grade.complete, grade.failed) == ("B", True, ())


def test_every_figure_of_it_stands_on_the_page(school):
    course = build(school).course()
    page = "\n".join(explain(course.policy, school.grades()["ada"]))
    for sentence in (
        "Due Mon 8 Feb 2027 23:59 CET.",
        "Hand-in bbbb, handed in Wed 10 Feb 2027 10:00 CET: the best one counts. Not counted: aaaa of Tue 9 Feb 2027 00:10 CET (95 points).",
        "1 d 10 h 1 min late, which is 2 days, 1 day spent, 1 day left: penalty 12 points.",
        "By tests: 90.25 points.",
        "By hand by kim: growth 15.5 points. “Well argued”",
        "(given on an earlier hand-in, aaaa; it stays, and somebody should look again)",
        "107.75 − 12 = 95.75 points",
        "Counts: 95.75 of 120 points, about 79.7917 per cent.",
        "extended to Wed 24 Feb 2027 23:59 CET (prof, 2027-02-20: ill): for this student Wed 24 Feb 2027 23:59 CET.",
        "w4: Due Mon 1 Mar 2027 23:59 CET.",
        "Nothing was handed in. That counts as 0.",
        "Dropped as the lowest by per cent: w4.",
        "(about 79.7917 × 1 + 82.5 × 1 + 70 × 2) / 4 = about 75.5729 per cent.",
        "attendance: about 66.6667 per cent. Present in 4 of 6 classes, 1 excused. Weight 7.5 per cent, scaled from 10: 5.",
        "question 8.5 of 10 (weight 40), solution 9 of 10 (weight 40), limitations 6.5 of 10 (weight 20). Weight 22.5",
        "rounded half up to 2 decimals, once: 83.22.",
        "Grade: B, from 80 on.",
    ):
        assert sentence in page, page


def test_what_is_not_given_yet_makes_the_grade_so_far_and_withholds_the_letter(school):
    grade = build(school).grades()["lee"]
    assert grade.shares.keys() == {"presentation", "assignments"} and not grade.complete and grade.letter == ""
    assert "This is not final" in "\n".join(explain(school.course().policy, grade))
