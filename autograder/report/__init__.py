"""The class page: what a run tells about the tests and the teaching. Reads a run's folder; opens no student's file."""
