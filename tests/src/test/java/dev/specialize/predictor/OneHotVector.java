package dev.specialize.predictor;

import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import java.util.ArrayList;
import java.util.List;

/** The one-hot vector of an architecture, written from the architecture itself. */
final class OneHotVector {
    private OneHotVector() {}

    static double[] of(SearchSpace space, Architecture architecture) {
        List<Double> ones = new ArrayList<>();
        space.resolutions().forEach(r -> ones.add(r == architecture.resolution() ? 1.0 : 0.0));
        for (int s = 0; s < space.stages().size(); s++) {
            Stage stage = space.stages().get(s);
            List<BlockChoice> blocks = architecture.stages().get(s);
            stage.depths().forEach(d -> ones.add(d == blocks.size() ? 1.0 : 0.0));
            for (int b = 0; b < stage.maxDepth(); b++) {
                BlockChoice block = b < blocks.size() ? blocks.get(b) : new BlockChoice(0, 0);
                stage.kernels().forEach(k -> ones.add(k == block.kernel() ? 1.0 : 0.0));
                stage.expands().forEach(e -> ones.add(e == block.expand() ? 1.0 : 0.0));
            }
        }
        return ones.stream().mapToDouble(v -> v).toArray();
    }
}
