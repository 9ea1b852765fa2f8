"""The pages that the steps on the left lead to."""
