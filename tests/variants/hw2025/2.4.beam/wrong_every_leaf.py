"""earns nothing: too many

Lists every leaf, in the hope that two are right.
"""


def tree_beam():
    return {
        "the red rectangle": -9.7,
        "the red circle": -10.3,
        "the green triangle": -10.2,
        "the green square": -10.8,
        "a blue ellipse": -10.3,
        "a blue square": -9.9,
        "a red circle": -10.0,
        "a red square": -10.2,
    }
