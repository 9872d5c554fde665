package dev.specialize.cluster;

import java.io.Serializable;
import java.nio.file.Path;

/** Files of a folder that a {@link Task} can read wherever it runs. */
@FunctionalInterface
public interface ShippedFolder extends Serializable {
    /** The folder, as it is called where this is asked. */
    Path path();
}
