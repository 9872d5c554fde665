/**
 * Supernets and their subnets executed by libtorch, on the GPU where there is one; no array of the engine leaves this
 * package and {@code training}.
 *
 * <pre>{@code
 * try (TorchEngine engine = TorchEngine.open()) {
 *     Supernet supernet = Supernet.read(folder);
 *     SubnetEvaluation evaluation = new SubnetEvaluation(engine, supernet);
 *     Subnet subnet = evaluation.recalibrated(architecture);
 *     double accuracy = evaluation.accuracy(subnet, images);
 * }
 * }</pre>
 */
package dev.specialize.supernet;
