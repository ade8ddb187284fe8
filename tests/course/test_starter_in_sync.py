"""`starter_code/` has the same public face as the solutions, and nothing of their inside.

That it is what `make starter` writes, byte for byte, is shown in `test_release.py`, where all weeks are built anyway.
The assignments are found, not listed: a new week is held to the same rules from its first day.
"""

import ast
import doctest
import importlib.util
import inspect
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from autograder.config import load_course
from autograder.release.starter import generate_starter, with_solutions
from autograder.release.strip import week_of

COURSE = load_course(Path(__file__).parent)
WEEKS = with_solutions(COURSE)
MODULES = [(week, module) for week in WEEKS for module in COURSE.assignment(week).modules]
each_module = pytest.mark.parametrize(("week", "module"), MODULES)


@pytest.fixture
def load(monkeypatch):
    """Load a module from its file; what it imports is found beside it, and forgotten afterwards."""
    beside = {name for week in WEEKS for a in [COURSE.assignment(week)] for name in (*a.modules, *a.given_modules)}

    def from_file(folder: str, week: str, module: str) -> ModuleType:
        monkeypatch.syspath_prepend(str(COURSE.root / folder / week))
        forget()
        spec = importlib.util.spec_from_file_location(module, COURSE.root / folder / week / f"{module}.py")
        loaded = sys.modules[module] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(loaded)
        return loaded

    def forget() -> None:
        for name in beside:
            sys.modules.pop(name, None)

    yield from_file
    forget()


def functions(module: ModuleType) -> dict:
    """The functions that the module itself defines and does not call private."""
    own = vars(module).items()
    return {name: f for name, f in own if inspect.isfunction(f) and f.__module__ == module.__name__ and name[0] != "_"}


def methods(module: ModuleType) -> dict:
    """The methods that students write in the module's own classes, bound to objects that nothing has set up yet."""
    own = [c for c in vars(module).values() if inspect.isclass(c) and c.__module__ == module.__name__]
    return {
        f"{c.__name__}.{name}": getattr(c.__new__(c), name)
        for c in own
        for name, f in vars(c).items()
        if inspect.isfunction(f)
        and inspect.unwrap(f).__code__.co_filename == module.__file__
        and "# TODO(" in inspect.getsource(f)
    }


def face(source: str) -> dict[str, tuple]:
    """What a module shows: its docstring, and each public function's, method's and class's head and docstring."""
    tree = ast.parse(source)
    shown = {"": (ast.get_docstring(tree),)}
    waiting = [("", node) for node in tree.body]
    while waiting:
        inside, node = waiting.pop(0)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            fields = [ast.unparse(n) for n in node.body if isinstance(n, (ast.Assign, ast.AnnAssign))]
            heads = [ast.unparse(n) for n in (*node.decorator_list, *node.bases)]
            shown[node.name] = (heads, fields, ast.get_docstring(node))
            waiting += [(f"{node.name}.", child) for child in node.body]
        elif isinstance(node, ast.FunctionDef) and not (node.name.startswith("_") and not node.name.startswith("__")):
            heads = [ast.unparse(n) for n in (*node.decorator_list, node.args, *filter(None, [node.returns]))]
            shown[inside + node.name] = (heads, ast.get_docstring(node))
    return shown


def test_generating_twice_changes_nothing_and_takes_away_what_is_stale(tmp_path):
    week = WEEKS[0]
    generate_starter(COURSE, week, tmp_path)
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in tmp_path.rglob("*") if file.is_file()}
    (tmp_path / "renamed_long_ago.py").write_text("", encoding="utf-8")
    generate_starter(COURSE, week, tmp_path)
    assert before == {f: (f.read_bytes(), f.stat().st_mtime_ns) for f in tmp_path.rglob("*") if f.is_file()}


@each_module
def test_the_public_face_is_the_solutions(week, module):
    """Same functions, signatures, docstrings and given classes."""
    sides = (COURSE.root / side / week / f"{module}.py" for side in ("starter_code", "solutions"))
    stub, solution = (file.read_text(encoding="utf-8") for file in sides)
    assert list(face(stub)) == list(face(solution))
    assert face(stub) == face(solution)


@each_module
def test_every_stub_raises_and_names_its_question(week, module, load):
    """A stub fails loudly: the week, the question, and in one line what to do; the same line stands above as a TODO."""
    questions = {q.id for q in COURSE.assignment(week).questions if q.module == module}
    named = set()
    starter = load("starter_code", week, module)
    for name, stub in (functions(starter) | methods(starter)).items():
        needed = [p for p in inspect.signature(stub).parameters.values() if p.default is p.empty]
        values = {p.name: 1 for p in needed if p.kind is not p.VAR_POSITIONAL}
        with pytest.raises(NotImplementedError) as raised:
            stub(**values)
        found = re.fullmatch(rf"{week_of(week)}, ([a-z0-9-]+): (.+)", str(raised.value))
        assert found, f"{name} says {raised.value}"
        assert f"# TODO({found[1]}): {found[2]}" in inspect.getsource(stub)
        named.add(found[1])
    assert named == questions


@each_module
def test_every_stub_shows_an_example(week, module, load):
    """Docstrings say what is computed, and show it."""
    finder = doctest.DocTestFinder(exclude_empty=False)
    starter = load("starter_code", week, module)
    examples = {test.name.rpartition(".")[2]: test.examples for test in finder.find(starter)}
    for name in functions(starter):
        assert examples.get(name), f"{name} has no doctested example"


@each_module
def test_the_examples_of_the_solutions_are_true(week, module, load):
    solution = load("solutions", week, module)
    outcome = doctest.testmod(solution)
    assert outcome.attempted and not outcome.failed


@each_module
def test_nothing_of_the_inside_is_left(week, module):
    """No marker, no private helper, no import that only the solution needs."""
    text = (COURSE.root / "starter_code" / week / f"{module}.py").read_text(encoding="utf-8")
    assert "SOLUTION" not in text
    tree = ast.parse(text)
    names = [n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    assert [name for name in names if name.startswith("_") and not name.startswith("__")] == []
    assert max(map(len, text.splitlines())) <= 120
    imported = {a.asname or a.name.partition(".")[0] for n in tree.body if isinstance(n, ast.Import) for a in n.names}
    code = re.sub(r"^(import|from) .*$", "", text, flags=re.M)
    assert all(re.search(rf"\b{name}\b", code) for name in imported)
