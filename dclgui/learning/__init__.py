"""Learning from a person's answers at once: the committee's labellings and small learners, weighed by each answer."""
