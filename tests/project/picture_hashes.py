#!/usr/bin/python3
"""Proves that a change of the code changes nothing that convlens writes.

    picture_hashes.py keep    build/release/convlens before.txt     # before the change
    picture_hashes.py compare build/release/convlens before.txt     # after it: lists what differs, status 1 if anything does

Takes every figure x (each lens alone, and none) x view x theme x language as PNG and SVG at the middle step, 1920x1200
(--sample N --seed S draws some of them), every figure and lens as PDF (its date masked), every figure as PNG frames,
`export --all` frame by frame, the help, and what the subcommands print and write. A refusal counts by its line."""
import argparse
import concurrent.futures
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

LENSES = ["none", "sum", "im2col", "unrolled", "gradients", "transposed", "sizes", "reach", "cost", "code"]
VIEWS = ["tilted", "flat", "volumes"]
THEMES = ["classic", "light", "dark", "projector", "print"]
LANGUAGES = ["en", "zh"]
FRAMEWORKS = ["pytorch", "keras", "jax", "onnx", "numpy"]
SUBCOMMANDS = [[], ["presets"], ["describe"], ["trace"], ["compute"], ["matrix"], ["code"], ["render"], ["export"]]
COMPUTED = {  # what `compute` and `matrix` do with the tensors of `write_tensors`
    "conv": ["conv", "--input", "x.npy", "--weight", "w.npy", "--padding", "1", "-o", "y.npy"],
    "conv_strides": ["conv", "--input", "x.npy", "--weight", "w.npy", "--padding", "1", "--stride", "2", "-o", "y.npy"],
    "conv_dilation": ["conv", "--input", "x.npy", "--weight", "w.npy", "--padding", "2", "--dilation", "2", "-o", "y.npy"],
    "conv_gradients": ["conv", "--input", "x.npy", "--weight", "w.npy", "--padding", "1", "--grad-output", "g.npy",
                       "--grad-input", "y.npy", "--grad-weight", "dw.npy"],
    "conv_transpose": ["conv-transpose", "--input", "x.npy", "--weight", "t.npy", "--stride", "2", "-o", "y.npy"],
    "max_pool": ["max-pool", "--input", "x.npy", "--kernel-size", "2", "--indices", "i.npy", "-o", "y.npy"],
    "avg_pool": ["avg-pool", "--input", "x.npy", "--kernel-size", "3", "--padding", "1", "-o", "y.npy"],
    "lp_pool": ["lp-pool", "--input", "x.npy", "--kernel-size", "2", "--norm-p", "3", "-o", "y.npy"],
}
for method in ("direct", "im2col", "unrolled"):
    COMPUTED["conv_" + method] = COMPUTED["conv"][:-2] + ["--method", method, "-o", "y.npy"]


