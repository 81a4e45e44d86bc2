#!/usr/bin/python3
"""Runs the PyTorch program that convlens writes for each of models/*.onnx, with its weights, and compares what it gives
with what convlens gives; and checks the written .onnx files with onnx.checker and its shape inference. Needs
python3-torch and python3-onnx. usage: check_network_programs.py build/release/tests/network_files/write_network_program"""
import contextlib
import glob
import io
import json
import os
import subprocess
import sys
import tempfile
import types

import numpy
import onnx
import torch


def load_file(path):
    with open(path, "rb") as file:
        data = file.read()
    length = int.from_bytes(data[:8], "little")
    arrays = {}
    for name, entry in json.loads(data[8:8 + length]).items():
        begin, end = (8 + length + at for at in entry["data_offsets"])
        arrays[name] = torch.from_numpy(numpy.frombuffer(data[begin:end], "<f4").reshape(entry["shape"]).copy())
    return arrays


def main():
    torch.set_num_threads(1)
    sys.modules["safetensors"] = types.ModuleType("safetensors")
    sys.modules["safetensors.torch"] = types.ModuleType("safetensors.torch")
    sys.modules["safetensors.torch"].load_file = load_file
    here = os.path.dirname(os.path.abspath(__file__))
    worst, wrong = 0, 0
    paths = sorted(glob.glob(here + "/models/*.onnx"))
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.argv[1], path, folder], check=True)
            with open(folder + "/program.py") as file:
                text = file.read()
            space = {"__name__": "program"}
            program = sys.argv
            sys.argv = ["program.py", folder + "/weights.safetensors"]
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(text, path, "exec"), space)
            finally:
                sys.argv = program
            numbers = load_file(folder + "/numbers.safetensors")
            with torch.no_grad():
                y = space["network"](numbers["x"])
            difference = float((y - numbers["y"]).abs().max() / numbers["y"].abs().max())
            written = onnx.load(folder + "/written.onnx")
            onnx.checker.check_model(written, full_check=True)
            inferred = onnx.shape_inference.infer_shapes(written, strict_mode=True)
            shape = [axis.dim_value for axis in inferred.graph.output[0].type.tensor_type.shape.dim]
            right = difference < 1e-5 and shape == list(numbers["y"].shape)
            wrong += not right
            worst = max(worst, difference)
            print("%-20s %.1e %s" % (os.path.basename(path)[:-5], difference, "" if right else "WRONG"))
    print("%d models, %d wrong, at most %.1e relative" % (len(paths), wrong, worst))
    return 1 if wrong or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
