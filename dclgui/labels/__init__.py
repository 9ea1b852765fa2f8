"""Labels out: the finished table and the files made of it."""
