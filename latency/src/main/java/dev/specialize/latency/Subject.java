package dev.specialize.latency;

import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;
import dev.specialize.space.Architecture;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.util.function.Supplier;

/**
 * Something to time.
 *
 * @param name that no other subject of the measurement has
 * @param onnx its model
 */
record Subject(String name, Role role, Supplier<byte[]> onnx) {
    /** What a subject's time is for. */
    enum Role {
        /** A block's time is a first guess, so the least rounds do. */
        BLOCK,
        NET
    }

    static Subject block(Layer layer, ModelForm form) {
        return new Subject(layer.key(), Role.BLOCK, model(Network.of(layer), form));
    }

    static Subject net(SearchSpace space, Architecture architecture, ModelForm form) {
        return new Subject(netName(architecture), Role.NET, model(space.lower(architecture), form));
    }

    static String netName(Architecture architecture) {
        return "net " + architecture;
    }

    /** A network of medium size, which tells how fast the device is at the moment. */
    static Subject reference(SearchSpace space, ModelForm form) {
        int middle = space.resolutions().get(space.resolutions().size() / 2);
        Architecture smallest = space.smallest();
        Architecture architecture = new Architecture(middle, smallest.widths(), smallest.stages());
        return new Subject("reference", Role.NET, model(space.lower(architecture), form));
    }

    private static Supplier<byte[]> model(Network network, ModelForm form) {
        return new Once(() -> form.untrained(network));
    }

    /** Makes a model when it is first asked for, and keeps it for the next rounds. */
    private static final class Once implements Supplier<byte[]> {
        private final Supplier<byte[]> make;
        private byte[] made = {};

        Once(Supplier<byte[]> make) {
            this.make = make;
        }

        @Override
        public byte[] get() {
            if (made.length == 0) {
                made = make.get();
            }
            return made;
        }
    }

    /** Times it once. */
    Samples time(ModelRunner runner, Sampling sampling) {
        try (TimedModel model = runner.load(onnx.get())) {
            return model.time(sampling);
        }
    }
}
