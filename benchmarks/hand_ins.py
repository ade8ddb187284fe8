"""The class that everybody grades: week-1 hand-ins, right, wrong, partial and broken, the same bytes every time.

Made from the solution, the starter and named mistakes. None runs into a time limit: what a grader costs is asked here,
not what a limit costs; the hostile ones are apart.
"""

from __future__ import annotations

from tests.fixtures.hand_ins import ROOT, solution, starter, with_cases
from tests.fixtures.make_class import FLOOD, GREEDY, HANG, LEAVE

WEEK = "week01_warmup"
Files = dict[str, str]
#: Mistakes that change what outlives a test in-process (patched packages, modes left on), or that take long.
_UNFIT = (
    "patched",
    "left",
    "torch",
    "remembers",
    "all_pairs",
    "cleared",
    "python",
    "by_dispatch",
    "statistics",
    "survivors",
)
_BURN = """

_before_burning = training_flops

def training_flops(*args, **kwargs):
    import time
    end = time.process_time() + {seconds}
    while time.process_time() < end:
        pass
    return _before_burning(*args, **kwargs)
"""


def _mistakes() -> list[str]:
    names = sorted(path.stem for path in (ROOT / "tests" / WEEK / "cases" / "mistakes").glob("*.py"))
    fit = [name for name in names if not name.startswith("scaling") and not any(word in name for word in _UNFIT)]
    return fit[::7] + fit[3::7]


def hand_ins(count: int) -> dict[str, Files]:
    """Student -> file -> text, `count` of them: of ten, three right, four wrong, two partial, one broken."""
    right, blank, mistakes = solution(WEEK), starter(WEEK), _mistakes()
    made: dict[str, Files] = {}
    for number in range(count):
        turn, kind = divmod(number, 10)
        nth = [mistakes[(4 * turn + k) % len(mistakes)] for k in range(4)]
        if kind in (0, 4, 8):
            files = right
        elif kind in (1, 3, 6):
            files = with_cases(WEEK, nth[(1, 3, 6).index(kind)])
        elif kind == 9:
            files = with_cases(WEEK, *dict.fromkeys(nth))
        elif kind == 2:
            done = ("flops.py", "memory.py", "pareto.py", "hardware.py")[: 1 + turn % 4]
            files = {**blank, **{name: right[name] for name in done}}
        elif kind == 7:
            files = blank if turn % 2 == 0 else {**blank, "scaling.py": right["scaling.py"]}
        else:
            files = _broken(right, turn)
        made[f"s{number:04d}"] = {name: f"{text}\n# hand-in {number}\n" for name, text in files.items()}
    return made


def _broken(right: Files, turn: int) -> Files:
    """A syntax error, a package that is not there, the program's end, a file that was forgotten, a stray character."""
    name = sorted(right)[turn // 5 % len(right)]
    text = right[name]
    return {
        0: {**right, name: text.replace("def ", "def (", 1)},
        1: {**right, name: "import pandas_profiling\n" + text},
        2: {**right, name: text + "\n\nimport sys\nsys.exit(0)\n"},
        3: {other: words for other, words in right.items() if other != name},
        4: {**right, name: text + "\n    )\n"},
    }[turn % 5]


def hostile(count: int) -> dict[str, Files]:
    """Loops, memory hogs, floods of output and one that leaves, in turn."""
    right = solution(WEEK)
    kinds = (
        ("flops.py", HANG.replace("dominates(a, b)", "training_flops(n, d)")),
        ("pareto.py", GREEDY),
        ("flops.py", FLOOD),
        ("pareto.py", LEAVE),
    )
    made = {}
    for number in range(count):
        name, text = kinds[number % len(kinds)]
        made[f"x{number:04d}"] = {**right, name: right[name] + text + f"# hostile {number}\n"}
    return made


def burning(seconds: float) -> Files:
    """A right hand-in, one of whose functions takes so much processor time at every call: is it seen in the figures?"""
    right = solution(WEEK)
    return {**right, "flops.py": right["flops.py"] + _BURN.format(seconds=seconds)}
