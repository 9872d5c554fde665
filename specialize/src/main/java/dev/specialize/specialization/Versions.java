package dev.specialize.specialization;

import java.util.Optional;

/** Versions of the programs that take part. */
public final class Versions {
    private Versions() {}

    /** This project's, from its jar; {@code development} where it runs from classes. */
    public static String ours() {
        return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
