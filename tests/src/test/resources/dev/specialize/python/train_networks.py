"""Images per second of training steps, each of one network of a folder in turn, written for speed: channels-last tensors,
h-swish and h-sigmoid as one operator, ReLU in place, SGD over all tensors at once.

usage: train_networks.py FOLDER BATCH UNTIMED TIMED NETWORK..
"""
import json
import os
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

from networks import network


class Training:
    def __init__(self, file):
        self.net = network(file).to(memory_format=torch.channels_last).train()
        for module in self.net.modules():
            if isinstance(module, (nn.ReLU, nn.ReLU6)):
                module.inplace = True
        kernels = [p for p in self.net.parameters() if p.dim() > 1]
        others = [p for p in self.net.parameters() if p.dim() == 1]
        groups = [{"params": kernels, "weight_decay": 5e-4}, {"params": others, "weight_decay": 0}]
        self.descent = torch.optim.SGD(groups, 1e-3, momentum=0.9, nesterov=True, foreach=True)

    def step(self, images, labels):
        logits = self.net(images.contiguous(memory_format=torch.channels_last))
        loss = functional.cross_entropy(logits, labels, label_smoothing=0.1)
        self.descent.zero_grad(set_to_none=True)
        loss.backward()
        self.descent.step()
        return loss.item()


folder = Path(sys.argv[1])
batch, untimed, timed = map(int, sys.argv[2:5])
files = [folder / (name + ".json") for name in sys.argv[5:]]
torch.set_num_threads(os.cpu_count())
layers = json.loads(files[0].read_text())["layers"]
shape, classes = layers[0]["layer"]["input"], layers[-1]["layer"]["width"]
images = torch.randn(batch, shape["channels"], shape["size"], shape["size"])
labels = torch.randint(0, classes, (batch,))
trainings = [Training(file) for file in files]
seconds = 0.0
for step in range(-untimed, timed):
    began = time.perf_counter()
    trainings[step % len(trainings)].step(images, labels)
    if step >= 0:
        seconds += time.perf_counter() - began
print(batch * timed / seconds)
