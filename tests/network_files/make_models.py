#!/usr/bin/python3
"""Networks of PyTorch as ONNX files with an input and what PyTorch gives for it, for the tests of app/network_files.
Needs python3-torch 1.13 and python3-onnx; run by hand, what it writes is committed: models/NAME.onnx and
models/NAME.safetensors (x, y). usage: make_models.py FOLDER"""
import io
import json
import os
import sys

import torch
from torch import nn
import torch.nn.functional as F


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.enter = nn.Conv2d(2, 4, 3, padding=1)
        self.first = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(4)
        self.second = nn.Conv2d(4, 4, 3, padding=1)
        self.down = nn.Conv2d(4, 8, 1, stride=2)

    def forward(self, x):
        x = F.relu(self.enter(x))
        x = F.relu(x + self.second(F.relu(self.norm(self.first(x)))))
        return self.down(x).mean((2, 3))


class Inverted(nn.Module):
    """A block of MobileNet v2."""

    def __init__(self):
        super().__init__()
        self.wide = nn.Sequential(nn.Conv2d(3, 6, 1, bias=False), nn.BatchNorm2d(6), nn.ReLU6())
        self.depth = nn.Sequential(nn.Conv2d(6, 6, 3, padding=1, groups=6, bias=False), nn.BatchNorm2d(6), nn.ReLU6())
        self.thin = nn.Sequential(nn.Conv2d(6, 3, 1, bias=False), nn.BatchNorm2d(3))

    def forward(self, x):
        return x + self.thin(self.depth(self.wide(x)))


class Bridge(nn.Module):
    """Down, up, and the skipped maps beside it, as in U-Net."""

    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(1, 3, 3, padding=1)
        self.low = nn.Conv2d(3, 5, 3, padding=1)
        self.up = nn.ConvTranspose2d(5, 3, 2, stride=2)
        self.out = nn.Conv2d(6, 2, 1)

    def forward(self, x):
        high = F.relu(self.down(x))
        low = F.relu(self.low(F.max_pool2d(high, 2)))
        return self.out(torch.cat([high, self.up(low)], 1))


class Gate(nn.Module):
    """Squeeze and excitation by two 1x1 convolutions."""

    def __init__(self, channels, last):
        super().__init__()
        self.down, self.up, self.last = nn.Conv2d(channels, 2, 1), nn.Conv2d(2, channels, 1), last

    def forward(self, x):
        return x * self.last(self.up(F.relu(self.down(F.adaptive_avg_pool2d(x, 1)))))


class DenseGate(nn.Module):
    """The same by two dense layers, brought to the maps' size by hand."""

    def __init__(self, channels):
        super().__init__()
        self.rows = nn.Sequential(nn.Linear(channels, 2), nn.ReLU(), nn.Linear(2, channels), nn.Sigmoid())

    def forward(self, x):
        n, c = x.size()[:2]
        gate = self.rows(F.adaptive_avg_pool2d(x, 1).view(n, c)).view(n, c, 1, 1)
        return x * gate.expand_as(x)


class Swish6(nn.Module):
    def forward(self, x):
        return x * F.relu6(x + 3) / 6


class Mobile(nn.Module):
    """A block of MobileNet v3."""

    def __init__(self, act, last):
        super().__init__()
        self.wide = nn.Sequential(nn.Conv2d(3, 6, 1, bias=False), nn.BatchNorm2d(6), act)
        self.depth = nn.Sequential(nn.Conv2d(6, 6, 5, padding=2, groups=6, bias=False), nn.BatchNorm2d(6), act)
        self.gate = Gate(6, last)
        self.thin = nn.Sequential(nn.Conv2d(6, 3, 1, bias=False), nn.BatchNorm2d(3))

    def forward(self, x):
        return x + self.thin(self.gate(self.depth(self.wide(x))))


class Dense(nn.Module):
    """A block of DenseNet: each layer reads all before it."""

    def __init__(self):
        super().__init__()
        self.enter = nn.Conv2d(1, 2, 3, padding=1)
        self.layers = nn.ModuleList(
            nn.Sequential(nn.BatchNorm2d(2 + 2 * i), nn.ReLU(), nn.Conv2d(2 + 2 * i, 2, 3, padding=1, bias=False))
            for i in range(3))
        self.leave = nn.Sequential(nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 3, 1), nn.AvgPool2d(2))

    def forward(self, x):
        maps = [self.enter(x)]
        for layer in self.layers:
            maps.append(layer(torch.cat(maps, 1)))
        return self.leave(torch.cat(maps, 1))


