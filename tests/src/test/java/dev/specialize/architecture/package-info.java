/**
 * The rules of the house as tests: who may use whom, which library lives where, what code looks like.
 *
 * <p>A rule that finds nothing to judge passes, so {@link PackagesTest} also checks that every package with sources was
 * read and is one that the rules name.
 */
package dev.specialize.architecture;
