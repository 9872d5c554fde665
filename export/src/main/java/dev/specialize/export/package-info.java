/**
 * Networks with their weights as ONNX models, and the proof that a model computes what its network does.
 *
 * <pre>{@code
 * byte[] bytes = OnnxExporter.export(subnet, ExportOptions.of(metadata));
 * try (OnnxModel model = OnnxModel.load(bytes)) {
 *     float[] logits = model.logits(images, batch);
 *     Verification.compare(reference, logits, classes).require();
 * }
 * }</pre>
 *
 * <p>Where {@code ORT_DISABLE_TELEMETRY=1} is not in the environment of the process, ONNX Runtime writes a device id
 * under the user's cache folder before it can be told not to; see {@link dev.specialize.onnx.RuntimeSession}.
 */
package dev.specialize.export;
