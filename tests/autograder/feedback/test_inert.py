"""Hostile strings in every place of a page, in a real browser with scripts enabled: no DOM changes and nothing is asked for."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from autograder.feedback.asks import Ask
from autograder.feedback.known import ByHand, Standings
from autograder.feedback.page import Page
from autograder.feedback.page import html as write_html
from autograder.feedback.plain import text as write_text
from autograder.feedback.result import read_results
from autograder.policy.requests import Request
from tests.fixtures.browser import chromium, installed

from .conftest import failed, passed

HOSTILE = (
    "<script>document.title='taken'</script>",
    "</title></style></dd><script>document.body.id='taken'</script>",
    "<img src=x onerror=\"document.title='taken'\">",
    "<img src='https://example.invalid/pixel.png'>",
    "<svg onload=document.title='taken'><animate onbegin=alert(1)>",
    "\"><iframe srcdoc='<script>top.document.title=1</script>'></iframe>",
    "' onmouseover='document.title=1' x='",
    "<a href=\"javascript:document.title='taken'\">click</a>",
    "<style>@import url(https://example.invalid/x.css); *{display:none}</style>",
    "<link rel=stylesheet href=https://example.invalid/x.css>",
    "<meta http-equiv=refresh content='0;url=https://example.invalid/'>",
    "<base href=https://example.invalid/><form action=//example.invalid><input autofocus onfocus=alert(1)>",
    "{{ 7*7 }}{% raw %}<b>${7*7}</b>#{7*7}",
    "<!-- --><![CDATA[<b>]]><plaintext><noscript><textarea>",
    "\x1b]0;taken\x07\x1b[2J\x00\x08",
    "\u202egnp.exe\u2066\u200b\ufeff\ud800",
    "&lt;b&gt;&#60;b&#62;&amp;quot;",
    "a" * 3000,
)
LOOK = """
const all = [...document.querySelectorAll('*')];
return [all.map(e => e.tagName + ' ' + [...e.attributes].map(a => a.name).join(' ')),
        document.title.startsWith('Feedback for'), document.body.id,
        all.filter(e => e.getBoundingClientRect().right > window.innerWidth + 1).map(e => e.tagName),
        document.documentElement.scrollWidth];
"""


def page_of(told, text: str) -> Page:
    """A page with the text wherever a student, what a student's code says, or a person about a student, can put one."""
    told.rows.clear()
    call = {"asked": f"one.double({text})", "came_back": text, "problem": text}
    verdicts = [failed(public=True, **call), failed("import", "half", "half", sentence=text), passed()]
    student = f"student {text}"
    told.graded(student, verdicts, messages=[text.replace("\n", " "), text], late=True)
    told.folder.write_scores(told.course().assignment("mini"), told.rows)
    (result,), _ = read_results(told.folder.path, told.course().assignment("mini"))
    question, *others = result.questions
    voided = replace(question.tests[0], passed=True, voided=text, name=text)
    result = replace(result, questions=(replace(question, tests=(*question.tests, voided)), *others))
    standing = Standings(text, (text,), text, (ByHand(text, text, text, text),))
    request = Request(date(2027, 2, 11), student, "mini", "double", text, "declined", None, text, text)
    return Page(text, text, result, {"double": (Ask(text, text),)}, standing, (request,))


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if not installed():
        pytest.skip("chromium and chromium-driver are not installed (`make system-test` as root installs them)")
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture
def prepared(told):
    told.make()
    return told


def test_hostile_strings_change_no_dom_and_make_no_request(prepared, browser, tmp_path):
    view = {"width": 400, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", view)
    browser.get("about:blank")
    for log in ("performance", "browser"):
        browser.get_log(log)  # what Chromium itself asked for when it started
    unlike = {}
    for place, text in enumerate(("harmless", *HOSTILE)):
        html = write_html(page_of(prepared, text))
        # Without its policy too: what holds is that everything is escaped, and the policy comes on top.
        for bare in (False, True):
            file = tmp_path / f"page-{place}-{bare}.html"
            file.write_text(re.sub(r"<meta http-equiv[^>]*>\n", "", html) if bare else html, encoding="utf-8")
            browser.get(file.as_uri())
            tags, named, body, outside, width = browser.execute_script(LOOK)
            tags = [tag for tag in tags if not tag.startswith("META")]
            unlike.setdefault("tags", tags)
            assert tags == unlike["tags"] and named and body == "" and not outside and width <= 400, text[:60]
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert len(asked) >= 2 * len(HOSTILE) and all(url.startswith(tmp_path.as_uri()) for url in asked)
    assert [entry["message"] for entry in browser.get_log("browser")] == []


def test_plain_text_holds_nothing_that_acts_on_a_terminal(prepared):
    for text in HOSTILE:
        words = write_text(page_of(prepared, text))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800]", words)
