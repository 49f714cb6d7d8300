"""The engine: pure functions from model to model; dates are arguments."""
