"""Tests that open finished reports in a real browser with the network off."""
