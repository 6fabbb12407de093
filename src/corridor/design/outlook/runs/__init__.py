"""From the records of the outlook to its engine and back; every computation leaves a run record."""
