"""What a student's page says, and in which order."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.feedback.errors import FeedbackError
from autograder.feedback.write import write_folder

from .conftest import failed, passed

CALL = {"asked": "one.double(2)", "came_back": "3 (int)", "problem": "got 3, expected 4"}
IMPORT = "two.py could not be imported: syntax error in line 7 of two.py"
POLICY = """
[policy]
[policy.late]
penalty = 10
[policy.weights]
assignments = 100
[policy.letters]
A = 90
[[policy.assignments]]
name = "mini"
due = 2027-02-08T12:00:00
"""


class Outline(HTMLParser):
    """Tags in their order, headings, ids and where links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.policy = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]


def test_a_public_failure_shows_call_answer_and_expectation(told):
    told.graded("ada", [failed(public=True, name="two makes four", **CALL), passed()])
    html, text = told.pages()["ada"]
    for page in (html, text):
        for words in ("one.double(2)", "3 (int)", "got 3, expected 4", "two makes four: its meaning.", "two makes four: its hint.", "wrong value"):
            assert words in page
    assert "3 of 6 points" in text and "3 of 10 points by the tests" in text


def test_a_hidden_failure_shows_name_meaning_hint_and_kind_only(told):
    told.graded("ada", [failed("shape", sentence="the result has a wrong shape or length", **CALL), passed()])
    for page in told.pages()["ada"]:
        assert "any number: its meaning." in page and "any number: its hint." in page and "wrong shape or length" in page
        assert not [words for words in CALL.values() if words in page]


def test_what_a_question_asks_comes_from_its_stub(told):
    told.graded("ada", [passed()])
    html, text = told.pages()["ada"]
    assert "one.double(x: float)" in text and "Twice the number." in text and "Raises" not in text
    assert "<code>one.double(x: float)</code>" in html


def test_the_first_steps_are_what_blocks_most_then_what_is_worth_most(told):
    told.write(
        "assignments/mini/assignment.toml",
        'title = "Mini"\nmodules = ["one", "two"]\nauto_total = 20\n'
        + "".join(
            f'[[questions]]\nid = "{name}"\nmodule = "{module}"\npoints = {points}\n'
            for name, module, points in (("small", "one", 2), ("large", "one", 8), ("unwritten", "one", 6), ("broken", "two", 4))
        ),
    )
    told.graded(
        "ada",
        [
            failed(question="small", name="a"), failed(question="large", name="b"),
            failed("not written", question="unwritten", name="c"), failed("import", question="broken", name="d", sentence=IMPORT),
        ],
    )  # fmt: skip
    _, text = told.pages()["ada"]
    steps = [line for line in text.splitlines() if re.match(r"\d\. ", line)]
    assert [step.split(":")[0] for step in steps] == [
        "1. Mend two, which cannot be imported", "2. large", "3. small", "4. Write what is not written yet"
    ]  # fmt: skip
    first = " ".join(text.split("1. ")[1].split("2. ")[0].split())
    assert IMPORT in first and "4 points to gain" in first


def test_one_reason_for_many_tests_stands_once(told):
    told.graded("ada", [failed("import", name=name, sentence=IMPORT) for name in ("a", "b", "c")])
    html, text = told.pages()["ada"]
    assert text.count("syntax error in line 7") == 2  # once among the steps, once at the question
    assert "a: its meaning." in text and "c: its hint." in html


def test_full_points_ask_for_nothing(told):
    told.graded("ada", [passed(), passed("half", "half")])
    _, text = told.pages()["ada"]
    assert "Nothing: every question has full points by the tests." in text and "10 of 10" in text


def test_refused_and_missing_students_get_a_page_and_the_unidentified_do_not(told):
    told.refused("ada", "The archive is cut off. Pack your files and hand in again.")
    told.other("ben", "missing")
    told.other("who is this", "unidentified")
    made = told.make()
    pages = {page.student_id: page.text.decode() for page in made.pages}
    assert set(pages) == {"ada", "ben"} and made.unidentified == ("who is this",)
    assert "The archive is cut off." in pages["ada"] and "Nothing was handed in" in pages["ben"]


