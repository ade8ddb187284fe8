"""A TA at work in nbgrader's formgrader: opens submissions in headless Chromium and gives points and comments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.fixtures.browser import chromium, formgrader

from .students import WEEK

COMMENT = "Right; say where the 2 bytes come from."


def grade_written_answers(folder: Path, profile: Path, answers: list[str], points: list[str], saved: Callable[[], int]) -> None:
    """Give these points to the answers of the first submissions that formgrader shows, one submission for each number.

    `saved`: how many hand-given scores and comments stand in the gradebook now.
    """
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    with formgrader(folder) as address, chromium(profile) as browser:
        soon = WebDriverWait(browser, 60)
        browser.get(f"{address}/formgrader/gradebook?token=for-the-test")
        for number, given in enumerate(points, 1):
            browser.get(f"{address}/formgrader/gradebook/{WEEK}/report")
            soon.until(lambda b, n=number: b.find_elements(By.LINK_TEXT, f"Submission #{n}"))[0].click()
            for answer in answers:  # the page is ready when it shows what stands in the gradebook
                soon.until(lambda b, a=answer: b.find_element(By.ID, f"{a}_extra_credit").get_attribute("placeholder"))
            comment = browser.find_element(By.ID, f"{answers[0]}-comment")
            soon.until(lambda _, c=comment: c.get_attribute("placeholder"))
            for answer in answers:
                score = browser.find_element(By.ID, answer)
                score.clear()
                score.send_keys(given, Keys.TAB)
            comment.send_keys(COMMENT, Keys.TAB)
            soon.until(lambda _, n=number: saved() == n * (len(answers) + 1))
