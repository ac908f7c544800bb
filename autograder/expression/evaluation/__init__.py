"""Evaluation of a tree at points of the domain of a question's symbols."""
