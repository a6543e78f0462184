# SPDX-License-Identifier: Apache-2.0
# Copyright the Ramure authors
"""Tools from PyPI, every package pinned with its hashes, in a folder of the build: nothing is
installed elsewhere. Runs with the bare Python of the machine."""

import hashlib
import subprocess
import sys
import venv

OLDEST_PYTHON = (3, 10)


class CannotRun(Exception):
    """Says in one sentence what is missing."""


def tools(requirements, folder):
    """The commands of these packages, installed once for this list and this Python."""
    if sys.version_info < OLDEST_PYTHON:
        raise CannotRun(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed, this is {sys.version}")
    digest = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()[:16]
    place = folder / f"venv-{digest}"
    if not (place / "complete").exists():
        print(f"installing {requirements} into {place}", flush=True)
        try:
            venv.create(place, clear=True, with_pip=True)
        except subprocess.CalledProcessError as e:
            raise CannotRun("Python cannot make a virtual environment (Debian: install python3-venv)") from e
        pip = [place / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        exactly = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--no-compile", "-r", requirements]
        if subprocess.run([*pip, *exactly]).returncode:
            raise CannotRun(f"pip could not install {requirements}; the lines above say why")
        (place / "complete").touch()
    return place / "bin"
