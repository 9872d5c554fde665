/**
 * Devices: what models are timed on, and what was found there. A {@link dev.specialize.devices.ModelRunner} takes the
 * bytes of ONNX models and gives timing samples; a {@link dev.specialize.devices.DeviceProfile} keeps what a profiler
 * made of them; the {@link dev.specialize.devices.DeviceCatalogue} is a folder of profiles.
 *
 * <pre>{@code
 * try (ModelRunner runner = LocalRunner.withThreads(1);
 *         TimedModel model = runner.load(onnx)) {
 *     double nanos = model.time(Sampling.DEFAULT).medianNanos();
 * }
 * DeviceProfile pixel = new DeviceCatalogue(folder).find("pixel");
 * }</pre>
 */
package dev.specialize.devices;