def test_limits_hash_isolation_and_versions_are_said(told):
    digest = told.graded("ada", [failed("timeout", sentence="it took longer than 2 seconds and was stopped"), passed()])
    for page in told.pages()["ada"]:
        assert digest in page and "namespaces, with Landlock" in page and "python 3.11.7" in page
        assert "Limits that were hit" in page and "it took longer than 2 seconds and was stopped" in page


def test_lateness_and_hand_given_points_come_from_the_records(told):
    told.write("course.toml", (told.root / "course.toml").read_text() + POLICY)
    told.write("records/roster.csv", "student_id\nada\nben\n")
    digest = told.graded("ada", [passed(), failed("value", "half", "half")])
    told.graded("ben", [passed()], late=True, messages=["Canvas marks this hand-in as late; its name says no time."])
    attempts = f"student_id,submission,submitted_at,marked_late,run,double,half\nada,{digest},2027-02-09T11:00:00+00:00,,run,6,0\n"
    told.write("records/attempts/mini.csv", attempts)
    told.write("records/hand.csv", "student_id,assignment,question,points,by,comment\nada,mini,half,3,kim,The idea is right.\n")
    pages = told.pages()
    for page in pages["ada"]:
        words = re.sub(r"\s+", " ", page)
        assert "8 of 10 points" in words and "which is 1 day: penalty 1 points." in words
        assert "Tue 9 Feb 2027 11:00 UTC" in words
        assert "half: 3 of 4 points, by kim" in words and "The idea is right." in words
    assert "not been recorded for the course grade" in " ".join(pages["ben"][1].split())
    assert "kim" not in pages["ben"][0]


def test_without_records_what_intake_says_of_lateness_stands(told):
    told.graded("ada", [passed()], late=True)
    assert "marks this hand-in as late" in told.pages()["ada"][1]


def test_the_page_loads_nothing_and_can_be_read_by_keyboard_and_ear(told):
    told.graded("ada", [failed(public=True, **CALL), passed("half", "half")], messages=["A note."])
    html, _ = told.pages()["ada"]
    outline = Outline(html)
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'", outline.policy)
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(outline.tags)
    assert {"header", "main", "footer"} <= set(outline.tags) and len(set(outline.ids)) == len(outline.ids)
    assert outline.links[0] == "#next" and {link[1:] for link in outline.links} <= set(outline.ids)
    levels = [int(tag[1]) for tag in outline.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in itertools.pairwise(levels))
    assert "<th scope=" in html and " style=" not in html and " on" not in re.sub(r">[^<]*<", "><", html).lower().split("<body>")[1]


def test_pages_are_named_after_the_encoded_id_and_come_out_the_same_twice(told, tmp_path):
    told.graded("../Ada Ö", [passed()])
    made = told.make()
    assert write_folder(made, tmp_path / "out") == 1
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["..%2FAda%20%C3%96.html", "..%2FAda%20%C3%96.txt"]
    assert told.make() == made


def test_a_run_of_other_points_is_refused(told):
    told.graded("ada", [passed()])
    told.make()
    toml = told.root / "assignments/mini/assignment.toml"
    toml.write_text(toml.read_text().replace("points = 4", "points = 14").replace("auto_total = 10", "auto_total = 20"))
    with pytest.raises(FeedbackError, match="other questions or points"):
        told.make()


def test_the_command_writes_beside_the_run_and_says_what_has_no_page(told):
    told.graded("ada", [passed()])
    told.other("stranger", "unidentified")
    told.make()
    arguments = ["feedback", str(told.folder.path), "--course", str(told.root)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0 and "stranger" in done.output
    assert sorted(file.name for file in (told.folder.path / "feedback").iterdir()) == ["ada.html", "ada.txt"]
    wrong = CliRunner().invoke(app, [*arguments, "--for", "blackboard"])
    assert wrong.exit_code == 1 and "--for blackboard" in wrong.output
