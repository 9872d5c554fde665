package dev.specialize.supernet;

import dev.specialize.files.InvalidFileException;
import dev.specialize.pytorch.CheckpointDonor;
import dev.specialize.weights.Donor;
import java.nio.file.Files;
import java.nio.file.Path;

/** What training can start from, as it lies on a disk. */
public final class DonorFile {
    private DonorFile() {}

    /**
     * Reads the folder of a supernet, trained here or imported, or a PyTorch checkpoint that {@link CheckpointDonor} knows.
     *
     * @throws InvalidFileException if it is missing, damaged or of no network that is known; the message names what is
     *     foreign
     */
    public static Donor read(Path source) {
        if (!Files.isDirectory(source)) {
            return CheckpointDonor.read(source);
        }
        Supernet supernet = Supernet.read(source);
        return Donor.of(supernet.space(), supernet.weights())
                .withClasses(supernet.manifest().classes());
    }
}
