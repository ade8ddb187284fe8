"""Races against what courses use instead. `python -m benchmarks` (`make bench`) runs all of them and writes RESULTS.md.

Not part of the grader: nothing in `autograder/` imports this, and the peers live in environments below build/bench/.
"""
