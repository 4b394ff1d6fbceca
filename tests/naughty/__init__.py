"""Hostile strings: our own list, families made from it, and what every output must do with them."""
