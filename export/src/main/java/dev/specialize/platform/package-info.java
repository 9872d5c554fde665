/**
 * The places where models run, as data: which operators, number formats, shapes and sizes they take, and graphs made to
 * fit them.
 *
 * <pre>{@code
 * Platform platform = Platform.named("android-nnapi");
 * Graph graph = platform.conforming(exported, NumberFormat.FP32);   // HardSwish becomes Add, Clip and Mul, which NNAPI has
 * }</pre>
 *
 * <p>What a platform takes is in a file of its name beside these classes, with a sentence on where that is from.
 */
package dev.specialize.platform;
