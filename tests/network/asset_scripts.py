#!/usr/bin/python3
"""scripts/make-digits and make-photos make what is committed, where their packages are installed; else skipped (77).
make-face-model needs the network's package: its output is held against its own numbers instead."""
import importlib.util
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent.parent
tried, faults = 0, []


def has(*modules):
    return all(importlib.util.find_spec(module) for module in modules)


def run(script, out):
    subprocess.run([sys.executable, root / "scripts" / script, out], check=True)


with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    if has("sklearn"):
        tried += 1
        run("make-digits", scratch / "digits.bin")
        if (scratch / "digits.bin").read_bytes() != (root / "assets/networks/digits.bin").read_bytes():
            faults.append("make-digits makes other digits than those in assets")
    if has("skimage", "PIL", "numpy"):
        import numpy
        from PIL import Image
        tried += 1
        run("make-photos", scratch)
        names = sorted(path.name for path in scratch.glob("*.jpg"))
        if names != sorted(path.name for path in (root / "assets/photographs").glob("*.jpg")):
            faults.append("make-photos makes %s" % names)
        for name in names:  # another version of the library may encode them a little differently
            made, kept = (numpy.asarray(Image.open(folder / name), float) for folder in (scratch, root / "assets/photographs"))
            if made.shape != kept.shape or abs(made - kept).mean() > 1:
                faults.append("make-photos makes another " + name)

content = (root / "assets/networks/face.safetensors").read_bytes()
length = struct.unpack("<Q", content[:8])[0]
header = json.loads(content[8:8 + length])
numbers = len(content) - 8 - length
if numbers != 193321 or len(header) != 20:
    faults.append("face.safetensors has %d parameters in %d arrays" % (numbers, len(header) - 1))
for fault in faults:
    print(fault)
sys.exit(1 if faults else 0 if tried else 77)
