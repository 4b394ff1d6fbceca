"""Tests of the report room, one module for each of its modules."""
