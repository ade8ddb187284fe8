"""The handout of week 1 is right: every number in it is computed or has a source, and every promise is kept.

Numbers stand in the handout as plain text. handout_week01_claims.py holds the words around each, and a number that no
such fragment covers fails here with its place. Code in the handout is run, signatures are compared with the solution's.
"""

import doctest
import importlib
import importlib.util
import inspect
import re
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
WEEK = ROOT / "assignments" / "week01_warmup"
ASSIGNMENT = tomllib.loads((WEEK / "assignment.toml").read_text(encoding="utf-8"))
HANDOUT = (WEEK / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", HANDOUT, re.DOTALL)
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| `(\w+)` \| (\d+) \| (easy|medium|hard) \| (\d+) \|$", re.MULTILINE)

#: Digits that are no figures: years, arXiv ids, links, names of weeks and parts, widths of number formats.
NOT_A_FIGURE = re.compile(
    r"\b\d{4}\.\d{5}\b|\b(19|20)\d\d\b|\]\([^)]*\)|\bWeek \d+|\bPart \d|\b\d+[- ]bits?\b|`[^`]*`|\b0\b(?![.,]\d)"
)
NUMBER = re.compile(r"(?<![\w.-])\d[\d,.]*(?<![.,])")
MATHEMATICS = re.compile(r"\$\$.*?\$\$|\$[^$]*\$")


def _claims() -> SimpleNamespace:
    """The file of claims beside this one, whatever pytest's import mode."""
    spec = importlib.util.spec_from_file_location("handout_week01_claims", Path(__file__).parent / CLAIMS_FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CLAIMS_FILE = "handout_week01_claims.py"
CLAIMS = _claims()


@pytest.fixture(scope="module")
def week():
    """The five reference modules, under the names that students import."""
    folder = str(ROOT / "solutions" / "week01_warmup")
    sys.path.insert(0, folder)
    for name in ASSIGNMENT["modules"]:
        sys.modules.pop(name, None)
    yield SimpleNamespace(**{name: importlib.import_module(name) for name in ASSIGNMENT["modules"]})
    sys.path.remove(folder)
    for name in ASSIGNMENT["modules"]:
        sys.modules.pop(name, None)


def one_line(text: str) -> str:
    return " ".join(text.split())


def prose(handout: str) -> str:
    """The handout on one line, without its code blocks and without the points table, which have tests of their own."""
    return one_line(ROW.sub("", re.sub(r"```.*?```", "", handout, flags=re.DOTALL)))


def fragments(week: SimpleNamespace) -> list[str]:
    minutes = sum(int(row[4]) for row in ROW.findall(HANDOUT))
    return [fragment for fragment, _ in CLAIMS.QUOTED] + CLAIMS.computed(week, ASSIGNMENT, minutes)


def uncovered(text: str, known: list[str]) -> list[str]:
    """The numbers of a text that lie in no known fragment, each with the words around it.

    Inside mathematics a single digit is part of a formula (the 2 of 2mnp), which the text derives and the tests ask.
    """
    covered = [match.span() for match in NOT_A_FIGURE.finditer(text)]
    for fragment in known:
        covered += [match.span() for match in re.finditer(re.escape(fragment), text)]
    formulas = [match.span() for match in MATHEMATICS.finditer(text)]
    found = []
    for number in NUMBER.finditer(text):
        inside = [span for span in covered if span[0] <= number.start() and number.end() <= span[1]]
        formula = [span for span in formulas if span[0] <= number.start() < span[1]]
        if not inside and not (formula and len(number[0]) == 1):
            found.append(f"{number[0]} in “…{text[max(0, number.start() - 50) : number.end() + 30]}…”")
    return found


def test_every_claim_stands_in_the_handout(week):
    text = prose(HANDOUT)
    missing = [fragment for fragment in fragments(week) if fragment not in text]
    assert not missing, "computed or quoted otherwise than the handout says:\n" + "\n".join(missing)


def test_every_number_in_the_handout_is_a_claim(week):
    found = uncovered(prose(HANDOUT), fragments(week))
    assert not found, f"{len(found)} numbers that {CLAIMS_FILE} does not cover:\n" + "\n".join(found)


@pytest.mark.parametrize("sentence", ["It took 17 hours.", "That is $3.5$ GB.", "About 2 % of it.", "$10^{21}$ FLOPs"])
def test_a_new_number_is_noticed(week, sentence):
    assert uncovered(f"{prose(HANDOUT)} {sentence}", fragments(week))


def test_a_changed_number_is_noticed(week):
    changed = prose(HANDOUT).replace("a factor of 1,200", "a factor of 10,000")
    assert [line for line in uncovered(changed, fragments(week)) if line.startswith("10,000 ")]


def test_every_quoted_figure_names_its_source():
    assert all(len(source) > 5 for _, source in CLAIMS.QUOTED)


def test_the_points_table_is_that_of_the_assignment():
    table = [(question, module, int(points)) for question, module, points, _, _ in ROW.findall(HANDOUT)]
    assert table == [(q["id"], q["module"], q["points"]) for q in ASSIGNMENT["questions"]]
    assert sum(points for _, _, points in table) == ASSIGNMENT["auto_total"]


def test_every_question_has_the_command_that_checks_it():
    for question in ASSIGNMENT["questions"]:
        assert f"`python check.py {question['id']}`" in HANDOUT, question["id"]


def test_every_module_has_a_fold_for_the_stuck():
    parts = re.split(r"^## Part \d · ", HANDOUT, flags=re.MULTILINE)[1:]
    assert [part.partition(".py`")[0].strip("`") for part in parts] == ASSIGNMENT["modules"]
    assert all(part.count("<summary>When you get stuck") == 1 for part in parts)


def test_the_examples_run_as_printed(week):
    examples = "\n\n".join(block for block in PYTHON if block.startswith(">>>"))
    test = doctest.DocTestParser().get_doctest(examples, {}, "handout", "README.md", 0)
    report: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert result.attempted >= 20 and result.failed == 0, "".join(report)


def test_the_signatures_are_those_of_the_solution(week):
    shown: dict[str, object] = {"ScalingLaw": object}
    for block in PYTHON:
        if block.startswith("def "):
            exec(block, shown)
    functions = {name: value for name, value in shown.items() if inspect.isfunction(value)}
    for module in ASSIGNMENT["modules"]:
        for name, function in inspect.getmembers(getattr(week, module), inspect.isfunction):
            if function.__module__ == module and not name.startswith("_"):
                ours = [(p.name, p.kind, p.default) for p in inspect.signature(function).parameters.values()]
                theirs = inspect.signature(functions.pop(name)).parameters.values()
                assert ours == [(p.name, p.kind, p.default) for p in theirs], name
    assert not functions, f"the handout shows functions that do not exist: {sorted(functions)}"


def test_the_changelog_has_an_entry_for_students():
    changelog = (WEEK / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \d+ — ", changelog, re.MULTILINE)
    assert "handout:" in changelog and "code:" in changelog
