/**
 * Architectures as small numbers, the form in which a search varies them and a predictor scores them.
 *
 * <pre>{@code
 * GenomeCodec codec = new GenomeCodec(space);
 * Genome genome = codec.encodeChecked(architecture);
 * double score = predictor.score(codec).of(genome);
 * }</pre>
 */
package dev.specialize.genome;