class Lambda(nn.Module):
    def __init__(self, function, *layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.function = function

    def forward(self, x):
        return self.function(x, *self.layers)


def scaled(x, conv):
    mean = torch.tensor([0.4, 0.5, 0.6]).reshape(1, 3, 1, 1)
    deviation = torch.tensor([0.2, 0.3, 0.25]).reshape(1, 3, 1, 1)
    return conv((x / 255 - mean) / deviation)


def flat_by_size(x, conv, linear):
    x = conv(x)
    return linear(x.view(x.size(0), -1))


def rows(x, conv):
    x = conv(x)
    return F.softmax(x.view(x.size(0), x.size(1), x.size(2) * x.size(3)), 2)


def models():
    """name: (module, shape of x, opset, more for the exporter)"""
    preserve = {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False}
    normed = lambda: nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.Conv2d(3, 2, 3))
    yield "chain_9", nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64, 5)), (1, 1, 8, 8), 9, {}
    yield "norm_folded_13", normed(), (1, 2, 7, 9), 13, {}
    yield "norm_kept_17", normed(), (2, 2, 7, 9), 17, preserve
    yield "norm_kept_9", normed(), (1, 2, 7, 9), 9, preserve
    yield "residual_13", Residual(), (1, 2, 9, 9), 13, preserve
    yield "residual_9", Residual(), (1, 2, 9, 9), 9, {}
    yield "depthwise_17", nn.Sequential(nn.Conv2d(4, 8, 3, groups=4, padding=1, stride=2), nn.Conv2d(8, 3, 1), nn.LeakyReLU(0.1)), (1, 4, 11, 8), 17, {}
    yield "inverted_13", Inverted(), (1, 3, 6, 6), 13, preserve
    yield "view_9", Lambda(flat_by_size, nn.Conv2d(1, 2, 3), nn.Linear(24, 3)), (1, 1, 5, 6), 9, {}
    yield "view_dynamic_17", Lambda(flat_by_size, nn.Conv2d(1, 2, 3), nn.Linear(24, 3)), (2, 1, 5, 6), 17, {"dynamic_axes": {"x": {0: "batch"}}}
    yield "rows_dynamic_13", Lambda(rows, nn.Conv2d(1, 2, 3)), (1, 1, 5, 6), 13, {"dynamic_axes": {"x": {0: "n", 2: "h", 3: "w"}}}
    yield "dropout_13", nn.Sequential(nn.Conv2d(1, 3, 3), nn.Dropout2d(0.3), nn.Flatten(), nn.Dropout(0.5), nn.Linear(48, 4), nn.LogSoftmax(1)), (1, 1, 6, 6), 13, preserve
    yield "adaptive_17", nn.Sequential(nn.Conv2d(2, 5, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(5, 3), nn.Softmax(1)), (1, 2, 6, 7), 17, {}
    yield "adaptive_9", nn.Sequential(nn.Conv2d(2, 3, 3), nn.AdaptiveAvgPool2d((2, 3)), nn.Sigmoid()), (1, 2, 6, 8), 9, {}
    yield "average_13", nn.Sequential(nn.AvgPool2d(3, 2, 1), nn.Conv2d(2, 2, 2), nn.AvgPool2d(3, 2, 1, count_include_pad=False)), (1, 2, 13, 11), 13, {}
    yield "average_ceil_17", nn.Sequential(nn.MaxPool2d(3, 2, 1, ceil_mode=True), nn.Conv2d(2, 2, 2), nn.MaxPool2d(2, 1, dilation=2)), (1, 2, 12, 12), 17, {}
    yield "clip_9", nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU6(), nn.Conv2d(2, 2, 1), nn.Hardtanh(-0.2, 0.3), nn.Tanh()), (1, 1, 6, 6), 9, {}
    yield "transposed_13", nn.Sequential(nn.ConvTranspose2d(2, 4, 3, stride=2, padding=1, output_padding=1, groups=2), nn.ReLU(), nn.ConvTranspose2d(4, 1, 4, stride=2, padding=1, dilation=2)), (1, 2, 4, 5), 13, {}
    yield "bridge_17", Bridge(), (1, 1, 8, 6), 17, {}
    yield "signal_13", nn.Sequential(nn.Conv1d(2, 4, 5, padding=2, dilation=2), nn.ReLU(), nn.MaxPool1d(2), nn.Conv1d(4, 3, 3), nn.AdaptiveAvgPool1d(1)), (1, 2, 20), 13, {}
    yield "volume_17", nn.Sequential(nn.Conv3d(1, 3, 3, padding=1), nn.BatchNorm3d(3), nn.ReLU(), nn.AvgPool3d(2), nn.Conv3d(3, 2, 2)), (1, 1, 4, 6, 6), 17, preserve
    yield "reflected_13", nn.Sequential(nn.Conv2d(1, 2, 3, padding=1, padding_mode="reflect"), nn.ReLU(), nn.Conv2d(2, 2, 3, padding=2, padding_mode="replicate")), (1, 1, 6, 7), 13, {}
    yield "cropped_9", Lambda(lambda x, conv: conv(F.pad(x, (-1, 2, 1, -2), value=0.5)), nn.Conv2d(2, 3, 3)), (1, 2, 8, 7), 9, {}
    yield "cropped_17", Lambda(lambda x, conv: conv(F.pad(x, (-1, 2, 1, -2))), nn.Conv2d(2, 3, 3)), (1, 2, 8, 7), 17, {}
    yield "scaled_17", Lambda(scaled, nn.Conv2d(3, 2, 3)), (1, 3, 6, 6), 17, preserve
    yield "stacked_rows_13", nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 3)), (2, 5, 6), 13, {}
    gates = [("gated_9", 9), ("gated_13", 13), ("gated_17", 17)]
    late = [
        *((name, Gate(4, nn.Sigmoid()), (1, 4, 6, 5), opset, {}) for name, opset in gates),
        ("dense_gate_9", DenseGate(4), (1, 4, 6, 5), 9, {}),
        ("dense_gate_17", DenseGate(4), (2, 4, 6, 5), 17, {}),
        ("mobile_9", Mobile(Swish6(), nn.Hardsigmoid()), (1, 3, 7, 7), 9, {}),
        ("mobile_13", Mobile(nn.Hardswish(), nn.Hardsigmoid()), (1, 3, 7, 7), 13, preserve),
        ("mobile_17", Mobile(nn.Hardswish(), nn.Hardsigmoid()), (1, 3, 7, 7), 17, {}),
        ("swish_13", nn.Sequential(nn.Conv2d(1, 3, 3), nn.SiLU(), nn.Conv2d(3, 2, 3), nn.PReLU()), (1, 1, 7, 7), 13, {}),
        ("densenet_13", Dense(), (1, 1, 6, 6), 13, preserve),
        ("enlarged_9", nn.Sequential(nn.Conv2d(1, 2, 3), nn.Upsample(scale_factor=2), nn.Conv2d(2, 1, 3)), (1, 1, 6, 7), 9, {}),
        ("enlarged_17", nn.Sequential(nn.Conv2d(1, 2, 3), nn.Upsample(scale_factor=(3, 2)), nn.Conv2d(2, 1, 3)), (1, 1, 6, 7), 17, {}),
        ("enlarged_to_13", Lambda(lambda x, a: F.interpolate(a(x), size=(8, 15), mode="nearest"), nn.Conv2d(1, 2, 3)), (1, 1, 6, 7), 13, {}),
        ("quotient_17", Lambda(lambda x, a, b: 2 / (1 + a(x).sigmoid()) + a(x) / b(x).sigmoid() + b(x).tanh().reciprocal(), nn.Conv2d(1, 2, 3), nn.Conv2d(1, 2, 3)), (1, 1, 6, 6), 17, {}),
        ("half_13", Lambda(lambda x, a: a(x.half().float()).bfloat16().float(), nn.Conv2d(1, 2, 3)), (1, 1, 6, 6), 13, {}),
    ]
    yield "squeezed_13", Lambda(lambda x, conv: conv(x.unsqueeze(1)).squeeze(1) - 0.25 * x, nn.Conv2d(1, 1, 3, padding=1)), (1, 5, 6), 13, {}
    yield from late


