/** Tests of {@code dev.specialize.images}. */
package dev.specialize.images;
