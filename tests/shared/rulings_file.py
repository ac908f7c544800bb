"""A file of rulings with comments and a layout of its own, as people write them."""

__all__ = ["TEXT"]

TEXT = """# Ours.
by = "Mia"   # always

[remarks.sign]   # often
share = "half"
text = "A sign."

# Ann is to be asked
[[ruling]]   # Ann
line = "2.a"
for = ["ann@x.edu"]   # she called
share = "half"


# together
[[same]]
line = "2.a"
groups = ["e1", "e2"]

[[ruling]]
line = "2.b"
answer = "e1"
text = '''
[[ruling]]
'''
share = "all"
on = 2026-10-01

[[left]]
line = "2.b"
for = ["bob@x.edu"]
text = "Is that the convention?"
# the end"""
