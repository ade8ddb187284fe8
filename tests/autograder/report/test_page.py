"""The class page in headless Chromium, scripts enabled: nothing runs, nothing is asked for, nothing lies outside the window."""

import pytest

from autograder.report.reading import read_class
from autograder.report.report import write_report
from tests.fixtures.browser import chromium, installed

from .conftest import ANY, BAD, HALF, SUMS

EVIL = (
    "<script>document.title = 'taken'</script>",
    "<img src=http://example.invalid/x.png onerror=\"document.title = 'taken'\">",
    "'\"></style></title><svg onload=\"document.title = 'taken'\"><a href=javascript:alert(1)>x</a>",
    "{{ 7 * 7 }}{% raw %}" + "w" * 200,
    "right-to-left \u202e and \x1b[31m red",
)
OUTSIDE = """
return [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && (box.left < -0.5 || box.right > innerWidth + 0.5);
}).map(e => e.outerHTML.slice(0, 200));
"""
SEEN = """
const label = e => (e.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id));
return {
  asked: performance.getEntriesByType('resource').map(entry => entry.name),
  made: document.querySelectorAll('script, img, iframe, object, embed, form, [onload], [onerror], [style]').length,
  links: [...document.querySelectorAll('a')].filter(a => !document.querySelector(a.getAttribute('href'))).length,
  unlabelled: [...document.querySelectorAll('svg, section')].filter(e => label(e).some(l => !l || !l.textContent.trim())).length,
  tables: [...document.querySelectorAll('table')].filter(t => !t.caption || [...t.querySelectorAll('th')].some(h => !h.scope)).length,
  doubled: [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i),
  counts: ['table', 'svg', 'h1', 'h2'].map(kind => document.querySelectorAll(kind).length),
};
"""


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
        for width in (400, 1400):
            size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            browser.get(page.as_uri())
            assert browser.execute_script(OUTSIDE) == []
            browser.execute_script("scrollTo(0, document.documentElement.scrollHeight)")
            top, wide = browser.execute_script("return [scrollY, document.documentElement.scrollWidth]")
            assert top > 900 and wide <= width
        seen = browser.execute_script(SEEN)
        title, said = browser.title, browser.get_log("browser")
    assert title == "The class: Mini week" and said == []
    tables, plots, first, second = seen.pop("counts")
    assert seen == {"asked": [], "made": 0, "links": 0, "unlabelled": 0, "tables": 0, "doubled": []}
    assert tables >= 8 and plots == 7 and first == 1 and second >= 10
