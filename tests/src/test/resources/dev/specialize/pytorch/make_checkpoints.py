"""Makes the checkpoints beside this file and prints the digests that WrittenByTorchTest holds them to (torch 1.13)."""
import hashlib

import numpy as np
import torch

torch.manual_seed(1)


def digest(state_dict):
    sha256 = hashlib.sha256()
    for name in sorted(state_dict):
        if state_dict[name].is_floating_point():
            sha256.update(name.encode())
            sha256.update(state_dict[name].detach().float().contiguous().numpy().tobytes())
    return sha256.hexdigest()


def save(name, value, state_dict):
    for form, zipped, protocol in (("zip", True, 2), ("zip", True, 4), ("stream", False, 2), ("stream", False, 5)):
        file = f"{name}_{form}_{protocol}.pth"
        torch.save(value, file, _use_new_zipfile_serialization=zipped, pickle_protocol=protocol)
        print(file, digest(state_dict))


block = torch.arange(120.0).reshape(2, 3, 4, 5)
views = {
    "permuted": block.permute(3, 1, 0, 2),
    "strided": block[:, 1:, ::2, 2],
    "channels_last": torch.randn(2, 3, 4, 5).contiguous(memory_format=torch.channels_last),
    "scalar": torch.tensor(3.5),
    "empty": torch.empty(0, 3),
    "expanded": torch.ones(1).expand(4),
    "half": torch.tensor([6e-8, -6e-5, 65504.0, 0.0, -0.0, 1 / 3, -2.5]).half(),
    "bfloat16": torch.randn(7).bfloat16(),
    "double": torch.randn(7).double(),
    "parameter": torch.nn.Parameter(torch.randn(3)),
    "tied": block,
    "int64": torch.arange(3),
    "int32": torch.arange(3, dtype=torch.int32),
    "uint8": torch.arange(3, dtype=torch.uint8),
    "bool": torch.tensor([True]),
}
save("views", views, views)

model = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 1), torch.nn.BatchNorm2d(4), torch.nn.Flatten(), torch.nn.Linear(4, 2))
momentum = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
adam = torch.optim.Adam(model.parameters())
model(torch.randn(5, 3, 1, 1)).sum().backward()
momentum.step()
adam.step()
training = {
    "epoch": 3,
    "best_acc": np.float64(0.5),
    "notes": [1, (2, {3, 4}), frozenset([1]), None, True, 1.5, b"xx", bytearray(b"yy"), 10**30, -5],
    "types": [torch.device("cpu"), torch.Size([1, 2]), torch.float32, np.float32(0.5), np.int64(3)],
    "random": torch.get_rng_state(),
    "state_dict": model.state_dict(),
    "state_dict_ema": dict(model.state_dict()),
    "optimizer": momentum.state_dict(),
    "adam": adam.state_dict(),
}
save("training", training, model.state_dict())
