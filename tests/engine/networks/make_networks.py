#!/usr/bin/python3
"""Makes networks.txt and networks.npy, which network_torch_test.cpp reads: small networks with what PyTorch gives
for them, forwards and by the three ways back. Needs python3-torch; usage: make_networks.py FOLDER

networks.txt: a line `network NAME`, then a line for each layer (kind, name, key=value ..), then `start layer=.. index=..`.
networks.npy: all numbers in one row: for each network its input, then weight and bias of each layer, then what each
layer gives, then for each rule (backprop, deconvnet, guided) what arrives at each layer from 1 sent down at the start."""
import random
import sys

import numpy
import torch
import torch.nn.functional as F

RULES = ("backprop", "deconvnet", "guided")


class Rectify(torch.autograd.Function):
    """A ReLU, or a leaky one, whose way back is a rule's."""

    @staticmethod
    def forward(ctx, x, slope, rule):
        ctx.save_for_backward(x)
        ctx.slope, ctx.rule = slope, rule
        return F.leaky_relu(x, slope)

    @staticmethod
    def backward(ctx, r):
        (x,) = ctx.saved_tensors
        if ctx.rule == "deconvnet":
            return r.clamp(min=0), None, None
        if ctx.rule == "guided":
            return r.clamp(min=0) * (x > 0), None, None
        return torch.where(x > 0, r, r * ctx.slope), None, None


