/** What tests compare with in Python: the scripts lie beside. */
package dev.specialize.python;
