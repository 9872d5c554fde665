package dev.specialize.training;

import java.time.Duration;

/**
 * How far a run is.
 *
 * @param step steps done
 * @param steps in total
 * @param loss of the largest subnet, averaged over some hundred steps
 * @param imagesPerSecond training images of the last steps, each seen by all subnets of its step
 * @param remaining estimate: later phases take longer than the present one by as much as they compute more
 */
public record TrainingProgress(
        long step, long steps, int epoch, int epochs, double loss, double imagesPerSecond, Duration remaining) {}
