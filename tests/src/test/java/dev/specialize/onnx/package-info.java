/** Tests of {@code dev.specialize.onnx}. */
package dev.specialize.onnx;
