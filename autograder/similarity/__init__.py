"""Which hand-ins resemble each other, as advice to a person who looks. Never a verdict, never part of a grade.

Own winnowing instead of copydetect: that tokenises wherever it runs and returns whole marked files, where this needs the
one half inside a worker (tokens.py) and the other on the trusted side (on numbers alone), with passages set side by side.
"""
