/** Tests of {@code dev.specialize.export}. */
package dev.specialize.export;
