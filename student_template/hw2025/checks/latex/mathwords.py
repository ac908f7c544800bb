"""The commands of mathematics: which are letters, operators, relations, functions, accents.

A table says what a command is, not what it means: that is the grammar's.
"""

from __future__ import annotations

from collections.abc import Mapping

from .listed import listed

__all__ = [
    "ACCENTS", "BIG", "BLANKS", "CLOSING", "DROPPED", "FUNCTIONS", "GREEK", "LENGTHS", "LETTERS",
    "OPENING", "OPERATORS", "PLAIN_ARGUMENT", "RELATIONS", "SIDED", "SIZES", "STYLES",
    "WORD_FUNCTIONS",
]  # fmt: skip

_VARIANTS = {
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho",
    "varsigma": "sigma", "varpi": "pi", "varkappa": "kappa",
}  # fmt: skip

GREEK = frozenset(
    listed(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho "
        "sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi "
        "Psi Omega"
    )
)

#: What stands for a letter, with the letter that it is.
LETTERS: Mapping[str, str] = {
    **{name: f"\\{name}" for name in GREEK},
    **{name: f"\\{plain}" for name, plain in _VARIANTS.items()},
    "ell": "\\ell", "hbar": "\\hbar", "nabla": "\\nabla", "partial": "\\partial",
    "infty": "\\infty", "imath": "i", "jmath": "j", "emptyset": "\\emptyset",
    "top": "\\top", "intercal": "\\top", "dagger": "\\dagger", "bot": "\\bot",
    "star": "*", "ldots": "\\dots", "dots": "\\dots", "cdots": "\\dots", "dotsc": "\\dots",
    "dotsb": "\\dots", "vdots": "\\dots", "ddots": "\\dots", "Re": "\\Re", "Im": "\\Im",
    "aleph": "\\aleph", "wp": "\\wp", "S": "\\S", "checkmark": "\\checkmark", "square": "\\square",
    "triangle": "\\triangle", "forall": "\\forall", "exists": "\\exists", "neg": "\\neg",
    "lnot": "\\neg", "hslash": "\\hbar", "circledast": "*", "#": "#", "%": "%", "$": "$", "&": "&",
    "_": "_",
}  # fmt: skip

OPERATORS: Mapping[str, str] = {
    "+": "+", "-": "-", "*": "*", "/": "/", "!": "!", "cdot": "cdot", "times": "times",
    "ast": "*", "div": "/", "odot": "odot", "circ": "circ", "otimes": "otimes", "oplus": "oplus",
    "pm": "pm", "mp": "pm", "bullet": "cdot", "slash": "/", "bmod": "mod", "mod": "mod",
    "setminus": "setminus", "backslash": "setminus", "cap": "cap", "cup": "cup", "wedge": "wedge",
    "vee": "vee", "land": "wedge", "lor": "vee", "cdotp": "cdot", "smallsetminus": "setminus",
    "ominus": "ominus", "oslash": "oslash",
}  # fmt: skip

RELATIONS: Mapping[str, str] = {
    "=": "=", "<": "<", ">": ">", "le": "<=", "leq": "<=", "leqslant": "<=", "ge": ">=",
    "geq": ">=", "geqslant": ">=", "lt": "<", "gt": ">", "ne": "!=", "neq": "!=",
    "equiv": "=", "coloneqq": "=", "coloneq": "=", "doteq": "=", "triangleq": "=",
    "stackrel=": "=", "eqqcolon": "=", "leftarrow": "<-", "gets": "<-", "to": "->",
    "rightarrow": "->", "longrightarrow": "->", "mapsto": "mapsto",
    "longmapsto": "mapsto", "in": "in", "notin": "in", "ni": "in", "subset": "in",
    "subseteq": "in", "ll": "<<", "gg": ">>", "approx": "~", "simeq": "~", "cong": "~",
    "sim": "~", "propto": "propto", "asymp": "~", "lesssim": "~", "gtrsim": "~",
    "Rightarrow": "=>", "Longrightarrow": "=>", "implies": "=>", "Leftrightarrow": "<=>",
    "iff": "<=>", "Longleftrightarrow": "<=>", "leadsto": "=>", "rightsquigarrow": "=>",
    "hookrightarrow": "->", "therefore": "=>", "because": "where", "mid": "mid",
    "parallel": "bars", "perp": "perp", "leftrightarrow": "<=>", "Leftarrow": "<=>",
    "preceq": "~", "succeq": "~", "prec": "~", "succ": "~",
}  # fmt: skip

OPENING: Mapping[str, str] = {
    "(": "(", "[": "[", "{": "{", "lbrace": "{", "langle": "<", "lfloor": "floor",
    "lceil": "ceiling", "lbrack": "[", "lparen": "(",
}  # fmt: skip
CLOSING: Mapping[str, str] = {
    ")": "(", "]": "[", "}": "{", "rbrace": "{", "rangle": "<", "rfloor": "floor",
    "rceil": "ceiling", "rbrack": "[", "rparen": "(",
}  # fmt: skip
#: Bars of which a side is known.
SIDED: Mapping[str, tuple[str, str]] = {
    "lvert": ("|", "open"), "rvert": ("|", "close"), "lVert": ("||", "open"),
    "rVert": ("||", "close"),
}  # fmt: skip

SIZES = frozenset(
    listed("big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm")
)

#: Functions of numbers, and operations on matrices that are written as functions: the name in the
#: grader's words.
FUNCTIONS: Mapping[str, str] = {
    "exp": "exp", "log": "log", "ln": "log", "sin": "sin", "cos": "cos", "tan": "tan",
    "cot": "cot", "sec": "sec", "csc": "csc", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh",
    "coth": "coth", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "det": "det",
    "max": "max", "min": "min", "lim": "lim", "sup": "sup", "inf": "inf", "arg": "arg",
    "gcd": "gcd", "lg": "lg", "Pr": "Pr", "dim": "dim", "ker": "ker", "limsup": "lim",
    "liminf": "lim",
}  # fmt: skip

