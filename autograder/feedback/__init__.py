"""What a student learns from a run: one page each, as HTML and as plain text, and the ways by which it reaches them.

Made from `results/<id>.json` alone, which hold what a student may see, and from what the term's records and the gradebook
say about that student. The staff's record of a hand-in is never opened for a page.
"""