def settle(module):
    """Statistics and weights that are not the usual zeros and ones."""
    for part in module.modules():
        if isinstance(part, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
            part.running_mean.uniform_(-0.5, 0.5)
            part.running_var.uniform_(0.5, 2)
            nn.init.uniform_(part.weight, 0.5, 1.5)
            nn.init.uniform_(part.bias, -0.5, 0.5)


def write_arrays(path, arrays):
    header, data = {}, b""
    for name, array in arrays.items():
        raw = array.detach().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + data)


def main():
    folder = sys.argv[1]
    torch.set_num_threads(1)
    for number, (name, module, shape, opset, more) in enumerate(models()):
        torch.manual_seed(number)
        module.eval()
        settle(module)
        x = torch.randn(shape)
        if name.startswith("scaled"):
            x = torch.rand(shape) * 255
        with torch.no_grad():
            y = module(x)
        file = io.BytesIO()
        torch.onnx.export(module, x, file, opset_version=opset, input_names=["x"], output_names=["y"], **more)
        with open(os.path.join(folder, name + ".onnx"), "wb") as out:
            out.write(file.getvalue())
        write_arrays(os.path.join(folder, name + ".safetensors"), {"x": x, "y": y})
        print(name, len(file.getvalue()), tuple(y.shape))


if __name__ == "__main__":
    main()
