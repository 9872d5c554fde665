/**
 * Float32 graphs turned into ones of eight bits or sixteen, by what their activations are on calibration images.
 *
 * <pre>{@code
 * CalibrationImages images = new CalibrationImages(normalised, 200);
 * QuantizedGraph quantized = QuantizedGraph.of(graph, layers, images, QuantizationSettings.USUAL);
 * quantized.graph();              // the same input and output, whole numbers in between
 * quantized.record().kept();      // layers that had to stay in float32
 * }</pre>
 */
package dev.specialize.quantization;
