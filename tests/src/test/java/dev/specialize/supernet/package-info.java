/** Tests of {@code dev.specialize.supernet}, and networks computed by other routes to check it against. */
package dev.specialize.supernet;
