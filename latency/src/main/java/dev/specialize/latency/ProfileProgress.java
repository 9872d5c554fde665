package dev.specialize.latency;

import java.time.Duration;

/**
 * How far a measurement is.
 *
 * @param done visits to models, those of an earlier, interrupted run included
 * @param total visits in all; it grows if disturbed laps are repeated
 * @param left estimated time to go
 */
public record ProfileProgress(int done, int total, Duration left) {}
