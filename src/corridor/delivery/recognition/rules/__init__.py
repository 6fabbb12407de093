"""What holds in recognition, whoever stores it: states, clocks, decisions, rubrics."""
