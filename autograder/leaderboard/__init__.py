"""The class's Pareto front of a challenge, from the records of a run. Shows pseudonyms only; opens no student's file."""
