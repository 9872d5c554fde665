package dev.specialize.quantization;

/**
 * How much of an activation is beyond what eight bits are given.
 *
 * @param value its name
 * @param share of its numbers, on the calibration images
 */
public record ClippedShare(String value, double share) {}
