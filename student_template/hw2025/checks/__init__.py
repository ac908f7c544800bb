"""What the public tests look at beside answers: imports, syntax, forms of a file, derivations.

Most files of this folder are the grader's own. They are made from the course's sources.
"""

#: The Python that grades.
GRADED_WITH = (3, 10)

#: The files with questions.
QUESTION_FILES = (
    "q1_normalization.py",
    "q2_decoding.py",
    "q3_birnn.py",
    "q4_lora.py",
)
