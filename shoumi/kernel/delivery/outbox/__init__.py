"""What leaves the house: the queue, the two channels that empty it, and what a message says."""
