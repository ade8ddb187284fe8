"""Every week's handout is right: each number in it is computed or has a source, and every promise is kept.

Numbers stand in a handout as plain text. handout_weekNN_claims.py holds the words around each, and a number that no
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

from autograder.kit.challenge import FILE_KB, IMAGES, MAX_MACS

ROOT = Path(__file__).parents[2]
CLAIMS = sorted(Path(__file__).parent.glob("handout_week*_claims.py"))
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| `(\w+)` \| (\d+) \| (easy|medium|hard) \| (\d+) \|$", re.MULTILINE)

#: Digits that are no figures: years, arXiv ids, links, names of weeks and parts, widths of number formats.
NOT_A_FIGURE = re.compile(
    r"\b\d{4}\.\d{5}\b|\b(19|20)\d\d\b|\]\([^)]*\)|\b[Ww]eek \d+|\bPart \d|\b\d+[- ]bits?\b|`[^`]*`|\b0\b(?![.,]\d)"
)
NUMBER = re.compile(r"(?<![\w.-])\d[\d,.]*(?<![.,])")
MATHEMATICS = re.compile(r"\$\$.*?\$\$|\$[^$]*\$")


def load(file: Path) -> SimpleNamespace:
    """A file of claims beside this one, whatever pytest's import mode."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=CLAIMS, ids=[file.stem.split("_")[1] for file in CLAIMS])
def week(request):
    """One week: its handout, its assignment, its claims, and the reference modules under the names students import."""
    (folder,) = (ROOT / "assignments").glob(f"{request.param.stem.split('_')[1]}_*")
    assignment = tomllib.loads((folder / "assignment.toml").read_text(encoding="utf-8"))
    handout = (folder / "README.md").read_text(encoding="utf-8")
    solved = str(ROOT / "solutions" / folder.name)
    names = [*assignment["modules"], *assignment.get("given_modules", [])]
    sys.path.insert(0, solved)
    for name in names:
        sys.modules.pop(name, None)
    modules = SimpleNamespace(**{name: importlib.import_module(name) for name in names})
    minutes = sum(int(row[4]) for row in ROW.findall(handout))
    claims = load(request.param)
    computed = claims.computed(modules, assignment, minutes) + of_the_challenge(assignment.get("challenge"))
    known = [fragment for fragment, _ in claims.QUOTED] + computed
    code = re.findall(r"```python\n(.*?)```", handout, re.DOTALL)
    yield SimpleNamespace(
        folder=folder, assignment=assignment, handout=handout, prose=prose(handout), code=code, modules=modules,
        quoted=claims.QUOTED, computed=computed, known=known,
    )  # fmt: skip
    sys.path.remove(solved)
    for name in names:
        sys.modules.pop(name, None)


def of_the_challenge(rules: dict | None) -> list[str]:
    """The numbers in a handout's section on the challenge."""
    if rules is None:
        return []
    kb, macs = rules.get("file_kb", FILE_KB), rules.get("max_macs", MAX_MACS)
    return [
        f"The grader draws {IMAGES:,} with a seed that nobody knows",
        f"From {rules['least_accuracy']:g} % on a network can be on the front",
        f"at most {kb} KiB and {macs:,} multiplications an image",
    ]


def prose(handout: str) -> str:
    """The handout on one line, without its code blocks and without the points table, which have tests of their own."""
    return " ".join(ROW.sub("", re.sub(r"```.*?```", "", handout, flags=re.DOTALL)).split())


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
    missing = [fragment for fragment in week.known if fragment not in week.prose]
    assert not missing, "computed or quoted otherwise than the handout says:\n" + "\n".join(missing)


def test_every_number_in_the_handout_is_a_claim(week):
    found = uncovered(week.prose, week.known)
    assert not found, f"{len(found)} numbers that no claim covers:\n" + "\n".join(found)


@pytest.mark.parametrize("sentence", ["It took 17 hours.", "That is $3.5$ GB.", "About 2 % of it.", "$10^{21}$ FLOPs"])
def test_a_new_number_is_noticed(week, sentence):
    assert uncovered(f"{week.prose} {sentence}", week.known)


def test_a_changed_number_is_noticed(week):
    """Each computed fragment in turn, with its last number changed."""
    for fragment in week.computed:
        other = re.sub(r"\d[\d,.]*(?=\D*$)", "98765", fragment)
        if other != fragment and week.prose.count(fragment) == 1 and "`" not in fragment:
            changed = week.prose.replace(fragment, other)
            assert uncovered(changed, week.known), fragment


def test_every_quoted_figure_names_its_source(week):
    assert all(len(source) > 5 for _, source in week.quoted)


def test_the_points_table_is_that_of_the_assignment(week):
    table = [(question, module, int(points)) for question, module, points, _, _ in ROW.findall(week.handout)]
    assert table == [(q["id"], q["module"], q["points"]) for q in week.assignment["questions"]]
    assert sum(points for _, _, points in table) == week.assignment["auto_total"]


def test_every_question_has_the_command_that_checks_it(week):
    for question in week.assignment["questions"]:
        assert f"`python check.py {question['id']}`" in week.handout, question["id"]


def test_every_module_has_a_fold_for_the_stuck(week):
    parts = re.split(r"^## Part \d · ", week.handout, flags=re.MULTILINE)[1:]
    asked = list(dict.fromkeys(q["module"] for q in week.assignment["questions"]))
    assert [part.partition(".py`")[0].strip("`") for part in parts] == asked
    assert all(part.count("<summary>When you get stuck") == 1 for part in parts)


def test_the_examples_run_as_printed(week):
    examples = "\n\n".join(block for block in week.code if block.startswith(">>>"))
    test = doctest.DocTestParser().get_doctest(examples, {}, "handout", "README.md", 0)
    report: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert result.attempted >= 3 * len(week.assignment["modules"]) and result.failed == 0, "".join(report)


def test_the_signatures_are_those_of_the_solution(week):
    shown: dict[str, object] = {}
    for block in week.code:
        if block.startswith("def "):
            exec(f"from __future__ import annotations\n{block}", shown)
    functions = {name: value for name, value in shown.items() if inspect.isfunction(value)}
    for module in dict.fromkeys(q["module"] for q in week.assignment["questions"]):
        for name, function in inspect.getmembers(getattr(week.modules, module), inspect.isfunction):
            if function.__module__ == module and not name.startswith("_"):
                ours = [(p.name, p.kind, p.default) for p in inspect.signature(function).parameters.values()]
                theirs = inspect.signature(functions.pop(name)).parameters.values()
                assert ours == [(p.name, p.kind, p.default) for p in theirs], name
    assert not functions, f"the handout shows functions that do not exist: {sorted(functions)}"


def test_the_changelog_has_an_entry_for_students(week):
    changelog = (week.folder / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \d+ — ", changelog, re.MULTILINE)
    assert "handout:" in changelog and "code:" in changelog
