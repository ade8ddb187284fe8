"""Which of the files that came are the hand-in: the right folder, the right names, and nothing that steers the grader.

Works on paths and bytes in memory; a file's content is compared with another's at most, never read as source.
"""

from collections.abc import Collection
from dataclasses import dataclass

from autograder.intake.junk import installed_names, left_out
from autograder.intake.model import Asked, Refusal
from autograder.intake.modules import asked_name
from autograder.intake.text import listed


@dataclass(frozen=True)
class Bag:
    """Files of one hand-in, or of a part of it."""

    files: dict[str, bytes]
    notes: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    """All paths that came, also where only a folder of them was taken."""


def holds(files: Collection[str], asked: Asked) -> set[str]:
    """The asked files among the files at the top of a bag."""
    return {wanted for path in files if "/" not in path and (wanted := asked_name(path, asked))}


def unwrap(files: dict[str, bytes], asked: Asked) -> Bag:
    """The folder nearest the root that holds asked modules (else the notebook). Two side by side: `Refusal`."""
    means = {path: asked_name(path.rsplit("/", 1)[-1], asked) for path in files}
    for wanted in (asked.module_files, asked.files):
        folders = {path.rpartition("/")[0] for path, name in means.items() if name in wanted}
        if folders:
            break
    else:
        return Bag(files, (), tuple(files))
    depth = min(map(_depth, folders))
    nearest = sorted(folder for folder in folders if _depth(folder) == depth)
    if len(nearest) > 1:
        raise Refusal(
            f"The folders {listed(nearest)} both hold files that are asked for, and nothing says which of them counts. "
            "Hand in one of them."
        )
    top = f"{nearest[0]}/" if nearest[0] else ""
    chosen = {path.removeprefix(top): data for path, data in files.items() if path.startswith(top)}
    notes = []
    for name in asked.files:
        others = [path for path, means_ in means.items() if means_ == name]
        if name not in asked.module_files and name not in holds(chosen, asked) and len(others) == 1:
            chosen.pop(others[0].removeprefix(top), None)
            chosen[name] = files[others[0]]
            notes.append(f"{listed([others[0]])} was taken for {name}.")
    return Bag(chosen, tuple(notes), tuple(files))


def _depth(folder: str) -> int:
    return folder.count("/") + 1 if folder else 0


def finish(bag: Bag, asked: Asked, installed: Collection[str] | None) -> Bag:
    """Names set right where there is no doubt, what steers the grader left out, and what is missing said."""
    files, notes, seen = dict(bag.files), list(bag.notes), bag.seen
    for wanted in asked.files:
        if wanted in files:
            continue
        changed = sorted(path for path in files if "/" not in path and asked_name(path, asked) == wanted)
        if len({files[path] for path in changed}) == 1:
            files[wanted] = files.pop(changed[0])
            seen = tuple(path for path in seen if path.rsplit("/", 1)[-1] != changed[0])
            notes.append(f"{listed([changed[0]])} was taken for {wanted}.")
        elif changed:
            notes.append(f"{listed(changed)} could each be {wanted}, so none was taken. Hand in one {wanted}.")
    out = left_out(files, asked.files, installed_names() if installed is None else installed)
    files = {path: data for path, data in files.items() if path not in out}
    shadows = sorted({name for name in out.values() if name})
    if shadows:
        notes.append(f"{listed(shadows)} was left out: an installed package has this name. Choose another name.")
    return Bag(files, (*notes, *_missing(files, seen, asked)), seen)


def _missing(files: Collection[str], seen: tuple[str, ...], asked: Asked) -> list[str]:
    missing = [name for name in asked.module_files if name not in files]
    if not missing:
        return []
    others = [path for path in seen if path not in asked.files and path not in files] + [
        path for path in files if path not in asked.files
    ]
    others = [path for path in dict.fromkeys(others) if path.rsplit("/", 1)[-1] not in asked.files]
    notebooks = [path for path in [*files, *others] if path.lower().endswith(".ipynb")]
    code = [path for path in others if path.lower().endswith((".py", ".txt")) or ".py." in path.lower()]
    if len(missing) < len(asked.module_files):
        found = f" Found beside: {listed(code)}." if code else ""
        return [f"Missing: {', '.join(missing)}.{found}"]
    if not seen:
        found = ""
    elif notebooks and not code:
        found = f" A notebook was found ({listed(sorted(set(notebooks)))}): functions in its cells are not graded here."
    else:
        found = f" Found instead: {listed(sorted(seen))}."
    if any(path.lower().endswith((".zip", ".tar", ".gz", ".tgz", ".7z", ".rar")) for path in seen):
        found += " An archive inside an archive is not opened."
    return [f"None of the modules asked for was found: hand in {', '.join(asked.module_files)}.{found}"]
