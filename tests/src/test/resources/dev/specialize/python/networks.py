"""Networks in torch.nn, written as anybody would. NetworkFiles writes the files that describe them."""
import json

import numpy as np
import torch
from torch import nn

ACTIVATIONS = {"none": nn.Identity, "relu": nn.ReLU, "relu6": nn.ReLU6, "h-swish": nn.Hardswish}
STATISTICS = {"bn.mean": "bn.running_mean", "bn.variance": "bn.running_var"}


class Convolution(nn.Conv2d):
    """A "same"-padded convolution without bias, its normalisation if it has one, and its activation."""

    def __init__(self, channels, width, kernel, stride, groups, epsilon, activation):
        super().__init__(channels, width, kernel, stride, kernel // 2, groups=groups, bias=False)
        self.bn = nn.BatchNorm2d(width, epsilon) if epsilon else nn.Identity()
        self.act = ACTIVATIONS[activation]()

    def forward(self, x):
        return self.act(self.bn(super().forward(x)))


class SqueezeExcitation(nn.Module):
    def __init__(self, channels, squeezed):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.reduce = nn.Conv2d(channels, squeezed, 1)
        self.relu = nn.ReLU()
        self.expand = nn.Conv2d(squeezed, channels, 1)
        self.gate = nn.Hardsigmoid()

    def forward(self, x):
        return x * self.gate(self.expand(self.relu(self.reduce(self.pool(x)))))


class InvertedResidual(nn.Module):
    def __init__(self, layer, squeezed, epsilon):
        super().__init__()
        channels, middle, width = layer["input"]["channels"], layer["middle"], layer["width"]
        kernel, stride, activation = layer["kernel"], layer["stride"], layer["activation"]
        self.expand = nn.Identity()
        if layer["expanded"]:
            self.expand = Convolution(channels, middle, 1, 1, 1, epsilon, activation)
        self.depthwise = Convolution(middle, middle, kernel, stride, middle, epsilon, activation)
        self.se = SqueezeExcitation(middle, squeezed) if layer["squeezeExcite"] else nn.Identity()
        self.project = Convolution(middle, width, 1, 1, 1, epsilon, "none")
        self.residual = stride == 1 and channels == width

    def forward(self, x):
        y = self.project(self.se(self.depthwise(self.expand(x))))
        return x + y if self.residual else y


class Classifier(nn.Linear):
    def forward(self, x):
        return super().forward(torch.flatten(x, 1))


def module(kind, layer, state, epsilon):
    if kind == "Convolution":
        normalised = epsilon if layer["normalised"] else 0
        channels, kernel = layer["input"]["channels"], layer["kernel"]
        return Convolution(channels, layer["width"], kernel, layer["stride"], 1, normalised, layer["activation"])
    if kind == "InvertedResidual":
        squeezed = state["se.reduce.bias"].numel() if layer["squeezeExcite"] else 0
        return InvertedResidual(layer, squeezed, epsilon)
    if kind == "GlobalPool":
        return nn.AdaptiveAvgPool2d(1)
    if kind == "Linear":
        return Classifier(layer["input"]["channels"], layer["width"])
    raise SystemExit(f"no module for a layer of kind {kind}")


def weights(file):
    """Tensors by name; the file is eight bytes of header length, the header as JSON, then the values."""
    data = file.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = (start + offset for offset in entry["data_offsets"])
        tensors[name] = torch.from_numpy(np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"]).copy())
    return tensors


def part(tensors, name):
    """The tensors of one layer under the names that its module has for them."""
    state = {}
    for key, value in tensors.items():
        if key.startswith(name + "."):
            inner = key[len(name) + 1 :]
            for ours, theirs in STATISTICS.items():
                inner = inner.replace(ours, theirs)
            state[inner] = value
    return state


def network(file):
    """The network that NAME.json describes, with the values of NAME.safetensors."""
    description = json.loads(file.read_text())
    tensors = weights(file.with_suffix(".safetensors"))
    modules = []
    used = 0
    for entry in description["layers"]:
        state = part(tensors, entry["layer"]["name"])
        layer = module(entry["kind"], entry["layer"], state, description["batchNormEpsilon"])
        layer.load_state_dict(state)
        used += len(state)
        modules.append(layer)
    if used != len(tensors):
        raise SystemExit(f"{used} of {len(tensors)} tensors have a place in the network")
    return nn.Sequential(*modules)
