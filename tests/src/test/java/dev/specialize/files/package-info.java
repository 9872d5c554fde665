/** Tests of {@code dev.specialize.files}. */
package dev.specialize.files;
