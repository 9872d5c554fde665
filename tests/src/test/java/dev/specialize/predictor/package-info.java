/** Tests of accuracy predictors. */
package dev.specialize.predictor;
