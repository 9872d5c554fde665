/**
 * Training of supernets: recipes made of phases, the loop that can be interrupted and taken up again, populations of such
 * runs, and sizes that fit a machine.
 *
 * <pre>{@code
 * try (TorchEngine engine = TorchEngine.open()) {
 *     Start start = Start.random(space, recipe.seed());
 *     TrainingJob job = new TrainingJob(space, data, preprocessing, recipe, start);
 *     Trainer trainer = new Trainer(engine, job, folder, TrainerOptions.USUAL, System::nanoTime);
 *     trainer.train(progress -> log(progress), () -> stopRequested);
 * }
 * }</pre>
 */
package dev.specialize.training;
