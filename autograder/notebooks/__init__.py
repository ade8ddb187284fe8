"""Students' notebooks: read and run in a worker, judged here by values, shown as a clean copy of the released notebook.

Nothing here parses or runs what a student wrote: a worker reads the file, and its cells come back as plain text.
"""

from .store import CellScore, CleanNotebook, clean_notebook, clean_notebooks

__all__ = ["CellScore", "CleanNotebook", "clean_notebook", "clean_notebooks"]
