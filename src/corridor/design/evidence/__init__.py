"""What a scheme stands on: questions with their answers, gaps in the data, indicators of the choice."""
