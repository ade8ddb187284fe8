"""nbgrader's formgrader on our gradebook, driven in headless Chromium as a TA would."""

import re

import pytest

from tests.fixtures.browser import chromium, formgrader, installed

WEEK = "week01_warmup"
WRITTEN = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\"> It grows."


@pytest.fixture
def graded(school):
    school.assignment({"double": 3, "halve": 3}, hand=5)
    made = school.notebook({"growth-written": 5})
    files = {"m.py": b'def double(x):\n    """</pre><script>document.title = "taken"</script>"""\n', "report.ipynb": b"{}"}
    scores = {student: {"double": 3, "halve": 0} for student in ("ada", "ben")}
    run = school.run(scores, files=files, output="<script>document.title = 'taken'</script>")
    school.clean_copies(run, made, WRITTEN)
    school.import_(run)
    return school, run


@pytest.fixture
def browser(tmp_path):
    if not installed():
        pytest.skip("chromium and chromium-driver are not installed (`make system-test` as root installs them)")
    with chromium(tmp_path / "profile") as driver:
        yield driver


def test_a_ta_grades_a_written_answer_and_a_re_import_keeps_it(graded, browser):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    school, run = graded
    soon = WebDriverWait(browser, 180)
    folder = school.root / "build" / "nbgrader"

    def see(by, what):
        return soon.until(lambda b: next((e for e in b.find_elements(by, what) if e.is_displayed()), None))

    with formgrader(folder) as address:
        browser.get(f"{address}/formgrader/gradebook?token=for-the-test")
        see(By.LINK_TEXT, WEEK).click()
        see(By.LINK_TEXT, "report").click()
        see(By.LINK_TEXT, "Submission #1").click()
        assert "It grows." in see(By.ID, "notebook").text
        score, comment = see(By.ID, "growth-written"), see(By.ID, "growth-written-comment")
        soon.until(lambda _: comment.get_attribute("placeholder"))  # what stands in the gradebook has arrived
        soon.until(lambda b: b.find_element(By.ID, "growth-written_extra_credit").get_attribute("placeholder"))
        score.clear()
        score.send_keys("4", Keys.TAB)
        comment.send_keys("Right, but where is the unit?", Keys.TAB)

        def graded_student(_):  # nbgrader shuffles the submissions, so that nobody is always graded first
            rows = school.state("report")["students"].items()
            return next((who for who, row in rows if row["growth-written"].get("comment")), None)

        who = soon.until(graded_student)
        assert browser.title == "report"

        browser.get(f"{address}/formgrader/gradebook/{WEEK}/modules")
        see(By.LINK_TEXT, "Submission #1").click()
        text = see(By.ID, "notebook").text
        assert "def double(x):" in text and "halve: 0 of 3 points by the tests" in text
        told = see(By.ID, "double-comment")
        soon.until(lambda _: "3 points by the tests" in (told.get_attribute("placeholder") or ""))
        assert browser.title == "modules"

        browser.get(f"{address}/formgrader/manage_submissions/{WEEK}")
        soon.until(lambda b: re.search(rf"{who}.*\b7 / 11", b.find_element(By.TAG_NAME, "body").text))
        row = school.state("report")["students"][who]["growth-written"]
        assert (row["manual"], row["comment"]) == (4, "Right, but where is the unit?")

        school.import_(run)
        assert school.state("report")["students"][who]["growth-written"] == row
        assert school.totals() == {"ada": 3, "ben": 3, who: 7}
        browser.get(f"{address}/formgrader/gradebook/{WEEK}/report")
        see(By.LINK_TEXT, "Submission #1").click()
        assert soon.until(lambda b: b.find_element(By.ID, "growth-written").get_attribute("value")) == "4"
        value = browser.find_element(By.ID, "growth-written-comment").get_attribute("value")
        assert value == "Right, but where is the unit?"
