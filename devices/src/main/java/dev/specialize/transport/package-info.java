/**
 * Transports: how a device that is not this program's own process runs models. {@link
 * dev.specialize.transport.Devices} opens a device by its {@link dev.specialize.transport.DeviceAddress}: it puts a small
 * native program and ONNX Runtime onto the device once, starts it there and talks to it; {@link
 * dev.specialize.transport.DeviceBook} keeps addresses by name.
 *
 * <pre>{@code
 * DeviceAddress board = DeviceAddress.parse("ssh://pi@board.local");
 * try (ModelRunner runner = Devices.here().open(board, RunnerOptions.threads(4));
 *         TimedModel model = runner.load(onnx)) {
 *     double nanos = model.time(Sampling.DEFAULT).medianNanos();
 * }
 * }</pre>
 */
package dev.specialize.transport;
