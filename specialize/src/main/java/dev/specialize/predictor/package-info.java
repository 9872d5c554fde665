/**
 * Accuracy predictors: what a subnet will reach, estimated from what others reached. {@link
 * dev.specialize.predictor.PredictorFit} makes them from pairs, {@link dev.specialize.predictor.PredictorImport} takes over
 * published ones, and {@link dev.specialize.predictor.PredictorModel} is what both give and files hold.
 *
 * <pre>{@code
 * EvaluatedPairsCsv csv = EvaluatedPairsCsv.read(file, space);
 * PredictorModel model = PredictorFit.of(space, csv.pairs(), FitChoice.BEST, seed);
 * double accuracy = model.predictor().accuracy(architecture);
 * model.write(predictorFile);
 * }</pre>
 */
package dev.specialize.predictor;
