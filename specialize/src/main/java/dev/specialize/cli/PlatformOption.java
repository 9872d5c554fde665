package dev.specialize.cli;

import dev.specialize.export.ModelInterface;
import dev.specialize.platform.Platform;
import dev.specialize.specialization.ModelLabel;
import dev.specialize.supernet.SupernetManifest;
import java.util.Iterator;
import picocli.CommandLine.Option;

/** Where a model is to run, and in which form it takes images. */
final class PlatformOption {
    @Option(
            names = "--platform",
            paramLabel = "NAME",
            defaultValue = "onnx",
            completionCandidates = Names.class,
            description = "Where the model is to run: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE};"
                    + " specialize export --list tells more).")
    private String platform;

    @Option(
            names = "--embed-preprocessing",
            description =
                    "Put the preprocessing into the model: uint8 pixels (N, H, W, C) in, probabilities and label out.")
    private boolean embedPreprocessing;

    /** Of the platforms. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Platform.names().iterator();
        }
    }

    /** @throws dev.specialize.platform.UnknownPlatformException if there is no such platform */
    Platform platform() {
        return Platform.named(platform);
    }

    void tell(FolderWords words) {
        words.addUnlessUsual(platform().name(), Platform.onnx().name());
        if (embedPreprocessing) {
            words.add("pixels");
        }
    }

    /** Of models of a supernet. */
    ModelLabel label(SupernetManifest supernet) {
        return ModelLabel.of(supernet).on(platform()).showing(face());
    }

    private ModelInterface face() {
        return embedPreprocessing ? ModelInterface.PIXELS_TO_PROBABILITIES : ModelInterface.IMAGE_TO_LOGITS;
    }
}
