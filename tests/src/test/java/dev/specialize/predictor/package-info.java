/** Accuracy predictors: against independent arithmetic and on accuracies that were really measured. */
package dev.specialize.predictor;
