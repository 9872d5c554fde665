package dev.specialize.transport;

/**
 * A model that a runner holds.
 *
 * @param number by which the runner knows it
 * @param inputs number of values of its first input
 * @param outputs number of values of its first output
 */
record LoadedModel(int number, int inputs, int outputs) {}
