/** Models that break one rule each. */
package dev.specialize.checker;
