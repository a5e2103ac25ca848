"""Shoumi 守密 runs a company's trade-secret regime and proves that it is kept."""

__version__ = "0.1.0"
