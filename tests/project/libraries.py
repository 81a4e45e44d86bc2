#!/usr/bin/python3
"""Holds that the program that answers in words starts with no library of pictures, fonts or windows, and that these are
named by the module with the pictures alone.

    libraries.py PROGRAM MODULE"""
import re
import subprocess
import sys

OF_PICTURES = re.compile(r"lib(freetype|cairo|fontconfig|png|jpeg|webp|deflate|harfbuzz|glfw|GL|EGL|X11|stb|imgui)")


def needed(file):
    """The libraries that the file asks the loader for, as readelf names them."""
    dynamic = subprocess.run(["readelf", "-d", file], check=True, capture_output=True, text=True).stdout
    return set(re.findall(r"\(NEEDED\)\s.*\[(.*)\]", dynamic))


def of_pictures(file):
    return sorted(name for name in needed(file) if OF_PICTURES.match(name))


def main(program, module):
    at_start = of_pictures(program)
    if at_start:
        return f"libraries: {program} starts with {', '.join(at_start)}"
    if not needed(program) or not {"libfreetype.so.6", "libcairo.so.2"} <= set(of_pictures(module)):
        return f"libraries: {program} or {module} could not be read, for what they need was not found"
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
