"""Diagnostics and deliveries → what people and programs read."""
