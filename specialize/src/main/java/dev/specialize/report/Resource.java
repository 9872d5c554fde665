package dev.specialize.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Scripts and styles that come with the program. */
final class Resource {
    private Resource() {}

    /** @throws IllegalStateException if it is not there: then the program was put together wrongly */
    static Node.Verbatim read(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its part " + name);
            }
            return new Node.Verbatim(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + ": " + e.getMessage(), e);
        }
    }
}
