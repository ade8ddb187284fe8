"""The class page in headless Chromium, scripts enabled: nothing runs, nothing is asked for, nothing lies outside the window."""

import pytest

from autograder.report.reading import read_class
from autograder.report.report import write_report
from tests.fixtures.browser import chromium, installed
from tests.fixtures.looks import NOTHING_WRONG, look

from .conftest import ANY, BAD, HALF, SUMS

EVIL = (
    "<script>document.title = 'taken'</script>",
    "<img src=http://example.invalid/x.png onerror=\"document.title = 'taken'\">",
    "'\"></style></title><svg onload=\"document.title = 'taken'\"><a href=javascript:alert(1)>x</a>",
    "{{ 7 * 7 }}{% raw %}" + "w" * 200,
    "right-to-left \u202e and \x1b[31m red",
)

@pytest.mark.skipif(not installed(), reason="chromium and chromium-driver are not installed (`make system-test` as root installs them)")
def test_the_page_opens_scrolls_fits_and_does_nothing_else(school, tmp_path):
    people = {f"s{i}": {ANY: "value", SUMS: "value"} if i % 2 else {HALF: "error"} for i in range(10)}
    people |= {name: {BAD: "no error"} for name in EVIL}
    others = tuple((name[:-1], status, name) for name, status in zip(EVIL, ("refused", "missing", "unidentified") * 2))
    earlier = school.run({**people, EVIL[0]: {}}, name="earlier")
    run = read_class(school.course(), school.run(people, others=others))
    page = write_report(school.course(), run, tmp_path / "out", earlier, None)
    assert b"<script>" not in page.read_bytes() and page.read_text().count("document.title") > 6
    with chromium(tmp_path / "profile") as browser:
        assert look(browser, page.as_uri()) == NOTHING_WRONG
        counts = [len(browser.find_elements("css selector", kind)) for kind in ("table", "svg", "h1", "h2")]
        assert browser.title == "The class: Mini week"
    assert counts[0] >= 8 and counts[1] == 7 and counts[2] == 1 and counts[3] >= 10
