"""What the public tests look at beside answers: imports, and the syntax of a later Python.

The files of this folder are the grader's own. They are made from the course's sources.
"""

#: The Python that grades.
GRADED_WITH = (3, 10)
