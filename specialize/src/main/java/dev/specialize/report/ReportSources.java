package dev.specialize.report;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a report is drawn from: a manifest, and of what it was made from whatever is still there with the same hashes.
 *
 * @param predictor of {@code space}
 * @param missing what is not there, in sentences
 */
public record ReportSources(
        SpecializationManifest manifest,
        Optional<SearchSpace> space,
        Optional<PredictorModel> predictor,
        Optional<DeviceProfile> profile,
        List<String> missing) {
    public ReportSources {
        missing = List.copyOf(missing);
    }

    /** The manifest alone. */
    public static ReportSources of(SpecializationManifest manifest) {
        return new ReportSources(manifest, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** The same with a note of what nobody has any more. */
    public ReportSources without(String what) {
        List<String> more = new ArrayList<>(missing);
        more.add(what);
        return new ReportSources(manifest, space, predictor, profile, more);
    }

    /** The same with the supernet's space and predictor, if they are those of the manifest. */
    public ReportSources withSupernet(Path folder) {
        Path space = folder.resolve(Supernet.SPACE);
        try {
            Path own = folder.resolve(Supernet.MANIFEST);
            String spaceHash =
                    JsonFile.read(own, SupernetManifest.class).files().get(Supernet.SPACE);
            if (!isInput(Sha256.of(own)) || !Sha256.of(space).equals(spaceHash)) {
                return without("The supernet that was found is another than the one that the model was made from.");
            }
            SearchSpace read = JsonFile.read(space, SearchSpace.class);
            return new ReportSources(manifest, Optional.of(read), predictor, profile, missing)
                    .withPredictor(folder.resolve(Supernet.PREDICTOR), read);
        } catch (InvalidFileException | UncheckedIOException e) {
            return without("The supernet that the model was made from was not found.");
        }
    }

    private ReportSources withPredictor(Path file, SearchSpace read) {
        if (!Files.exists(file) || !isInput(Sha256.of(file))) {
            return without("The accuracy predictor that the model was chosen by was not found.");
        }
        PredictorModel model = PredictorModel.read(file, read);
        return new ReportSources(manifest, space, Optional.of(model), profile, missing);
    }

    /** The same with the device's profile, if it is that of the manifest. */
    public ReportSources withProfile(DeviceProfile found) {
        if (!isInput(Sha256.of(JsonFile.text(found)))) {
            return without("The device's profile that was found is another than the one that the model was made with.");
        }
        return new ReportSources(manifest, space, predictor, Optional.of(found), missing);
    }

    private boolean isInput(String sha256) {
        return manifest.inputs().containsValue(sha256);
    }
}
