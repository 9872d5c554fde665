/**
 * Reads the weights in PyTorch checkpoints as plain arrays: safely, since a checkpoint is a pickle, which is a program.
 * The program is followed by a small machine of its own that knows tensors, containers, numbers and strings; whatever
 * else it names is refused, nothing is ever loaded or called by name.
 *
 * <pre>{@code
 * StateDict checkpoint = StateDict.read(Path.of("ofa_mbv3.pth"));
 * Tensor stem = checkpoint.tensors().get("first_conv.conv.weight");
 * Donor donor = CheckpointDonor.read(Path.of("mobilenet_v2.pth"));
 * }</pre>
 */
package dev.specialize.pytorch;
