"""What several charts draw in the same way: keys of what occurs, and the months of a year."""
