/** Profiling, resuming, drift, calibration and prediction; mostly on a device whose truth is known. */
package dev.specialize.latency;
