/**
 * Linear regression with uncertainty, over plain arrays: what is believed of the weights before, what observations say
 * about them, how likely these were, and which observations would teach most.
 *
 * <pre>{@code
 * BayesianRegression regression = BayesianRegression.fit(deviations, features, targets, noise);
 * double mean = regression.weight(0);
 * double deviation = Math.sqrt(regression.variance(features[0]));
 * }</pre>
 */
package dev.specialize.regression;
