"""Exports every network of a folder with PyTorch's own exporter: NAME.json and NAME.safetensors become NAME.onnx."""
import json
import sys
from pathlib import Path

import torch

from networks import network

OPSET = 17

torch.set_num_threads(1)
for file in sorted(Path(sys.argv[1]).glob("*.json")):
    shape = json.loads(file.read_text())["layers"][0]["layer"]["input"]
    image = torch.zeros(1, shape["channels"], shape["size"], shape["size"])
    target = str(file.with_suffix(".onnx"))
    torch.onnx.export(network(file).eval(), image, target, opset_version=OPSET, do_constant_folding=True)
print("PyTorch", torch.__version__, "opset", OPSET)
