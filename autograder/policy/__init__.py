"""From scores to course grades, by the rules that `[policy]` in course.toml states: see `docs/grades.md`.

Numbers are exact from the first file to the last sum (decimals are read into fractions, never into floats) and are
rounded once, at the end. What people gave by hand or decided lies in files of its own that nothing here ever writes.
"""
