package dev.specialize.specialization;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What supernet to import.
 *
 * @param checkpoint of the Once-for-All code
 * @param name what people will call it
 * @param resolutions to search among, which no weight proves; empty for those of the published supernet
 * @param images folder {@code train|val/<class>/*} to recalibrate and to check on
 * @param folder takes the supernet; must be absent or empty
 */
public record ImportPlan(Path checkpoint, String name, List<Integer> resolutions, Optional<Path> images, Path folder) {
    private static final int LARGEST_RESOLUTION = 1024;

    public ImportPlan {
        resolutions = List.copyOf(resolutions);
        for (int i = 0; i < resolutions.size(); i++) {
            int resolution = resolutions.get(i);
            if (resolution < 1 || resolution > LARGEST_RESOLUTION) {
                throw new IllegalArgumentException(
                        "resolutions must be 1 to " + LARGEST_RESOLUTION + ", got " + resolution);
            }
            if (i > 0 && resolution <= resolutions.get(i - 1)) {
                throw new IllegalArgumentException("resolutions must ascend, got " + resolutions);
            }
        }
    }
}