def run(binary, arguments, folder):
    """(status, standard output, standard error) in `folder`, with no settings and no language of the person's own."""
    environment = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8"}
    done = subprocess.run([binary] + arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    return done.returncode, done.stdout, done.stderr


def hash_of(content):
    return hashlib.sha256(content).hexdigest()[:20]


def masked(path):
    content = open(path, "rb").read()
    return re.sub(rb"/CreationDate \([^)]*\)", b"", content) if path.endswith(".pdf") else content


def written(binary, arguments, name):
    """Hash of the file or of the folder's files that a command writes as `name`, or its refusal."""
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        status, _, errors = run(binary, arguments + ["-o", name], folder)
        if status:
            return "%d %s" % (status, errors.decode().strip())
        path = os.path.join(folder, name)
        if not os.path.isdir(path):
            return hash_of(masked(path))
        return " ".join(hash_of(masked(os.path.join(path, each))) for each in sorted(os.listdir(path)))


def printed(binary, arguments):
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        status, output, errors = run(binary, arguments, folder)
        return "%d %s %s" % (status, hash_of(output), errors.decode().strip())


def write_tensors(folder):
    import numpy
    numbers = numpy.random.default_rng(7)
    for name, shape in (("x", (2, 3, 12, 11)), ("one", (1, 3, 6, 5)), ("w", (4, 3, 3, 3)), ("t", (3, 2, 3, 3)), ("g", (2, 4, 12, 11))):
        numpy.save(os.path.join(folder, name + ".npy"), numbers.standard_normal(shape).astype("float32"))


def computed(binary, arguments, outputs):
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        write_tensors(folder)
        before = set(os.listdir(folder))
        status, output, errors = run(binary, arguments, folder)
        files = sorted(set(os.listdir(folder)) - before)
        return "%d %s %s %s" % (status, hash_of(output) if outputs else "", errors.decode().strip(), " ".join(
            each + ":" + hash_of(open(os.path.join(folder, each), "rb").read()) for each in files))


def movies(binary):
    """Every frame of `export --all`, as pixels."""
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        run(binary, ["export", "--all", "-o", "all/"], folder)
        for name in sorted(os.listdir(os.path.join(folder, "all"))):
            frames = subprocess.run(["ffmpeg", "-v", "error", "-i", os.path.join(folder, "all", name), "-f", "framehash", "-"],
                                    capture_output=True, text=True, check=True).stdout
            for number, line in enumerate(line for line in frames.splitlines() if not line.startswith("#")):
                yield "all/%s#%d" % (name, number), line.split(",")[-1].strip()[:20]


def scratch():
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def cases(binary, options):
    """[(key, function)]: everything that is hashed, pictures last."""
    with tempfile.TemporaryDirectory() as folder:
        presets = [preset["name"] for preset in json.loads(run(binary, ["presets", "--json"], folder)[1])]
        steps = {name: json.loads(run(binary, ["trace", name, "--step", "0", "--json"], folder)[1])["steps"] for name in presets}
    middle = {name: str(steps[name] // 2) for name in presets}
    listed = []

    def add(key, function, *arguments):
        listed.append((key, lambda: function(binary, *arguments)))

    for language in LANGUAGES:
        for subcommand in SUBCOMMANDS:
            add(" ".join(["help", language] + subcommand), printed, subcommand + ["--help", "--lang", language])
        add("presets " + language, printed, ["presets", "--lang", language])
        for name in presets:
            for words in (["describe", name], ["trace", name, "--step", middle[name]]):
                add(" ".join([language] + words), printed, words + ["--lang", language])
    add("presets json", printed, ["presets", "--json"])
    for name in presets:
        add("describe json " + name, printed, ["describe", name, "--json"])
        add("trace json " + name, printed, ["trace", name, "--step", middle[name], "--json"])
        for framework in FRAMEWORKS:
            for form in ([], ["--json"]):
                words = ["code", name, "--framework", framework] + form
                add(" ".join(words), printed, words)
        add("frames " + name, written, ["export", name, "--size", "320x240", "--fps", "1"], "frames/")
    for name, arguments in COMPUTED.items():
        add("compute " + name, computed, ["compute"] + arguments, True)
        add("compute json " + name, computed, ["compute"] + arguments + ["--json"], False)
    add("matrix im2col", computed, ["matrix", "im2col", "conv", "--input", "one.npy", "--kernel-size", "3", "-o", "m.npy"], True)
    add("matrix unrolled", computed, ["matrix", "unrolled", "conv", "--input-size", "6x5", "--in-channels", "3", "--out-channels", "4",
                                      "--weight", "w.npy", "-o", "m.npy"], True)
    pictures = []
    for name in presets:
        for lens in LENSES:
            add("pdf %s %s" % (name, lens), written, ["render", name, "--step", middle[name], "--size", "1920x1200", "--lenses", lens], "a.pdf")
            for view in VIEWS:
                for theme in THEMES:
                    for language in LANGUAGES:
                        pictures.append((name, lens, view, theme, language))
    if options.sample and options.sample < len(pictures):
        pictures = random.Random(options.seed).sample(pictures, options.sample)
    for name, lens, view, theme, language in pictures:
        words = ["render", name, "--step", middle[name], "--size", "1920x1200", "--lenses", lens, "--view", view, "--theme", theme,
                 "--lang", language]
        for ending in ("svg", "png"):
            add(" ".join([ending, name, lens, view, theme, language]), written, words, "a." + ending)
    return listed


def hashes(options):
    binary = os.path.abspath(options.binary)
    found = {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        listed = cases(binary, options)
        for (key, _), value in zip(listed, pool.map(lambda case: case[1](), listed)):
            found[key] = value
    found.update(movies(binary))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["keep", "compare"])
    parser.add_argument("binary")
    parser.add_argument("file")
    parser.add_argument("--sample", type=int, default=0, help="so many combinations of a picture, drawn by --seed (0: all)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.what == "compare" and not os.path.exists(options.file):
        parser.error("%s: no such file" % options.file)
    found = hashes(options)
    if options.what == "keep":
        with open(options.file, "w", encoding="utf-8") as file:
            file.writelines("%s\t%s\n" % each for each in sorted(found.items()))
        print("%d hashes kept" % len(found))
        return 0
    kept = dict(line.rstrip("\n").split("\t", 1) for line in open(options.file, encoding="utf-8"))
    # A smaller sample is compared with as much of what was kept.
    different = [key for key in sorted(found) if kept.get(key) != found[key]]
    missing = [key for key in sorted(kept) if key not in found] if not options.sample else []
    for key in different:
        print("differs: %s\n  before %s\n  now    %s" % (key, kept.get(key, "(none)"), found[key]))
    for key in missing:
        print("is gone: %s" % key)
    print("%d compared, %d differ, %d gone" % (len(found), len(different), len(missing)))
    return 1 if different or missing else 0


if __name__ == "__main__":
    sys.exit(main())
