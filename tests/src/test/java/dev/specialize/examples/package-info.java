/** Programs that use the library, as the README shows them; tests run them. */
package dev.specialize.examples;
