"""Arithmetics: exact rationals, residues, balls of numbers, functions of Gaussian variables."""
