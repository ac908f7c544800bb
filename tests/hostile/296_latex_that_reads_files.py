"""Asks TeX for files, commands and what lies beyond the folder."""

LOST = ("1.count",)

BEFORE = """
\\usepackage{macros}
\\input{@secret}
\\input{|"cat @secret"}
\\immediate\\write18{touch @outside/written}
\\openin1=/etc/passwd
\\catcode`\\%=12
"""


def make(folder, world):
    before = BEFORE.replace("@secret", world.secret).replace("@outside", world.outside)
    world.latex(folder, before=before, count="\\input{macros} \\directlua{os.exit()} $N + T$")
    (folder / "macros.sty").symlink_to(world.secret)
