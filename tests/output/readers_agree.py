#!/usr/bin/python3
"""Drawings by the programs that read them, beside convlens's own PNG: at most 2 % of the pixels may differ by more than
32 of 255. PDF by pdftoppm, SVG by rsvg-convert, inkscape and Chromium, TikZ by pdflatex and pdftoppm.

usage: readers_agree.py CONVLENS [--readers pdf,rsvg,inkscape,chromium,tikz] [--cases figure,...] [--keep FOLDER]
Each TikZ picture is also set within a document that loads TikZ itself. `scripts/install-packages --with-readers` has what
it needs.
"""
import argparse
import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy

MAX_DIFFERENCE = 32  # of 255, in one channel
MAX_SHARE = 0.02

FIGURE = ["numerical_padding_strides", "--step", "4"]
LENSES = ["--lenses", "sum,im2col,gradients", "--size", "1920x1080"]
CASES = {
    "figure": FIGURE,
    "small": [*FIGURE, "--size", "640x360"],
    "dark": [*FIGURE, "--theme", "dark"],
    "classic": [*FIGURE, "--theme", "classic"],
    "print": [*FIGURE, "--theme", "print"],
    "paper": [*FIGURE, "--width", "85mm", "--crop"],
    "narrow": ["stride_exceeds_kernel", "--step", "0", "--theme", "projector", "--view", "flat", "--size", "400x700"],
    "chinese": [*FIGURE, "--lang", "zh"],
    "term": ["dilation", "--step", "4", "--term", "3"],
    "flat": [*FIGURE, "--view", "flat", "--values", "names"],
    "transposed": ["padding_strides_transposed", "--step", "7"],
    "unpool": ["max-unpool", "--input-size", "3x3", "--kernel-size", "2", "--step", "4"],
    "lenses": [*FIGURE, *LENSES],
    "chinese lenses": [*FIGURE, *LENSES, "--lang", "zh"],
    "more lenses": [*FIGURE, "--lenses", "unrolled,transposed,code", "--size", "1920x1080"],
    "sizes": [*FIGURE, "--lenses", "sizes,reach,cost", "--size", "1920x1080", "--lang", "zh"],
    "raster": ["conv", "--input-size", "96x96", "--kernel-size", "5", "--step", "3000"],
    "channels": ["conv", "--input-size", "6x6", "--kernel-size", "3", "--in-channels", "2", "--out-channels", "2",
                 "--step", "9"],
    "line": ["conv", "--input-size", "12", "--kernel-size", "3", "--step", "5"],
    "volume": ["conv", "--input-size", "4x4x4", "--kernel-size", "2x2x2", "--step", "5"],
    "pair": ["no_padding_strides", "--pair", "--step", "4"],
    "network": ["network:digits", "--layer", "relu2", "--network-view", "overview"],
    **{f"{view} of digits": ["network:digits", "--layer", "relu2", "--network-view", view]
       for view in ("path", "compare", "strongest", "invariance", "occlusion")},
    "narrow faces": ["network:face", "--network-view", "overview", "--size", "400x700"],
    **{f"{net} {theme} {language}": [f"network:{net}", "--network-view", "overview", "--theme", theme, "--lang", language,
                                    *(["--size", "400x700"] if language == "en" else [])]
       for net in ("digits", "face") for theme in ("light", "dark", "classic", "projector") for language in ("en", "zh")},
    **{f"{theme} lenses": [*FIGURE, *LENSES, "--theme", theme] for theme in ("dark", "projector")},
    "odd scale": [*FIGURE, "--size", "1000x613"],
    "dilated zh": ["dilation", "--step", "4", "--lenses", "sum,im2col,unrolled", "--size", "1600x900", "--lang", "zh"],
    **{f"page {page}": ["lesson", "export", page, "--reveal", reveal] for page, reveal in
       (("sizes:2", "no"), ("sizes:3", "yes"), ("pooling:3", "yes"), ("gradients:2", "no"), ("networks:2", "yes"))},
    "page in chinese": ["lesson", "export", "sizes:3", "--reveal", "yes", "--lang", "zh", "--theme", "projector"],
    "photo": ["network:face", "--input", "astronaut", "--layer", "leaky3", "--network-view", "path", "--rule",
              "deconvnet"],
}


def run(*words, **more):
    done = subprocess.run([str(w) for w in words], capture_output=True, **more)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}: {done.returncode}\n{(done.stdout + done.stderr)[-2000:].decode()}")
    return done.stdout


