/**
 * The command line: one thin class per command; stdout is the result, stderr the progress, and exit codes say what kind
 * of thing went wrong.
 *
 * <pre>{@code
 * specialize --device local --latency 1ms
 * }</pre>
 */
package dev.specialize.cli;
