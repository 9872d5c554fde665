package dev.specialize.transport;

import dev.specialize.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file that is put onto a device. */
record PayloadFile(String name, String sha256, Source source) {
    /** Where its bytes come from, each time anew. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    static PayloadFile of(String name, Source source) {
        try (InputStream in = source.open()) {
            return new PayloadFile(name, Sha256.of(in), source);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + ", which devices need: " + e.getMessage(), e);
        }
    }
}
