"""What the public tests look at beside answers: imports, later syntax, derivations.

Most files of this folder are the grader's own. They are made from the course's sources.
"""

#: The Python that grades.
GRADED_WITH = (3, 10)
