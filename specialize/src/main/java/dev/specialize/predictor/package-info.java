/**
 * Accuracy predictors: what a subnet will reach, estimated from what others reached.
 *
 * <pre>{@code
 * PredictorFit fit = PredictorFit.of(space, evaluatedArchitectures, seed);
 * double accuracy = fit.predictor().accuracy(architecture);
 * double spearman = fit.quality().spearman();
 * }</pre>
 */
package dev.specialize.predictor;
