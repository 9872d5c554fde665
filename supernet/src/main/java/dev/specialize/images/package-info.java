/**
 * Labelled images as bytes, where they come from and how a network sees them.
 *
 * <pre>{@code
 * Dataset data = Dataset.read(folder, new Dataset.Settings(32, 3, 5_000, 0), warnings::add);
 * Preprocessing preprocessing = Preprocessing.measuredOn(data.train());
 * float[] pixels = preprocessing.nchw(data.validation(), 0, 100, 28);
 * BatchStream batches = new BatchStream(data.train(), preprocessing, 128, 0, new Augmentation(0.125, true));
 * }</pre>
 */
package dev.specialize.images;
