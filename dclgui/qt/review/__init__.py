"""Step 4: the user reviews images and corrects their labels."""
