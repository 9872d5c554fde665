/**
 * One class inside the engine's package: running TorchScript with gradients needs access that the engine keeps to itself.
 */
package ai.djl.pytorch.jni;
