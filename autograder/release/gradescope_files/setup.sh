#!/usr/bin/env bash
# Runs once, as root, when Gradescope builds the image: the only time when there is a network.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"

apt-get update -qq
apt-get install -y -qq bubblewrap python3 python3-venv
python="$(command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3)"
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  apt-get install -y -qq python3.11 python3.11-venv
  python="$(command -v python3.11)"
fi
"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --disable-pip-version-check -q \
  -c "$root/source/constraints.txt" -e "$root/source"
