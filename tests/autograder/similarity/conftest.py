"""A small class whose members wrote five functions each, in one of four ways; and one who copied and changed the look of it."""

import itertools
import json
import random
import re

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.config import load_course
from autograder.secret import make_secret

WEEK = "week01_mini"
STARTER = '''"""Means, fronts and counts."""

import math


def check(values, least):
    """What every function asks of its input."""
    if len(values) < least or any(math.isnan(value) for value in values):
        raise ValueError(f"at least {least} numbers are needed, and no NaN")
    return sorted(set(values)) if least > 1 else list(values)


def mean(values):
    """The arithmetic mean."""
    raise NotImplementedError("not written yet: mean")
'''
#: function -> ways to write it
WAYS = {
    "mean": (
        "def mean(values):\n    total = 0.0\n    for value in values:\n        total += value\n    return total / len(values)\n",
        "def mean(values):\n    return math.fsum(values) / max(1, len(values)) if values else float('nan')\n",
        "def mean(values):\n    import numpy as np\n    array = np.asarray(values, dtype=float)\n    return float(array.mean(axis=0))\n",
        "def mean(values):\n    level = values[0]\n    for count, value in enumerate(values[1:], start=2):\n        level = level + (value - level) / count\n    return level\n",
    ),
    "front": (
        "def front(points):\n    best, kept = -math.inf, []\n    for place in sorted(range(len(points)), key=lambda i: points[i]):\n        if points[place][1] > best:\n            best = points[place][1]\n            kept.append(place)\n    return kept\n",
        "def front(points):\n    return [i for i, p in enumerate(points) if not any(q[0] <= p[0] and q[1] >= p[1] and q != p for q in points)]\n",
        "def front(points):\n    import heapq\n    heap = [(cost, -gain, i) for i, (cost, gain) in enumerate(points)]\n    heapq.heapify(heap)\n    out = []\n    while heap:\n        cost, gain, i = heapq.heappop(heap)\n        if not out or -gain > points[out[-1]][1]:\n            out.append(i)\n    return out\n",
        "def front(points):\n    if len(points) < 2:\n        return list(range(len(points)))\n    half = len(points) // 2\n    left, right = points[:half], points[half:]\n    top = max(gain for cost, gain in left)\n    return front(left) + [half + i for i in front(right) if right[i][1] > top]\n",
    ),
    "flops": (
        "def flops(layers):\n    total = 0\n    for rows, columns in zip(layers, layers[1:]):\n        total += 2 * rows * columns\n    return total\n",
        "def flops(layers):\n    return 2 * sum(layers[i] * layers[i + 1] for i in range(len(layers) - 1))\n",
        "def flops(layers):\n    from itertools import pairwise\n    products = map(lambda pair: pair[0] * pair[1], pairwise(layers))\n    return int(sum(products, start=0)) << 1\n",
        "def flops(layers):\n    if len(layers) == 1:\n        return 0\n    first, second, *others = layers\n    return first * second + first * second + flops([second, *others])\n",
    ),
    "share": (
        "def share(mask):\n    zeros = 0\n    for row in mask:\n        for cell in row:\n            if cell == 0:\n                zeros += 1\n    return zeros / (len(mask) * len(mask[0]))\n",
        "def share(mask):\n    flat = [cell for row in mask for cell in row]\n    return flat.count(0) / len(flat) if flat else 0.0\n",
        "def share(mask):\n    import numpy as np\n    array = np.array(mask)\n    return 1.0 - np.count_nonzero(array) / array.size\n",
        "def share(mask):\n    lengths = [len(row) for row in mask]\n    kept = [sum(map(bool, row)) for row in mask]\n    assert min(lengths) == max(lengths), mask\n    return 1 - sum(kept) / sum(lengths)\n",
    ),
    "levels": (
        "def levels(low, high, bits):\n    step = (high - low) / (2 ** bits - 1)\n    return [low + step * i for i in range(2 ** bits)]\n",
        "def levels(low, high, bits):\n    import numpy as np\n    return np.linspace(low, high, num=1 << bits, endpoint=True).tolist()\n",
        "def levels(low, high, bits):\n    out = [low]\n    while len(out) < pow(2, bits):\n        out.append(out[-1] + (high - low) / (pow(2, bits) - 1))\n    out[-1] = high\n    return out\n",
        "def levels(low, high, bits):\n    if bits == 0:\n        return [low]\n    count = 2 << (bits - 1)\n    return [(low * (count - 1 - i) + high * i) / (count - 1) for i in range(count)]\n",
    ),
}
RENAMED = dict(zip(
    "total value best kept place points values layers rows columns mask zeros row cell step low high bits i cost gain out half level count".split(),
    (f"name_{number}" for number in range(40)),
))  # fmt: skip


