"""TikZ by pdflatex and pdftoppm beside convlens's own PNG: at most 2 % of the pixels may differ by more than 32 of 255.

usage: tikz_agrees.py CONVLENS [FOLDER]     needs texlive-latex-base, texlive-pictures, poppler-utils, imagemagick;
FOLDER keeps what is made. Each picture is also set within a document that loads TikZ itself.
"""
import pathlib
import subprocess
import sys
import tempfile

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
    "photo": ["network:face", "--input", "astronaut", "--layer", "leaky3", "--network-view", "path", "--rule",
              "deconvnet"],
}


def run(*words, **more):
    done = subprocess.run([str(w) for w in words], capture_output=True, **more)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}: {done.returncode}\n{(done.stdout + done.stderr)[-2000:].decode()}")
    return done.stdout


def pixels(ppm):
    """(width, height, bytes) of a binary PPM of 8 bit."""
    fields, at = [], 0
    while len(fields) < 4:
        end = at
        while ppm[end : end + 1].strip():
            end += 1
        fields.append(ppm[at:end])
        at = end + 1
    return int(fields[1]), int(fields[2]), ppm[at:]


def share_that_differs(one, other):
    if one[:2] != other[:2]:
        sys.exit(f"sizes differ: {one[:2]} and {other[:2]}")
    far = [abs(a - b) > MAX_DIFFERENCE for a, b in zip(one[2], other[2])]
    count = sum(map(any, zip(far[0::3], far[1::3], far[2::3])))
    return count / (one[0] * one[1])


def set_by_tex(folder, name):
    run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex", cwd=folder)
    log = (folder / f"{name}.log").read_text(errors="replace")
    for line in log.splitlines():
        if "Warning" in line or line.startswith(("Overfull", "Missing character")):
            sys.exit(f"{name}: {line}")
    return run("pdftoppm", "-r", "96", f"{name}.pdf", cwd=folder)


def within_a_document(folder, name):
    text = f"\\documentclass{{article}}\\usepackage{{tikz}}\\begin{{document}}\nA \\input{{{name}}} and again: " \
           f"\\resizebox{{3cm}}{{!}}{{\\input{{{name}}}}}\n\\end{{document}}\n"
    (folder / "document.tex").write_text(text)
    run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "document.tex", cwd=folder)


def main(convlens, folder):
    failures = 0
    for case, words in CASES.items():
        name = case.replace(" ", "_")
        for ending in ("png", "tex"):
            run(convlens, "render", *words, "-o", folder / f"{name}.{ending}")
        png = run("convert", folder / f"{name}.png", "-depth", "8", "ppm:-")
        share = share_that_differs(pixels(png), pixels(set_by_tex(folder, name)))
        within_a_document(folder, name)
        failures += share > MAX_SHARE
        size = (folder / f"{name}.tex").stat().st_size
        print(f"{case}: {100 * share:.2f} %, {size // 1000} kB{' TOO MUCH' if share > MAX_SHARE else ''}", flush=True)
    return failures != 0


if __name__ == "__main__":
    program = pathlib.Path(sys.argv[1]).resolve()
    if len(sys.argv) > 2:
        kept = pathlib.Path(sys.argv[2])
        kept.mkdir(parents=True, exist_ok=True)
        sys.exit(main(program, kept))
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(program, pathlib.Path(made)))
