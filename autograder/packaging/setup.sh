#!/usr/bin/env bash
# Makes .venv beside this file, with everything the grader needs. Never touches the system's Python.
#
# In a package that `autograder package gradescope` has made, requirements.txt lies beside it: these
# versions are taken, with the Python that they are for, and with no other. Gradescope runs it as
# root when the image is built. In a checkout it runs as an ordinary user, with any Python from 3.10
# on. A second run ends at once, unless the versions, this file or the choice of torch has changed.
set -euo pipefail

usage() {
    cat <<'EOF'
usage: setup.sh [--torch cpu|cuda|present] [--dev] [--python PYTHON] [--any-python]

  --torch cpu      torch for CPUs (the default, unless .venv was made otherwise)
  --torch cuda     torch from the default index, with its CUDA libraries (several gigabytes)
  --torch present  use the torch that PYTHON has already, and what else it has in the same versions
  --dev            also what the tests need (ruff, mypy, Chromium, ...); in a checkout
  --python PYTHON  the interpreter (default: in a package the one that it is for; in a checkout
                   python3, or the first from 3.10 on that will do)
  --any-python     in a package, for a rehearsal: take PYTHON even if it is another version
EOF
}

torch="" dev="" python="" any_python=""
while [ $# -gt 0 ]; do
    case "$1" in
        --torch) torch="${2:-}"; shift ;;
        --dev) dev="[dev,review]" ;;
        --python) python="${2:-}"; shift ;;
        --any-python) any_python=yes ;;
        -h | --help) usage; exit 0 ;;
        *) echo "setup.sh: unknown argument: $1" >&2; usage >&2; exit 2 ;;
    esac
    shift
done
# Not where a link to this file points: what it sets up lies beside the link.
cd "$(dirname "${BASH_SOURCE[0]}")"
torch="${torch:-$(cat .venv/autograder-torch 2>/dev/null || echo cpu)}"
case "$torch" in cpu | cuda | present) ;; *) usage >&2; exit 2 ;; esac
torch_version=2.13.0
cpu_index=https://download.pytorch.org/whl/cpu

# The versions of a package, and the one Python that they are for; a checkout has none.
versions="" only_python=""
if [ -f requirements.txt ]; then
    versions=requirements.txt
    only_python=$(sed -n 's/^# Python \(3\.[0-9]*\)$/\1/p' "$versions")
    torch_version=$(sed -n 's/^torch==//p' "$versions")
    if [ -z "$only_python" ] || [ -z "$torch_version" ]; then
        echo "setup.sh: $versions does not say for which Python it is, or no version of torch" >&2
        exit 1
    fi
    if [ -n "$dev" ]; then
        echo "setup.sh: --dev is for a checkout; this is a package" >&2
        exit 2
    fi
fi

step=0
say() {
    step=$((step + 1))
    echo "setup.sh: $step. $* ($SECONDS s)"
}

# pip's own bars on a terminal; elsewhere, as in the platform's log, our steps will do.
pip_install() {
    local options=(--quiet)
    [ -t 1 ] && options=()
    .venv/bin/python -m pip install "${options[@]}" "$@"
}

is_suitable() {
    "$1" - "${any_python:+any}" "$only_python" >/dev/null 2>&1 <<'EOF'
import sys
free, only = sys.argv[1:]
running = "%d.%d" % sys.version_info[:2]
sys.exit(sys.version_info < (3, 10) if free or not only else running != only)
EOF
}

has_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

# As root, workers get users of their own, who cannot read a Python in root's home.
is_readable_by_all() {
    "$1" - >/dev/null 2>&1 <<'EOF'
import os, sys
for path in (os.path.realpath(sys.executable), os.path.realpath(sys.base_prefix)):
    while path != "/":
        if not os.stat(path).st_mode & 0o001:
            sys.exit(1)
        path = os.path.dirname(path)
EOF
}

has_torch() {
    "$1" -c 'import importlib.util, sys; sys.exit(not importlib.util.find_spec("torch"))'
}

has_all() {
    local test
    for test in $2; do
        if [ "$test" != is_readable_by_all ] || [ "$(id -u)" = 0 ]; then
            "$test" "$1" || return 1
        fi
    done
}

# The first interpreter of the right version, and has all that is wanted of it if one has.
find_python() {
    local candidate candidates wanted named
    candidates=${python:-python3 python3.13 python3.12 python3.11 python3.10 /usr/bin/python3}
    if [ -n "$only_python" ]; then
        named="python$only_python /usr/bin/python$only_python"
        candidates=${python:-$named python3 /usr/bin/python3}
    fi
    for wanted in "has_venv is_readable_by_all" has_venv ""; do
        for candidate in $candidates; do
            if is_suitable "$candidate" && has_all "$candidate" "$wanted"; then
                command -v "$candidate"
                return
            fi
        done
    done
    return 1
}

# Debian and Ubuntu keep venv in a package of its own, and one Python; others are in an archive that
# Ubuntu knows as deadsnakes.
fetch_python() {
    local package=python${only_python:-3}-venv
    say "the interpreter: $package, from the system's packages"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    if ! apt-cache show "$package" >/dev/null 2>&1 && grep -q '^ID=ubuntu' /etc/os-release; then
        apt-get install -y -qq software-properties-common
        add-apt-repository -y ppa:deadsnakes/ppa
        apt-get update -qq
    fi
    apt-get install -y -qq "$package"
}

