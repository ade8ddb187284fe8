"""`make walkthrough`: a term's first weeks with a class of 60, by the commands that an instructor gives (docs/walkthrough.md)."""
