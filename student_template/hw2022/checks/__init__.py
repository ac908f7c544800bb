"""What the public tests look at beside answers: imports, syntax, forms of a file, derivations.

Most files of this folder are the grader's own. They are made from the course's sources.
"""

#: The Python that grades.
GRADED_WITH = (3, 10)

#: The files with questions.
QUESTION_FILES = (
    "q1_rnn.py",
    "q2_momentum.py",
    "q3_attention.py",
    "q4_weight_decay.py",
)
