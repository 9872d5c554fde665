package dev.specialize.python;

import dev.specialize.files.JsonFile;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.weights.Subnet;
import java.nio.file.Path;
import java.util.List;

/** Networks as {@code networks.py} reads them: NAME.json and NAME.safetensors. */
public final class NetworkFiles {
    private NetworkFiles() {}

    /** What a script is told of a network. */
    private record Description(double batchNormEpsilon, List<KindOfLayer> layers) {
        static Description of(Network network) {
            return new Description(
                    network.batchNormEpsilon(),
                    network.layers().stream()
                            .map(layer -> new KindOfLayer(layer.getClass().getSimpleName(), layer))
                            .toList());
        }
    }

    private record KindOfLayer(String kind, Layer layer) {}

    public static void write(Path folder, String name, Subnet subnet) {
        JsonFile.write(folder.resolve(name + ".json"), Description.of(subnet.network()));
        subnet.weights().write(folder.resolve(name + ".safetensors"));
    }
}