#: What is a function when it is set upright: in \operatorname, \text, \mathrm.
WORD_FUNCTIONS: Mapping[str, str] = {
    **FUNCTIONS,
    "diag": "diag", "Diag": "diag", "tr": "trace", "Tr": "trace", "trace": "trace", "Det": "det",
    "softmax": "softmax", "Softmax": "softmax", "sign": "sign", "sgn": "sign", "erf": "erf",
    "erfc": "erfc", "abs": "Abs", "sqrt": "sqrt", "floor": "floor", "ceil": "ceiling",
    "relu": "relu", "ReLU": "relu", "Relu": "relu", "sigmoid": "sigmoid", "norm": "norm",
    "Var": "variance", "var": "variance", "Cov": "covariance", "rank": "rank", "rg": "rank",
    "rk": "rank", "Rank": "rank", "vec": "vec", "asin": "asin", "acos": "acos", "atan": "atan",
    "sech": "sech", "csch": "csch", "arsinh": "asinh", "arcosh": "acosh", "artanh": "atanh",
    "asinh": "asinh", "acosh": "acosh", "atanh": "atanh", "arcsinh": "asinh", "arccosh": "acosh",
    "arctanh": "atanh", "softmaxrow": "softmax_row", "softmaxcol": "softmax_col", "acot": "acot",
    "asec": "asec", "acsc": "acsc", "acoth": "acoth", "argmax": "argmax", "argmin": "argmin",
    "polylog": "polylog", "poly": "polylog", "E": "E", "expectation": "E", "maxabs": "maxabs",
    "Max": "max", "Min": "min", "inv": "inv", "Mod": "mod", "hadamard": "hadamard",
}  # fmt: skip

BIG: Mapping[str, str] = {
    "sum": "sum", "prod": "product", "int": "integral", "iint": "integral", "oint": "oint",
    "bigcup": "bigcup", "bigcap": "bigcap", "coprod": "coprod", "bigodot": "bigodot",
    "bigotimes": "bigotimes", "bigoplus": "bigoplus",
}  # fmt: skip

#: Styles of letters: the mark that they leave. Bold, upright and the like distinguish nothing,
#: unless a question declares two symbols that differ in nothing else.
STYLES: Mapping[str, str] = {
    "mathbf": "bold", "boldsymbol": "bold", "bm": "bold", "pmb": "bold", "textbf": "bold",
    "bf": "bold", "bfseries": "bold", "mathrm": "upright", "rm": "upright", "mathup": "upright",
    "mathsf": "upright", "mathtt": "upright", "mathit": "italic", "it": "italic",
    "mathnormal": "italic", "mathbb": "double", "mathds": "double", "mathbbm": "double",
    "mathcal": "script", "mathscr": "script", "cal": "script", "mathfrak": "fraktur",
    "symbf": "bold", "symbfit": "bold", "symup": "upright", "symit": "italic", "mathbfit": "bold",
    "underline": "underline", "vec": "arrow", "overrightarrow": "arrow", "mathop": "",
    "mathbin": "", "mathrel": "", "mathord": "", "mathopen": "", "mathclose": "", "mathinner": "",
    "boxed": "", "ensuremath": "", "hbox": "", "mbox": "text", "fbox": "text", "textrm": "text",
    "textit": "text", "text": "text", "textnormal": "text", "textsf": "text", "texttt": "text",
    "textsc": "text", "emph": "text", "operatorname": "operator", "operatorname*": "operator",
    "cancel": "", "bcancel": "", "xcancel": "", "smash": "", "mathstrut": "", "uline": "",
    "displaystyle": "", "mathlarger": "",
    "up": "upright", "textup": "text", "by": "text",
}  # fmt: skip

ACCENTS: Mapping[str, str] = {
    "hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde", "bar": "bar",
    "overline": "bar", "dot": "dot", "ddot": "ddot", "check": "check", "breve": "breve",
    "acute": "acute", "grave": "grave", "mathring": "ring", "overbar": "bar",
}  # fmt: skip

#: Blanks; those that set formulas apart from each other are told from the others.
BLANKS: Mapping[str, bool] = {
    ",": False, ":": False, ";": False, "!": False, ">": False, " ": False, "thinspace": False,
    "medspace": False, "thickspace": False, "negthinspace": False, "enspace": True, "quad": True,
    "qquad": True, "hfill": True, "/": False, "nobreak": False, "allowbreak": False,
    "\n": False, "\t": False,
}  # fmt: skip

#: What leaves nothing behind.
DROPPED = frozenset(
    listed(
        "displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits left right "
        "middle nonumber notag normalfont centering noindent par tiny small normalsize large "
        "Large LARGE huge footnotesize scriptsize protect relax strut mathstrut hline it rm "
        "bf bfseries itshape sf tt smallskip medskip bigskip newline linebreak pagebreak "
        "displaybreak allowdisplaybreaks null upshape mdseries rmfamily cal leavevmode quad@ qed "
        "qedhere qedsymbol blacksquare square Box Halmos"
    )
)
#: What has a length without braces, such as ``\mkern-3mu``.
LENGTHS = frozenset(listed("kern mkern hskip mskip"))
#: What has an argument that is no mathematics, and is left out with it.
PLAIN_ARGUMENT = frozenset(
    listed(
        "label tag tag* color hspace hspace* vspace vspace* phantom hphantom vphantom ref "
        "eqref cite footnote mathchoice rule raisebox pagecolor columnwidth "
        "index"
    )
)