class Network:
    """A network line by line, computed as it grows to know the shapes."""

    def __init__(self, name, seed, shape):
        self.name, self.random = name, random.Random(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.layers, self.shapes, self.values_now = [], [], []
        self.x = self.numbers(shape)
        self.add("input", [], lambda: self.x, shape=shape)

    def numbers(self, shape, scale=1.0):
        return torch.randn(tuple(shape), generator=self.generator) * scale

    def add(self, kind, reads, run, weight=None, bias=None, **settings):
        """`run(rule, *values)`; without a rule for all kinds but ReLUs."""
        self.layers.append(dict(kind=kind, name="%s%d" % (kind, len(self.layers)), reads=reads, run=run, weight=weight,
                                bias=bias, settings=settings))
        values = self.evaluate("backprop")
        self.shapes = [tuple(value.shape) for value in values]
        return len(self.layers) - 1

    def evaluate(self, rule):
        self.values_now = values = []
        for layer in self.layers:
            arguments = [values[i] for i in layer["reads"]]
            run = layer["run"]
            values.append(run(rule, *arguments) if layer["kind"] in ("relu", "leaky_relu") else run(*arguments))
        return values

    def arrivals(self, rule, start, index):
        """What arrives at each layer from 1 at element `index` of layer `start`."""
        self.x.requires_grad_(True)
        self.x.grad = None
        values = self.evaluate(rule)
        for value in values[1:]:
            value.retain_grad()
        values[start].reshape(-1)[index].backward()
        self.x.requires_grad_(False)
        return [torch.zeros_like(value) if value.grad is None else value.grad for value in values]

    # Layers. `at`: what it reads.
    def conv(self, at, out, kernel, groups=1, bias=True, mode="zeros", begin=None, end=None, stride=None, dilation=None):
        dims = len(self.shapes[at]) - 2
        channels = self.shapes[at][1]
        stride, dilation = stride or [1] * dims, dilation or [1] * dims
        begin = begin or [0] * dims
        end = end or begin
        w = self.numbers([out, channels // groups] + kernel, (channels // groups * numpy.prod(kernel)) ** -0.5)
        b = self.numbers([out], 0.3) if bias else None
        torch_mode = dict(zeros="constant").get(mode, mode)
        pads = [side for pair in reversed(list(zip(begin, end))) for side in pair]

        def run(x):
            return (F.conv1d, F.conv2d, F.conv3d)[dims - 1](F.pad(x, pads, mode=torch_mode), w, b, stride, 0, dilation, groups)
        return self.add("conv", [at], run, w, b, channels=[channels, out, groups], kernel=kernel, stride=stride,
                        begin=begin, end=end, dilation=dilation, mode=mode)

    def conv_transpose(self, at, out, kernel, stride, padding, output_padding, groups=1):
        dims = len(kernel)
        channels = self.shapes[at][1]
        w = self.numbers([channels, out // groups] + kernel, (channels // groups * numpy.prod(kernel)) ** -0.5)
        b = self.numbers([out], 0.3)

        def run(x):
            function = (F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d)[dims - 1]
            return function(x, w, b, stride, padding, output_padding, groups)
        return self.add("conv_transpose", [at], run, w, b, channels=[channels, out, groups], kernel=kernel,
                        stride=stride, begin=padding, end=padding, dilation=[1] * dims, output_padding=output_padding)

    def pool(self, at, kind, kernel, stride=None, padding=None, ceil=False, count_pad=True):
        dims = len(kernel)
        stride, padding = stride or kernel, padding or [0] * dims
        functions = dict(max_pool=(F.max_pool1d, F.max_pool2d, F.max_pool3d),
                         avg_pool=(F.avg_pool1d, F.avg_pool2d, F.avg_pool3d))

        def run(x):
            if kind == "lp_pool":  # of magnitudes, so that it is ours
                return F.avg_pool2d(x.abs() ** 3, kernel, stride).mul(float(numpy.prod(kernel))) ** (1 / 3)
            function = functions[kind][dims - 1]
            if kind == "max_pool":
                return function(x, kernel, stride, padding, ceil_mode=ceil)
            return function(x, kernel, stride, padding, ceil, count_pad)
        more = dict(p=[3]) if kind == "lp_pool" else {}
        return self.add(kind, [at], run, kernel=kernel, stride=stride, begin=padding, end=padding, ceil=[int(ceil)],
                        count_pad=[int(count_pad)], **more)

    def unpool(self, at, pool):
        settings = self.layers[pool]["settings"]
        source = self.layers[pool]["reads"][0]

        def run(x, pooled):
            values = self.values_now[source]
            _, switches = F.max_pool2d(values, settings["kernel"], settings["stride"], settings["begin"], return_indices=True)
            return F.max_unpool2d(x, switches, settings["kernel"], settings["stride"], settings["begin"], values.shape[2:])
        return self.add("max_unpool", [at, pool], run, kernel=settings["kernel"], stride=settings["stride"],
                        begin=settings["begin"], end=settings["begin"])

    def relu(self, at):
        return self.add("relu", [at], lambda rule, x: Rectify.apply(x, 0.0, rule))

    def leaky_relu(self, at, alpha):
        return self.add("leaky_relu", [at], lambda rule, x: Rectify.apply(x, alpha, rule), alpha=[alpha])

    def clip(self, at, low, high):
        return self.add("clip", [at], lambda x: x.clamp(low, high), low=[low], high=[high])

    def sigmoid(self, at):
        return self.add("sigmoid", [at], torch.sigmoid)

    def tanh(self, at):
        return self.add("tanh", [at], torch.tanh)

    def batch_norm(self, at):
        channels = self.shapes[at][1]
        mean, variance = self.numbers([channels], 0.2), self.numbers([channels]).abs() + 0.5
        gamma, beta = self.numbers([channels]).abs() + 0.5, self.numbers([channels], 0.2)
        w = gamma / torch.sqrt(variance + 1e-5)
        return self.add("batch_norm", [at], lambda x: F.batch_norm(x, mean, variance, gamma, beta), w, beta - mean * w)

    def affine(self, at, weight_shape, bias_shape):
        w = self.numbers(weight_shape) if weight_shape else None
        b = self.numbers(bias_shape) if bias_shape else None

        def run(x):
            x = x if w is None else x * w
            return x if b is None else x + b
        return self.add("affine", [at], run, w, b)

    def dense(self, at, out, bias=True):
        count = self.shapes[at][-1]
        w, b = self.numbers([out, count], count ** -0.5), self.numbers([out], 0.3) if bias else None
        return self.add("dense", [at], lambda x: F.linear(x, w, b), w, b)

    def global_avg_pool(self, at, keep):
        axes = list(range(2, len(self.shapes[at])))
        return self.add("global_avg_pool", [at], lambda x: x.mean(axes, keepdim=keep), keep=[int(keep)])

    def flatten(self, at, axis=1):
        before = int(numpy.prod(self.shapes[at][:axis]))
        return self.add("flatten", [at], lambda x: x.reshape(before, -1), axis=[axis])

    def reshape(self, at, target):
        def run(x):
            return x.reshape([x.shape[i] if size == 0 else size for i, size in enumerate(target)])
        return self.add("reshape", [at], run, target=target)

    def softmax(self, at, axis, logarithm=False):
        kind = "log_softmax" if logarithm else "softmax"
        return self.add(kind, [at], lambda x: getattr(F, kind)(x, axis), axis=[axis])

    def sum(self, *at):
        return self.add("add", list(at), lambda *values: sum(values[1:], values[0]))

    def product(self, *at):
        def run(*values):
            y = values[0]
            for value in values[1:]:
                y = y * value
            return y
        return self.add("mul", list(at), run)

    def quotient(self, a, b):
        return self.add("div", [a, b], lambda x, y: x / y)

    def cast(self, at, to):
        kinds = dict(float16=torch.float16, bfloat16=torch.bfloat16, uint8=torch.uint8, int8=torch.int8)

        def run(x):
            if to in ("uint8", "int8"):  # of floats beyond them PyTorch leaves open what comes
                return x.to(torch.int32).to(kinds[to]).float() + 0 * x
            return x + (x.to(kinds[to]).float() - x).detach()  # PyTorch would round on the way back, too
        return self.add("cast", [at], run, to=to)

    def concat(self, axis, *at):
        return self.add("concat", list(at), lambda *values: torch.cat(values, axis), axis=[axis])

    def pad(self, at, begin, end, mode="zeros", value=0.0):
        def run(x):
            pads = [side for pair in reversed(list(zip(begin, end))) for side in pair]
            if mode == "zeros":
                return F.pad(x, pads, value=value)
            return F.pad(x, pads[:2 * (x.dim() - 2)], mode=mode)
        return self.add("pad", [at], run, begin=begin, end=end, mode=mode, value=[value])

    def identity(self, at):
        return self.add("identity", [at], lambda x: x * 1)


def vgg(seed):
    n = Network("vgg", seed, [1, 3, 8, 8])
    at = 0
    for out in (4, 6):
        at = n.relu(n.conv(at, out, [3, 3], begin=[1, 1]))
        at = n.relu(n.conv(at, out, [3, 3], begin=[1, 1]))
        at = n.pool(at, "max_pool", [2, 2])
    n.softmax(n.dense(n.relu(n.dense(n.flatten(at), 12)), 5), 1)
    return n


def residual(seed):
    n = Network("residual", seed, [2, 3, 7, 7])
    at = n.relu(n.batch_norm(n.conv(0, 4, [3, 3], begin=[1, 1], bias=False)))
    inner = n.relu(n.batch_norm(n.conv(at, 4, [3, 3], begin=[1, 1], bias=False)))
    inner = n.batch_norm(n.conv(inner, 4, [3, 3], begin=[1, 1], bias=False))
    at = n.relu(n.sum(at, inner))
    down = n.batch_norm(n.conv(at, 6, [1, 1], stride=[2, 2], bias=False))
    inner = n.batch_norm(n.conv(at, 6, [3, 3], stride=[2, 2], begin=[1, 1], bias=False))
    at = n.relu(n.sum(inner, down))
    n.dense(n.global_avg_pool(at, False), 4)
    return n


def depthwise(seed):
    n = Network("depthwise", seed, [1, 3, 9, 9])
    at = n.leaky_relu(n.conv(0, 6, [3, 3]), 0.1)
    for out in (8, 10):
        at = n.pool(at, "max_pool", [2, 2], padding=[1, 1])
        at = n.conv(at, n.shapes[at][1], [3, 3], groups=n.shapes[at][1], begin=[1, 1])
        at = n.leaky_relu(n.conv(at, out, [1, 1]), 0.1)
    n.conv(at, 5, [1, 1])
    return n


def inception(seed):
    n = Network("inception", seed, [1, 4, 6, 6])
    a = n.relu(n.conv(0, 3, [1, 1]))
    b = n.relu(n.conv(n.relu(n.conv(0, 2, [1, 1])), 4, [3, 3], begin=[1, 1]))
    c = n.conv(n.pool(0, "max_pool", [3, 3], [1, 1], [1, 1]), 2, [1, 1])
    at = n.concat(1, a, b, c, a)
    at = n.pool(at, "avg_pool", [3, 3], [2, 2], [1, 1], count_pad=False)
    n.softmax(n.reshape(n.relu(at), [0, 2, -1]), 2, logarithm=True)
    return n


def autoencoder(seed):
    n = Network("autoencoder", seed, [1, 2, 8, 8])
    at = n.relu(n.conv(0, 4, [3, 3], begin=[1, 1]))
    pool = n.pool(at, "max_pool", [2, 2])
    at = n.relu(n.conv(pool, 4, [3, 3], begin=[1, 1]))
    at = n.unpool(at, pool)
    at = n.relu(n.conv_transpose(at, 3, [3, 3], [2, 2], [1, 1], [1, 1]))
    n.sigmoid(n.conv_transpose(at, 1, [3, 3], [1, 1], [1, 1], [0, 0]))
    return n


def one_dimension(seed):
    n = Network("one_dimension", seed, [2, 3, 24])
    at = n.relu(n.conv(0, 6, [5], dilation=[2], begin=[4], mode="circular"))
    at = n.pool(at, "max_pool", [3], [2], [1], ceil=True)
    at = n.tanh(n.conv(at, 6, [3], groups=3, begin=[2], end=[1], mode="reflect"))
    at = n.relu(n.conv_transpose(at, 4, [4], [2], [1], [0], groups=2))
    n.softmax(n.global_avg_pool(at, True), 1)
    return n


def three_dimensions(seed):
    n = Network("three_dimensions", seed, [1, 2, 5, 6, 4])
    at = n.relu(n.conv(0, 3, [3, 3, 2], begin=[1, 1, 1], end=[1, 1, 0], mode="replicate"))
    at = n.pool(at, "max_pool", [2, 2, 2], [1, 2, 2])
    at = n.relu(n.conv_transpose(at, 3, [2, 3, 2], [1, 2, 1], [0, 1, 0], [0, 0, 0]))
    n.dense(n.flatten(n.pool(at, "avg_pool", [2, 2, 1], [2, 2, 1])), 4)
    return n


def arithmetic(seed):
    n = Network("arithmetic", seed, [2, 3, 5, 6])
    at = n.affine(0, [3, 1, 1], [1, 3, 1, 6])
    at = n.affine(n.affine(at, [], [6]), [5, 1], [])
    at = n.pad(n.relu(at), [0, 0, 1, -1], [0, 1, 2, 1], value=0.5)
    at = n.clip(n.conv(at, 4, [3, 3]), 0.0, 1.5)
    gate = n.sigmoid(n.conv(n.global_avg_pool(at, True), 4, [1, 1]))
    at = n.sum(n.identity(at), gate, n.pad(at, [0, 0, 1, 2], [0, 0, -1, -2], mode="reflect"))
    at = n.pool(n.leaky_relu(at, 0.2), "lp_pool", [2, 2])
    n.dense(at, 3, bias=False)
    return n


def scalars(seed):
    n = Network("scalars", seed, [3, 7])
    at = n.relu(n.batch_norm(n.dense(0, 6)))
    n.sum(n.softmax(n.dense(at, 4), 1), n.affine(n.dense(at, 1), [1], [4]))
    return n


def gated(seed):
    """Squeeze and excitation, a product of three with itself among them, and what may be repeated on either side."""
    n = Network("gated", seed, [2, 3, 5, 6])
    at = n.relu(n.conv(0, 4, [3, 3], begin=[1, 1]))
    gate = n.relu(n.conv(n.global_avg_pool(at, True), 2, [1, 1]))
    at = n.product(at, n.sigmoid(n.conv(gate, 4, [1, 1])))
    mean = n.sigmoid(n.conv(at, 1, [3, 3], begin=[1, 1]))
    at = n.product(mean, at, mean)
    at = n.leaky_relu(n.conv(at, 3, [3, 3]), 0.1)
    at = n.quotient(at, n.affine(n.sigmoid(n.global_avg_pool(at, True)), [], [1]))
    at = n.quotient(n.global_avg_pool(at, True), n.affine(n.sigmoid(at), [], [1]))
    n.dense(n.global_avg_pool(n.relu(at), False), 4)
    return n


def rounded(seed):
    n = Network("rounded", seed, [1, 2, 6, 5])
    at = n.relu(n.conv(n.cast(0, "float16"), 3, [3, 3]))
    at = n.conv(n.cast(at, "bfloat16"), 2, [2, 2])
    cut = n.cast(n.affine(at, [1], []), "int8")
    n.dense(n.flatten(n.sum(at, cut, n.cast(n.affine(at, [], [1]), "uint8"))), 3)
    return n


def drawn(number, seed):
    """Layers drawn one after the other, with a branch now and then."""
    draw = random.Random(seed)
    n = Network("drawn%d" % number, seed, [draw.choice((1, 2)), draw.choice((1, 3)), draw.randint(5, 8), draw.randint(5, 8)])
    at = 0
    for step in range(draw.randint(4, 7)):
        channels, height, width = n.shapes[at][1:]
        kind = draw.choice(("conv", "conv", "depthwise", "pool", "norm", "sum", "concat", "transposed", "leaky"))
        if kind == "conv":
            at = n.relu(n.conv(at, draw.randint(2, 5), [3, 3], begin=[1, 1], stride=[1, draw.randint(1, 2)], bias=draw.random() < 0.5))
        elif kind == "depthwise":
            at = n.relu(n.conv(n.conv(at, channels, [3, 3], groups=channels, begin=[1, 1]), channels + 1, [1, 1]))
        elif kind == "pool" and min(height, width) >= 4:
            at = n.pool(at, draw.choice(("max_pool", "avg_pool")), [draw.randint(2, 3)] * 2, [2, 2], [1, 1], draw.random() < 0.5)
        elif kind == "norm":
            at = n.relu(n.batch_norm(n.conv(at, channels, [1, 1], bias=False)))
        elif kind == "sum":
            at = n.relu(n.sum(at, n.conv(n.relu(n.conv(at, channels, [3, 3], begin=[1, 1])), channels, [1, 1])))
        elif kind == "concat":
            at = n.concat(1, at, n.relu(n.conv(at, 2, [3, 3], begin=[2, 2], dilation=[2, 2])))
        elif kind == "transposed" and max(height, width) <= 8:
            at = n.relu(n.conv_transpose(at, 3, [3, 3], [2, 1], [1, 1], [1, 0]))
        else:
            at = n.leaky_relu(n.conv(at, 3, [min(height, 2), min(width, 2)]), draw.choice((0.01, 0.1, 0.3)))
    at = n.flatten(at) if draw.random() < 0.5 else n.global_avg_pool(at, False)
    n.dense(at, 4)
    return n


def words(value):
    if isinstance(value, str):
        return value
    return ",".join(repr(each) if isinstance(each, float) else str(each) for each in value)


def written(network):
    yield "network " + network.name
    for layer in network.layers:
        parts = [layer["kind"], layer["name"]]
        if layer["reads"]:
            parts.append("reads=" + words(layer["reads"]))
        for key in ("weight", "bias"):
            if layer[key] is not None:
                parts.append("%s=%s" % (key, words(layer[key].shape)))
        parts += ["%s=%s" % (key, words(value)) for key, value in layer["settings"].items()]
        yield " ".join(parts)


def main():
    torch.set_num_threads(1)
    networks = [make(seed) for seed, make in enumerate((vgg, residual, depthwise, inception, autoencoder, one_dimension,
                                                        three_dimensions, arithmetic, scalars), 1)]
    networks += [drawn(number, 100 + number) for number in range(12)]
    networks += [gated(200), rounded(201)]
    lines, numbers = [], []
    for network in networks:
        values = network.evaluate("backprop")
        numbers.append(network.x)
        numbers += [layer[key] for layer in network.layers for key in ("weight", "bias") if layer[key] is not None]
        numbers += values
        start = len(values) - 1
        last = values[start].reshape(-1)  # of a softmax one whose gradient is not lost in roundings
        index = int((last - 0.5).abs().argmin() if network.layers[start]["kind"] == "softmax" else last.argmax())
        for rule in RULES:
            numbers += network.arrivals(rule, start, index)
        lines += list(written(network)) + ["start layer=%d index=%d" % (start, index)]
    row = numpy.concatenate([each.detach().numpy().reshape(-1) for each in numbers]).astype("<f4")
    with open(sys.argv[1] + "/networks.txt", "w") as file:
        file.write("\n".join(lines) + "\n")
    numpy.save(sys.argv[1] + "/networks.npy", row)
    print("%d networks, %d numbers" % (len(networks), row.size))


if __name__ == "__main__":
    main()
