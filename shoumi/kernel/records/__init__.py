"""Record: the concrete base of everything the regime keeps, who may see it, and its history."""
