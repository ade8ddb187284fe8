"""The autograder of an Efficient ML course: see `docs/sandbox.md`.

This file stays empty of imports: students' laptops and the sandboxed worker load only `autograder.kit` and
`autograder.worker`, and must not pull in anything of the trusted side.
"""
