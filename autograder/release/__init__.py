"""What leaves the instructor's side: starters, releases, and their scan. Built from allow-lists, then read as finished.

Never ships a solution, a hidden test, a marking scheme or a secret: see `scan.py`, which opens what was built.
"""
