package dev.specialize.specialization;

import dev.specialize.supernet.Supernet;
import java.util.Locale;

/** What a model and the subnet that it was exported from were both run on. */
public enum VerificationInputs {
    VALIDATION_IMAGES,
    /** For want of images: normal noise from a fixed seed. */
    NOISE;

    static VerificationInputs of(Supernet supernet) {
        return supernet.validation().isPresent() ? VALIDATION_IMAGES : NOISE;
    }

    /** The name in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
