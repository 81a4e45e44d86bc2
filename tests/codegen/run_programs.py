#!/usr/bin/python3
"""Runs the scripts that code_of writes and holds what they print against the engine's Y.

run_programs.py PROGRAMS [--count N] [--seed N] [--keep FOLDER] [FRAMEWORK ...]
Scripts of the frameworks that are named are run, of all others compiled only.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import traceback

import numpy as np


def printed_by(script, path):
    """The one array that the script prints."""
    printed = []
    names = {"__name__": "__main__", "print": printed.append}
    exec(compile(script, path, "exec"), names)
    assert len(printed) == 1, "prints %d times" % len(printed)
    return np.asarray(printed[0])


def fault_of(script, path, expected):
    """Why it is not as expected, or None."""
    try:
        y = printed_by(script, path)
    except Exception:
        return traceback.format_exc(limit=-2)
    shape, *numbers = open(expected, encoding="utf-8").read().splitlines()
    shape = tuple(map(int, shape.split()))
    if y.shape != shape:
        return "shape %s, expected %s" % (y.shape, shape)
    if not numbers:
        return None
    wanted = np.array(numbers[0].split(), dtype=float).reshape(shape)
    near = 1e-9 if y.dtype == np.float64 else 1e-4
    if np.allclose(y, wanted, rtol=near, atol=near, equal_nan=True):
        return None
    return "printed\n%s\nexpected\n%s" % (y, wanted)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs")
    parser.add_argument("--count", default="60")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keep")
    parser.add_argument("frameworks", nargs="*", default=["numpy"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or temporary
        os.makedirs(folder, exist_ok=True)
        subprocess.run([arguments.programs, folder, arguments.count, arguments.seed], check=True)
        ran = faults = compiled = 0
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".py"):
                continue
            path = os.path.join(folder, name)
            script = open(path, encoding="utf-8").read()
            case, framework = name[:-3].rsplit(".", 1)
            if framework not in arguments.frameworks:
                compile(script, path, "exec")
                compiled += 1
                continue
            fault = fault_of(script, path, os.path.join(folder, case + ".expected"))
            ran += 1
            if fault:
                faults += 1
                print("%s, seed %s: %s\n%s" % (name, arguments.seed, fault, script))
        print("%d scripts ran, %d compiled, %d faults" % (ran, compiled, faults))
        return 1 if faults or not ran or not compiled else 0


if __name__ == "__main__":
    sys.exit(main())
