/** Tests of {@code dev.specialize.training}. */
package dev.specialize.training;
