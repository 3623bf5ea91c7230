"""Figures that explain themselves: counts, their history, the cases behind them, and the distance to a target."""
