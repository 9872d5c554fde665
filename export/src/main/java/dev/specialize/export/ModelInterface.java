package dev.specialize.export;

import java.util.Locale;

/** What goes into a model and what comes out. */
public enum ModelInterface {
    /** Images that were normalised, {@value OnnxExporter#INPUT}, and {@value OnnxExporter#OUTPUT}. */
    IMAGE_TO_LOGITS,
    /** Bytes as cameras and decoders give them, {@code pixels}, and {@code probabilities} and {@code label}. */
    PIXELS_TO_PROBABILITIES;

    /** The name in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
