package dev.specialize.transport;

import dev.specialize.devices.DeviceException;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;

/** A model in the memory of one runner. It is gone with that runner, and then needs no closing. */
record RemoteModel(RunnerProcess process, LoadedModel model, Patience patience) implements TimedModel {
    @Override
    public Samples time(Sampling sampling) {
        RunnerChannel.requireWithinBounds(sampling);
        return process.exchange(patience.timing(sampling), channel -> channel.time(model, sampling));
    }

    @Override
    public float[] run(float[] input) {
        if (input.length != model.inputs()) {
            throw new DeviceException("The model's first input has " + model.inputs() + " values, not " + input.length);
        }
        return process.exchange(patience.work(), channel -> channel.run(model, input));
    }

    @Override
    public void close() {
        if (!process.hasEnded()) {
            process.exchange(patience.answer(), channel -> {
                channel.free(model);
                return true;
            });
        }
    }
}
