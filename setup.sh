#!/usr/bin/env bash
# Makes .venv beside this file, with everything the grader needs. Never touches the system's Python.
#
# Gradescope runs it as root when the image is built; in a checkout it runs as an ordinary user.
# A second run ends at once, unless pyproject.toml, this file or the choice of torch has changed.
set -euo pipefail

usage() {
    cat <<'EOF'
usage: setup.sh [--torch cpu|cuda|present] [--dev] [--python PYTHON]

  --torch cpu      torch 2.13.0 for CPUs (the default, unless .venv was made otherwise)
  --torch cuda     torch from the default index, with its CUDA libraries (several gigabytes)
  --torch present  use the torch that PYTHON has already
  --dev            also what the tests need (ruff, mypy, hypothesis, ...)
  --python PYTHON  the interpreter, 3.10 or later (default: python3, or the first that will do)
EOF
}

torch="" dev="" python=""
while [ $# -gt 0 ]; do
    case "$1" in
        --torch) torch="${2:-}"; shift ;;
        --dev) dev="[dev]" ;;
        --python) python="${2:-}"; shift ;;
        -h | --help) usage; exit 0 ;;
        *) echo "setup.sh: unknown argument: $1" >&2; usage >&2; exit 2 ;;
    esac
    shift
done
cd "$(dirname "${BASH_SOURCE[0]}")"
torch="${torch:-$(cat .venv/autograder-torch 2>/dev/null || echo cpu)}"
case "$torch" in cpu | cuda | present) ;; *) usage >&2; exit 2 ;; esac
torch_version=2.13.0
cpu_index=https://download.pytorch.org/whl/cpu

is_suitable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1
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

# The first interpreter that is recent enough, and has all that is wanted of it if one has.
find_python() {
    local candidate candidates wanted
    candidates=${python:-python3 python3.13 python3.12 python3.11 python3.10 /usr/bin/python3}
    for wanted in "has_venv is_readable_by_all" has_venv ""; do
        for candidate in $candidates; do
            if is_suitable "$candidate" && has_all "$candidate" "$wanted"; then
                command -v "$candidate"
                return
            fi
        done
    done
    echo "setup.sh: no Python 3.10 or later was found (give one with --python)" >&2
    return 1
}

has_all() {
    local test
    for test in $2; do
        if [ "$test" != is_readable_by_all ] || [ "$(id -u)" = 0 ]; then
            "$test" "$1" || return 1
        fi
    done
}

make_venv() {
    local interpreter options=()
    interpreter=$(find_python)
    if ! has_venv "$interpreter" && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        # Debian and Ubuntu keep venv in a package of its own.
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
    fi
    if ! has_venv "$interpreter"; then
        echo "setup.sh: $interpreter has no venv module; install it (Debian: python3-venv)" >&2
        return 1
    fi
    [ "$torch" = present ] && options=(--system-site-packages)
    "$interpreter" -m venv --clear "${options[@]}" .venv
}

install_torch() {
    case "$torch" in
        cpu)
            # The CPU wheels' own index where it can be reached: elsewhere the same version may
            # come with CUDA libraries.
            if .venv/bin/python - "$cpu_index" <<'EOF'
import sys, urllib.request
try:
    urllib.request.urlopen(sys.argv[1] + "/torch/", timeout=10).close()
except OSError:
    sys.exit(1)
EOF
            then
                .venv/bin/python -m pip install --quiet "torch==$torch_version" --index-url "$cpu_index"
            else
                echo "setup.sh: $cpu_index cannot be reached; taking torch from the default index"
                .venv/bin/python -m pip install --quiet "torch==$torch_version"
            fi
            ;;
        cuda) .venv/bin/python -m pip install --quiet torch ;;
        present)
            if ! .venv/bin/python -c 'import torch'; then
                echo "setup.sh: --torch present, but the interpreter has no torch" >&2
                return 1
            fi
            ;;
    esac
}

fingerprint() {
    cat pyproject.toml setup.sh
    echo "torch $torch"
}

# What is installed is recorded last, so that an interrupted run is begun again.
stamp=.venv/autograder-setup
wanted=$(fingerprint | cksum)
have=$(cat "$stamp" 2>/dev/null || true)
if [ "$have" = "$wanted dev" ] || { [ "$have" = "$wanted" ] && [ -z "$dev" ]; }; then
    exit 0
fi

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
echo "setup.sh: making .venv (a few minutes the first time)"
if [ "${have%% dev}" != "$wanted" ]; then
    make_venv
    install_torch
    echo "$torch" > .venv/autograder-torch
fi
.venv/bin/python -m pip install --quiet --editable ".$dev"
echo "$wanted${dev:+ dev}" > "$stamp"
echo "setup.sh: done"
