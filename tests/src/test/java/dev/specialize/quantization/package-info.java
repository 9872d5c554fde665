/** Tests of {@code dev.specialize.quantization}. */
package dev.specialize.quantization;
