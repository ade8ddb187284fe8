#!/usr/bin/env bash
# Runs once, as root, when Gradescope builds the image: the only time when there is a network. What is there already is
# not installed again, so that an image of your own can bring the environment along.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"

install() { # apt-get, with the lists fetched once
  [ -n "${listed:-}" ] || apt-get update -qq
  listed=1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"
}
recent() { command -v "$1" >/dev/null && "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
newest() { for python in python3.13 python3.12 python3.11 python3; do if recent "$python"; then echo "$python"; return; fi; done; }

command -v bwrap >/dev/null || install bubblewrap
if ! "$root/venv/bin/python" -c 'from importlib.metadata import version; version("torch"), version("nbgrader")' 2>/dev/null; then
  [ -n "$(newest)" ] || install python3 python3-venv
  [ -n "$(newest)" ] || install python3.11 python3.11-venv
  "$(newest)" -m venv "$root/venv"
  "$root/venv/bin/python" -m pip install --disable-pip-version-check -q -c "$root/source/constraints.txt" -e "$root/source"
fi
chmod -R go-rwx "$root/source" # the tests and the secret are root's alone; the sandbox runs parts of this as another user
chmod -R go+rX "$root/source/autograder"
"$root/venv/bin/autograder" check --course "$root/source" || echo "Read what is WRONG above before students hand in."
