/** Tests of {@code dev.specialize.space}. */
package dev.specialize.space;
