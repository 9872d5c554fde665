/**
 * Training of supernets: the recipe, the loop that can be interrupted and taken up again, and what is measured after.
 *
 * <pre>{@code
 * try (TorchEngine engine = TorchEngine.open()) {
 *     Trainer trainer = new Trainer(engine, space, data, recipe, folder);
 *     trainer.train(progress -> log(progress), () -> stopRequested);
 * }
 * }</pre>
 */
package dev.specialize.training;
