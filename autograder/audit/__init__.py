"""The audit: does a week's suite deserve trust? Variants of the solution go through the grader, and the suite is graded.

Nothing of a student's is ever read here: the variants are made from the course's own solution and its named cases.
"""
