package dev.specialize.fleet;

import dev.specialize.cluster.ShippedFolder;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LatencyQuantile;
import dev.specialize.files.JsonFile;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.LatencyPromise;
import dev.specialize.specialization.ModelLabel;
import dev.specialize.specialization.SubnetSearch;
import dev.specialize.specialization.SupernetPredictor;
import dev.specialize.supernet.Supernet;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What every search of a fleet needs, wherever it runs: what travels is text, the same as in files.
 *
 * @param supernet has the space and the predictor
 * @param quantile name of the promised one
 */
record SearchSetup(ShippedFolder supernet, String quantile, double confidence) implements Serializable {
    /** Files of a supernet's folder that a search reads. */
    static List<String> files(Path folder) {
        String weights = Supernet.PREDICTOR.replace(".json", ".safetensors");
        return Stream.of(Supernet.SPACE, Supernet.PREDICTOR, weights)
                .filter(name -> Files.exists(folder.resolve(name)))
                .toList();
    }

    SubnetSearch search(String profileJson) {
        Path folder = supernet.path();
        SearchSpace space = JsonFile.read(folder.resolve(Supernet.SPACE), SearchSpace.class);
        PredictorModel model = SupernetPredictor.read(folder, space);
        DeviceProfile profile = JsonFile.parse(profileJson, Path.of("profile"), DeviceProfile.class);
        return new SubnetSearch(space, model, profile, promise(), ModelLabel.PLAIN);
    }

    private LatencyPromise promise() {
        return new LatencyPromise(LatencyQuantile.parse(quantile), confidence);
    }
}
