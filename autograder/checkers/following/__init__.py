"""Lines that follow others: graded with the reference's answers to these, and the student's."""
