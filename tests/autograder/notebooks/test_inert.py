"""Written answers, rendered as nbgrader renders them: what was written is shown, and nothing of it acts."""

import re

import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from autograder.notebooks.inert import inert_markdown, inert_text

HARMLESS = ("script", "iframe", "img", "svg", "object", "embed", "form", "style", "link", "meta", "base", "body")


@pytest.mark.parametrize("text", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- --><svg/onload=alert(1)>", "a <b\nonclick=x>c</b>",
    "[x](javascript:alert(1))", "[x]( <javascript:alert(1)> )", "[x](java&#115;cript:alert(1))", "[x][y]\n\n[y]: javascript:alert(1)",
    "[y]: <data:text/html,hi>\n[y]", "![](http://example.invalid/seen.png)", "![x][y]\n\n[y]: http://example.invalid/a.png",
    "![](data:image/svg+xml,%3Csvg%3E)", "<javascript:alert(1)>", "<http://example.invalid>", "$\\href{javascript:alert(1)}{x}$",
    "`` <script> `` <script>", "```\n<script>\n```\n<script>", "> <script>", "\\<script>", "&lt;<script>", "[x](vbscript:a \"t\")",
    "[a](#b)[x](JaVaScRiPt:alert(1))", "[x](\tjavascript:alert(1))", "[x](\njavascript:alert(1))",
])  # fmt: skip
def test_nothing_that_a_student_writes_acts_on_a_page(text):
    page = markdown2html_mistune(inert_markdown(text))
    tags = re.findall(r"<\s*([a-zA-Z]+)([^>]*)>", page)
    assert not [name for name, _ in tags if name in HARMLESS], page
    assert not [more for _, more in tags if re.search(r"\bon\w+\s*=", more)], page
    targets = [target for _, more in tags for target in re.findall(r"(?:href|src)\s*=\s*[\"']?([^\"'\s]*)", more)]
    assert not [target for target in targets if not target.startswith(("https://", "http://", "mailto:", "#"))], page
    assert "\\href" not in page


def test_the_test_above_can_fail():
    assert "<script>" in markdown2html_mistune("<script>alert(1)</script>")
    assert 'href="javascript:' in markdown2html_mistune("[x](javascript:alert(1))")


@pytest.mark.parametrize("text", [
    "Die Größe wächst – naïvement – um 10× je „Generation“.", "$a < b$ and $x_1 \\le \\frac{1}{2}$", "| a | b |\n|---|---|\n| 1 | 2 |",
    "[paper](https://example.invalid/a?b=c)", "if x < 3 or y <= 4:", "- a\n- b\n\n1. *c* **d** `e`", "数学は楽しい, и это тоже", "# Heading",
])  # fmt: skip
def test_what_is_written_is_shown_unchanged(text):
    assert inert_markdown(text) == text


def test_control_and_bidi_characters_are_written_out():
    assert inert_text("a\x1b[31mb\u202ec\x00\ttab\r\nline") == "a\\u001b[31mb\\u202ec\\u0000    tab\nline"
