"""Files in: what lies in the two folders, and every kind of picture as the same array."""
