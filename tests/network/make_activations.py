#!/usr/bin/python3
"""Makes activations.txt: what PyTorch gives at some places of every layer of the built-in networks, and what comes back by
the three rules. Run by hand (needs python3-torch, python3-pil); what it makes is committed.

Lines: `network NAME`, `layer NAME SCALE` (the largest magnitude of the layer) with lines `flat value` behind it, and
`way LAYER FLAT RULE` before the layers that something comes back to."""
import json
import pathlib
import struct

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

root = pathlib.Path(__file__).resolve().parent.parent.parent
networks = root / "assets/networks"
torch.set_num_threads(1)
PLACES = 12


def tensors(name):
    content = (networks / (name + ".safetensors")).read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + length])
    metadata = header.pop("__metadata__")
    found = {}
    for key, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        if entry["dtype"] == "U8":
            scale, least = map(float, metadata[key].split())
            numbers = np.frombuffer(content[begin:end], np.uint8).astype(np.float64) * scale + least
        else:
            numbers = np.frombuffer(content[begin:end], "<f4")
        found[key] = torch.tensor(numbers.astype(np.float32).reshape(entry["shape"]))
    return found


class Relu(torch.autograd.Function):
    """A (leaky) ReLU that goes back by a rule."""

    @staticmethod
    def forward(context, x, slope, rule):
        context.save_for_backward(x)
        context.slope, context.rule = slope, rule
        return torch.where(x > 0, x, slope * x)

    @staticmethod
    def backward(context, arriving):
        x, = context.saved_tensors
        if context.rule == "backprop":
            return torch.where(x > 0, arriving, context.slope * arriving), None, None
        passed = arriving.clamp(min=0)
        return (torch.where(x > 0, passed, torch.zeros_like(passed)) if context.rule == "guided" else passed), None, None


def same_pool(x, stride):
    over = [max((-(-size // stride) - 1) * stride + 2 - size, 0) for size in x.shape[2:]]
    return F.max_pool2d(F.pad(x, (0, over[1], 0, over[0]), value=-float("inf")), 2, stride)


def digits(weights, x, rule):
    values = [("input", x)]

    def put(name, value):
        values.append((name, value))
        return value
    x = put("scale", x * np.float32(1 / 16))
    for number in "12":
        x = put("conv" + number, F.conv2d(x, weights["conv%s.weight" % number], weights["conv%s.bias" % number], padding=1))
        x = put("relu" + number, Relu.apply(x, 0.0, rule))
        x = put("pool" + number, F.max_pool2d(x, 2))
    x = put("flatten", x.flatten(1))
    x = put("dense", F.linear(x, weights["dense.weight"], weights["dense.bias"]))
    put("softmax", x.softmax(1))
    return values


def face(weights, x, rule):
    values = [("input", x)]

    def put(name, value):
        values.append((name, value))
        return value
    mean = torch.tensor([117.001, 114.697, 97.404]).view(1, 3, 1, 1)
    x = put("scale", (x - mean) / 255)
    x = put("conv0", F.conv2d(x, weights["conv0/filters"], weights["conv0/bias"]))
    x = put("leaky0", Relu.apply(x, 0.1, rule))
    for block in range(1, 6):
        x = put("pool%d" % block, same_pool(x, 2))
        name = "conv%d/" % block
        x = put("depthwise%d" % block, F.conv2d(x, weights[name + "depthwise_filter"], padding=1, groups=x.shape[1]))
        x = put("pointwise%d" % block, F.conv2d(x, weights[name + "pointwise_filter"], weights[name + "bias"]))
        x = put("leaky%d" % block, Relu.apply(x, 0.1, rule))
    x = put("pool6", same_pool(x, 1))
    put("boxes", F.conv2d(x, weights["conv8/filters"], weights["conv8/bias"]))
    return values


def show(name, value, out):
    flat = value.detach().numpy().ravel()
    generator = np.random.RandomState(len(flat) % 1000 + len(name))
    places = generator.choice(len(flat), min(PLACES, len(flat)), replace=False)
    strong = np.argsort(-np.abs(flat), kind="stable")[:4]
    print("layer", name, "%.9g" % np.abs(flat).max(), file=out)
    for place in sorted(set(places) | set(strong)):
        print(place, "%.9g" % flat[place], file=out)


def write(name, network, weights, x, starts, out):
    print("network", name, file=out)
    for layer, value in network(weights, x, "backprop"):
        show(layer, value, out)
    for start in starts:
        for rule in ("backprop", "deconvnet", "guided"):
            values = network(weights, x.clone().requires_grad_(), rule)
            for _, value in values[1:]:
                value.retain_grad()
            place = [layer for layer, _ in values].index(start)
            flat = int(values[place][1].detach().argmax())
            kept = torch.zeros_like(values[place][1]).view(-1)
            kept[flat] = values[place][1].detach().view(-1)[flat] if rule == "deconvnet" else 1
            values[place][1].backward(kept.view_as(values[place][1]))
            print("way", start, flat, rule, file=out)
            for layer, value in values[:place + 1]:
                show(layer, value.grad, out)


with open(pathlib.Path(__file__).with_name("activations.txt"), "w") as out:
    table = np.frombuffer((networks / "digits.bin").read_bytes(), np.uint8).reshape(-1, 65)
    digit = torch.tensor(table[0, :64].astype(np.float32).reshape(1, 1, 8, 8))
    write("digits", digits, tensors("digits"), digit, ["conv1", "relu2", "dense"], out)
    photograph = np.asarray(Image.open(root / "assets/photographs/astronaut.jpg")).astype(np.float32)
    write("face", face, tensors("face"), torch.tensor(photograph).permute(2, 0, 1)[None], ["leaky2", "boxes"], out)
