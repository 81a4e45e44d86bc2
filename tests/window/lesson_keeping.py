#!/usr/bin/python3
"""Ends the window by kill -9 while somebody answers a lesson alone: no answer older than two seconds may be lost.

usage: tests/window/lesson_keeping.py PATH/TO/convlens [--kills 20] [--seed 1] [--slack 0.5]
Each page asks; J says "I don't know", which is an answer too, and PageDown goes on. Wants Xvfb and xdotool.
"""
import argparse
import glob
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

from autosave import Screen

PATIENCE = 20
PAGES = 60
PAGE = """## Page %d

Words.

```scene
{"preset": "numerical_no_padding_no_strides"}
```
```question
{"ask": "value", "of": "y", "at": [0, 1], "misconceptions": ["flipped-kernel"]}
```
"""


def answers(folder):
    """Pages that have an answer in what is kept."""
    pages = set()
    for path in glob.glob(folder + "/convlens/lesson-*"):
        with open(path, encoding="utf-8") as file:
            pages |= {int(number) for number in re.findall(r"^answer=(\d+) unknown$", file.read(), re.M)}
    return pages


def one(options, chance):
    """How many answers are older than they may be and lost, of how many."""
    folder = tempfile.mkdtemp(prefix="convlens-lesson-")
    lesson = folder + "/lesson.md"
    with open(lesson, "w", encoding="utf-8") as file:
        file.write("# Lesson\n\nWords.\n\n" + "\n".join(PAGE % number for number in range(2, PAGES)))
    screen = Screen()
    environment = dict(os.environ, DISPLAY=screen.display, XDG_CONFIG_HOME=folder, XDG_STATE_HOME=folder)
    program = subprocess.Popen([options.convlens, lesson], env=environment, stdout=subprocess.DEVNULL)
    start = time.monotonic()
    while not screen.xdotool("search", "--onlyvisible", "--class", "convlens").strip():
        if time.monotonic() - start > PATIENCE or program.poll() is not None:
            sys.exit("the window did not open")
        time.sleep(0.05)
    time.sleep(0.5)
    screen.xdotool("search", "--onlyvisible", "--class", "convlens", "windowfocus", "--sync")
    given = []  # page and when it was answered
    end = time.monotonic() + chance.uniform(2.5, 7)
    page = 1
    while time.monotonic() < end and page < PAGES - 2:
        for key in ("Next", "Next", "j"):  # the page, its question, the answer
            screen.xdotool("key", key)
            time.sleep(0.06)
        page += 1
        given.append((page, time.monotonic()))
        time.sleep(min(chance.expovariate(5), 1.5))
    killed = time.monotonic()
    program.kill()
    program.wait()
    kept = answers(folder)
    screen.end()
    shutil.rmtree(folder)
    due = [number for number, moment in given if moment < killed - 2 - options.slack]
    return [number for number in due if number not in kept], len(given)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("convlens")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slack", type=float, default=0.5, help="seconds a machine under load may be late by")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    failures = given = 0
    for kill in range(options.kills):
        lost, count = one(options, chance)
        given += count
        if lost:
            failures += 1
            print(f"kill {kill}: lost the answers of pages {lost}")
    print(f"{options.kills} kills, {given} answers, {failures} lost some")
    return 1 if failures or given == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