def _draws() -> list[tuple[int, ...]]:
    """Ways by function for each student, so that no two write more than two of the five functions alike."""
    every = list(itertools.product(range(4), repeat=5))
    random.Random(1).shuffle(every)
    kept: list[tuple[int, ...]] = []
    for one in every:
        if all(sum(a == b for a, b in zip(one, other)) <= 2 for other in kept):
            kept.append(one)
    return kept


DRAWS = _draws()


def honest(number: int) -> str:
    """The starter's text with one way for each function."""
    ways = zip(WAYS.values(), DRAWS[number])
    return STARTER.partition("def mean")[0] + "\n\n".join(texts[way] for texts, way in ways)


def disguised(text: str) -> str:
    """Renamed variables, functions in another order, comments and docstrings besides."""
    text = re.sub(r"(?<![.\w])[a-z]+(?!\w)", lambda word: RENAMED.get(word[0], word[0]), text)
    head, *functions = re.split(r"^(?=def )", text, flags=re.MULTILINE)
    functions = [re.sub(r":\n", ':\n    """My own words."""\n    # and a remark\n', one, count=1) for one in functions]
    return head + "\n\n".join(reversed(functions))


EVIL = "</pre><script>document.title = 'taken'</script><img src=http://example.invalid/x onerror=\"document.title = 'taken'\">"
#: What costs only itself: file name -> bytes.
HOSTILE = {
    "large": {"m.py": b"x = 1\n" * 1_700_000},
    "endless": {"m.py": b"(" * 299_999},
    "zeros": {"m.py": b"\0" * 50_000 + b"x = [" + b"\\'" * 20_000},
    "deep": {"m.py": b"x = 1\n", "report.ipynb": b'{"cells":' + b"[" * 200_000},
    "broken": {"m.py": "def f(:\n  '''never closed \ud83d\n".encode("utf-8", "surrogatepass") + b"\xff\xfe"},
}


@pytest.fixture(scope="session")
def compared(tmp_path_factory):
    """The command on the whole class: what it said, the figures, the page's path."""
    root = tmp_path_factory.mktemp("similarity")
    files = {
        "course/course.toml": 'title = "Mini"\npackages = ["numpy"]\n',
        f"course/assignments/{WEEK}/assignment.toml": 'title = "Mini week"\nmodules = ["m"]\nnotebook = "report.ipynb"\nauto_total = 1\n'
        '[[questions]]\nid = "mean"\nmodule = "m"\npoints = 1\n',
        f"course/starter_code/{WEEK}/m.py": STARTER,
    }
    hand_ins = {f"honest{number:02}": {"m.py": honest(number)} for number in range(20)}
    hand_ins["source"] = {"m.py": honest(20) + f"\n\ndef evil():\n    return [1, 2.5, {EVIL!r}, 4][::-1] + list(range(17))\n"}
    hand_ins["copier"] = {"m.py": disguised(hand_ins["source"]["m.py"])}
    hand_ins["idle"] = hand_ins["idler"] = {"m.py": STARTER}
    cells = [{"cell_type": "code", "source": f"%matplotlib inline\nx = 1\n{WAYS['front'][2]}"}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    hand_ins["inbook"] = {"m.py": STARTER, "report.ipynb": json.dumps(notebook)}
    hand_ins |= HOSTILE
    for student, parts in hand_ins.items():
        files |= {f"in/{student}/{name}": data for name, data in parts.items()}
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    make_secret(load_course(root / "course"))
    command = ["similarity", WEEK, root / "in", "--out", root / "out", "--course", root / "course", "--jobs", 1, "--pairs", 100]
    done = CliRunner().invoke(app, list(map(str, command)))
    assert done.exit_code == 0, done.output
    return done.output, json.loads((root / "out" / "similarity.json").read_text()), root / "out" / "index.html"
