"""The estimators, against scipy, R or a published example where they have it, else against hand-made numbers."""
