/** Tests of {@code dev.specialize.weights}. */
package dev.specialize.weights;