require_python() {
    interpreter=$(find_python) && has_venv "$interpreter" && return
    if [ -z "$python" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        fetch_python >&2 || echo "setup.sh: the system's packages did not give it" >&2
        interpreter=$(find_python) && has_venv "$interpreter" && return
    fi
    if [ -n "${interpreter:-}" ]; then
        echo "setup.sh: $interpreter has no venv module; install it (Debian: python3-venv)" >&2
    elif [ -n "$only_python" ] && [ -z "$any_python" ]; then
        local what="none is there"
        [ -n "$python" ] && what="$python is another"
        [ -n "$python" ] && ! command -v "$python" >/dev/null && what="$python is not there"
        echo "setup.sh: this package is for Python $only_python, and $what;" \
            "install python$only_python with its venv module, or name one with --python" >&2
    else
        echo "setup.sh: no Python 3.10 or later was found (give one with --python)" >&2
    fi
    return 1
}

make_venv() {
    local options=()
    require_python
    if [ "$torch" = present ] && ! has_torch "$interpreter"; then
        echo "setup.sh: --torch present, but $interpreter has no torch" >&2
        return 1
    fi
    say ".venv, with $("$interpreter" --version) ($interpreter)"
    if [ "$torch" = present ]; then
        options=(--system-site-packages)
        # One that is there need not be made.
        "$interpreter" -c 'import pip' 2>/dev/null && options+=(--without-pip)
    fi
    "$interpreter" -m venv --clear "${options[@]}" .venv
    if [ "$torch" = present ]; then
        # Where PYTHON is of an environment itself, the new one would know of what is below it only.
        "$interpreter" -I - > "$(site_packages)/present.pth" <<'EOF'
import sys
print(*(path for path in sys.path if path.endswith("-packages")), sep="\n")
EOF
    fi
}

site_packages() {
    .venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'
}

can_reach() {
    .venv/bin/python - "$1" <<'EOF'
import sys, urllib.request
try:
    urllib.request.urlopen(sys.argv[1], timeout=10).close()
except OSError:
    sys.exit(1)
EOF
}

# The CPU wheels' own index where it can be reached; else what pip knows, which may have them too.
# Elsewhere the same version comes with CUDA's libraries: more than a small container can hold.
install_cpu_torch() {
    local options=(${versions:+--no-deps})
    if can_reach "$cpu_index/torch/"; then
        say "torch $torch_version for CPUs, some 200 MB"
        pip_install "${options[@]}" "torch==$torch_version" --index-url "$cpu_index"
        return
    fi
    say "torch $torch_version for CPUs from the default index: $cpu_index cannot be reached"
    pip_install "${options[@]}" "torch==$torch_version+cpu" 2>/dev/null && return
    if [ -n "$versions" ]; then
        echo "setup.sh: $cpu_index cannot be reached, and no other index has torch for CPUs;" \
            "run this again when it can (--torch cuda takes several gigabytes more)" >&2
        return 1
    fi
    say "torch $torch_version as the default index has it: there is none for CPUs alone"
    pip_install "torch==$torch_version"
}

install_torch() {
    case "$torch" in
        cpu) install_cpu_torch ;;
        cuda)
            say "torch with its CUDA libraries, several gigabytes"
            pip_install "torch${versions:+==$torch_version}" ${versions:+--constraint "$versions"}
            ;;
        present) ;; # it was looked for before .venv was made
    esac
}

install_rest() {
    if [ -z "$versions" ]; then
        say "the other packages, some 50 MB${dev:+, and those of the tests}"
        pip_install --editable ".$dev"
        # Where nobody may write byte code, every start would compile the engine anew.
        .venv/bin/python -m compileall -q autograder
        return
    fi
    # torch is there; one that was present is used as it is.
    grep -v '^torch==' "$versions" > .venv/versions.txt
    say "$(grep -c == .venv/versions.txt) other packages, in the versions of $versions"
    pip_install --no-deps --requirement .venv/versions.txt
    # The engine lies beside this file, which may be moved as a whole.
    echo ../../../.. > "$(site_packages)/autograder.pth"
    say "a first start"
    .venv/bin/python -m compileall -q autograder
    .venv/bin/python -I -c 'import autograder.run, flint, sympy, torch'
}

fingerprint() {
    cat ${versions:-pyproject.toml} setup.sh
    echo "torch $torch"
}

has_browser() {
    command -v chromedriver >/dev/null &&
        { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
}

# For the tests of pages. Without it they fail, and say the same; all others run.
install_browser() {
    has_browser && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Chromium, for the tests of pages, from the system's packages"
        export DEBIAN_FRONTEND=noninteractive
        { apt-get update -qq && apt-get install -y -qq chromium chromium-driver; } >/dev/null || true
        has_browser && return
    fi
    echo "setup.sh: no Chromium is here, and the tests of pages fail without one; install it with" \
        "its chromedriver (Debian: apt install chromium chromium-driver)" >&2
}

# What is installed is recorded last, so that an interrupted run is begun again.
stamp=.venv/autograder-setup
wanted=$(fingerprint | cksum)
have=$(cat "$stamp" 2>/dev/null || true)
if [ "$have" = "$wanted dev" ] || { [ "$have" = "$wanted" ] && [ -z "$dev" ]; }; then
    [ -z "$dev" ] || install_browser # there may have been no network the last time
    exit 0
fi

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
if [ "${have%% dev}" != "$wanted" ]; then
    make_venv
    install_torch
    echo "$torch" > .venv/autograder-torch
fi
install_rest
[ -z "$dev" ] || install_browser
echo "$wanted${dev:+ dev}" > "$stamp"
echo "setup.sh: done ($SECONDS s)"
