/**
 * The rules of the ONNX format, checked on the bytes of a model before they go anywhere.
 *
 * <pre>{@code
 * byte[] model = OnnxExporter.export(subnet, options);
 * ModelChecker.check(model);
 * }</pre>
 *
 * <p>It shares no code with what writes models, so that a mistake there is found here.
 */
package dev.specialize.checker;
