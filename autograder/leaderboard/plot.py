"""The board as a picture: every model a point, the front a staircase with the table's numbers. The same board gives the same bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .board import Board

BLUE, GREY = "#0072b2", "#8c8c8c"


def plot(board: Board) -> dict[str, bytes]:
    """Kind of file -> its bytes: svg and png."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"svg.hashsalt": board.assignment.name, "svg.fonttype": "path"}):
        figure = Figure(figsize=(8, 5), layout="constrained")
        FigureCanvasAgg(figure)
        axis = figure.subplots()
        front = [e for e in board.entries if e.front]
        rest = [e for e in board.entries if not e.front]
        axis.scatter([e.cost for e in rest], [e.accuracy for e in rest], color=GREY, s=28, label="not on it", zorder=2)
        if front:
            right = max(e.cost for e in board.entries) * 1.15
            steps = [*[e.cost for e in front], right], [*[e.accuracy for e in front], front[-1].accuracy]
            axis.step(*steps, where="post", color=BLUE, linewidth=1.4, zorder=1)
            axis.scatter(
                [e.cost for e in front], [e.accuracy for e in front], color=BLUE, s=46, label="on the front", zorder=3
            )
            for place, entry in enumerate(front, 1):
                at = (entry.cost, entry.accuracy)
                axis.annotate(str(place), at, xytext=(-5, 5), textcoords="offset points", ha="right", color=BLUE)
        axis.axhline(board.rules.least_accuracy, color=GREY, linewidth=0.8, linestyle=":", label="least accuracy")
        axis.set_xscale("log")
        axis.set(xlabel=f"{board.rules.cost} (fewer is better)", ylabel="accuracy on hidden images (%)")
        axis.set_title(f"{board.assignment.title}: the challenge")
        axis.grid(alpha=0.25)
        if board.entries:
            axis.legend(loc="lower right", frameon=False)
        made = {}
        for kind, nobody in (("svg", {"Date": None}), ("png", {"Software": None})):
            stream = io.BytesIO()
            figure.savefig(stream, format=kind, dpi=110, metadata=nobody)
            made[kind] = stream.getvalue()
        return made
