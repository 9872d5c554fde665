"""Quantises every model of a folder with ONNX Runtime's own quantiser: NAME.onnx becomes NAME.METHOD.onnx.

NAME.json says how: methods, the layers that stay in float32, the share that percentiles cut, and the shape of the
images in NAME.images, which are float32 and normalised.
"""
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

METHODS = {
    "min-max": CalibrationMethod.MinMax,
    "percentile": CalibrationMethod.Percentile,
    "entropy": CalibrationMethod.Entropy,
}


class Images(CalibrationDataReader):
    """One image after the other."""

    def __init__(self, name, images):
        self.feeds = iter([{name: image[np.newaxis]} for image in images])

    def get_next(self):
        return next(self.feeds, None)


def kept(model, layers):
    """The nodes of the layers that stay in float32: each is named after what it writes."""
    names = [node.name for node in onnx.load(model).graph.node]
    return [name for name in names if any(name == layer or name.startswith(layer + ".") for layer in layers)]


for file in sorted(Path(sys.argv[1]).glob("*.json")):
    order = json.loads(file.read_text())
    images = np.fromfile(file.with_suffix(".images"), "<f4").reshape(order["shape"])
    prepared = str(file.with_suffix(".prepared"))
    # the shapes are in the models already, and only that step needs sympy
    quant_pre_process(str(file.with_suffix(".onnx")), prepared, skip_symbolic_shape=True)
    for method in order["methods"]:
        quantize_static(
            prepared,
            str(file.with_suffix(f".{method}.onnx")),
            Images(order["input"], images),
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=False,
            nodes_to_exclude=kept(prepared, order["kept"]),
            calibrate_method=METHODS[method],
            # both sides of a range are found on their own, as unsigned activations ask for
            extra_options={"CalibTensorRangeSymmetric": False, "CalibPercentile": order["percentile"]},
        )
print("ONNX Runtime's quantiser", onnxruntime.__version__)