def pixels(ppm):
    """[height, width, 3] of a binary PPM of 8 bit."""
    fields, at = [], 0
    while len(fields) < 4:
        end = at
        while ppm[end : end + 1].strip():
            end += 1
        fields.append(ppm[at:end])
        at = end + 1
    width, height = int(fields[1]), int(fields[2])
    return numpy.frombuffer(ppm, numpy.uint8, height * width * 3, at).reshape(height, width, 3).astype(int)


@dataclasses.dataclass
class Wanted:
    """The picture that a reader is to make."""
    width: int
    height: int
    dpi: str


def wanted_as(own, words):
    height, width, _ = own.shape
    return Wanted(width, height, "300" if "--width" in words else "96")


def share_that_differs(one, other):
    if one.shape != other.shape:
        sys.exit(f"sizes differ: {one.shape} and {other.shape}")
    return (abs(one - other) > MAX_DIFFERENCE).any(axis=2).mean()


def set_by_tex(folder, name, dpi):
    run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex", cwd=folder)
    log = (folder / f"{name}.log").read_text(errors="replace")
    for line in log.splitlines():
        if "Warning" in line or line.startswith(("Overfull", "Missing character")):
            sys.exit(f"{name}: {line}")
    if b"Pages:           1\n" not in run("pdfinfo", f"{name}.pdf", cwd=folder):
        sys.exit(f"{name}: not one page")
    return run("pdftoppm", "-r", dpi, f"{name}.pdf", cwd=folder)


def within_a_document(folder, name):
    text = f"\\documentclass{{article}}\\usepackage{{tikz}}\\begin{{document}}\nA \\input{{{name}}} and again: " \
           f"\\resizebox{{3cm}}{{!}}{{\\input{{{name}}}}}\n\\end{{document}}\n"
    (folder / "document.tex").write_text(text)
    run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "document.tex", cwd=folder)


def of_png(file):
    return run("convert", file, "-background", "white", "-alpha", "remove", "-depth", "8", "ppm:-")


def by_pdftoppm(folder, name, wanted):
    return run("pdftoppm", "-r", wanted.dpi, f"{name}.pdf", cwd=folder)


def by_rsvg(folder, name, wanted):
    run("rsvg-convert", "-d", wanted.dpi, "-p", wanted.dpi, f"{name}.svg", "-o", "read.png", cwd=folder)
    return of_png(folder / "read.png")


def by_inkscape(folder, name, _):
    run("inkscape", f"{name}.svg", "-o", "read.png", cwd=folder)
    return of_png(folder / "read.png")


def by_chromium(folder, name, wanted):
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile",
        f"--window-size={wanted.width},{wanted.height}", f"--screenshot={folder}/read.png", f"file://{folder}/{name}.svg")
    return of_png(folder / "read.png")


def by_pdflatex(folder, name, wanted):
    ppm = set_by_tex(folder, name, wanted.dpi)
    within_a_document(folder, name)
    return ppm


ONLY = {"paper": {"pdf", "rsvg", "tikz"}}  # the others have no dots an inch
READERS = {"pdf": ("pdf", by_pdftoppm), "rsvg": ("svg", by_rsvg), "inkscape": ("svg", by_inkscape),
           "chromium": ("svg", by_chromium), "tikz": ("tex", by_pdflatex)}


def failures_of(convlens, folder, cases, readers):
    """Prints a line for each case: the share of each reader, in %."""
    failures = 0
    for case in cases:
        name = re.sub("[^a-z0-9]", "_", case)
        for ending in {"png"} | {READERS[reader][0] for reader in readers}:
            words = CASES[case] if CASES[case][0] == "lesson" else ["render", *CASES[case]]
            run(convlens, *words, "-o", folder / f"{name}.{ending}")
        own = pixels(of_png(folder / f"{name}.png"))
        shares = {}
        for reader in readers:
            if reader in ONLY.get(case, readers):
                shares[reader] = share_that_differs(own, pixels(READERS[reader][1](folder, name, wanted_as(own, words))))
        max_share = MAX_SHARE
        failures += sum(share > max_share for share in shares.values())
        print(f"{case}:", *(f"{reader} {100 * share:.2f}{' TOO MUCH' if share > max_share else ''}"
                            for reader, share in shares.items()), flush=True)
    return failures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("convlens", type=pathlib.Path)
    parser.add_argument("--readers", default=",".join(READERS))
    parser.add_argument("--cases", default=",".join(CASES))
    parser.add_argument("--keep", type=pathlib.Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = (chosen.keep or pathlib.Path(made)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        failures = failures_of(chosen.convlens.resolve(), folder, chosen.cases.split(","), chosen.readers.split(","))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
