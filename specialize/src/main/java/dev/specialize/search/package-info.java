/**
 * Finds the most accurate subnet that keeps every budget. A fitted {@link dev.specialize.predictor.AccuracyPredictor} ranks
 * architectures, {@link dev.specialize.search.AdditiveCost}s bound them; the entry point is {@link
 * dev.specialize.search.Search}.
 *
 * <pre>{@code
 * AccuracyPredictor predictor = PredictorModel.read(file, space).predictor();
 * AdditiveCost latency = AdditiveCost.of(space, table::nanos, resolution -> 0);
 * Constraint budget = Constraint.latency(LatencyBudget.parse("30ms"), latency, 0.03, "pixel");
 * SearchResult result = new Search(space, predictor, SearchSettings.ofSeed(1)).under(List.of(budget));
 * Architecture best = result.best().architecture();
 * }</pre>
 */
package dev.specialize.search;
