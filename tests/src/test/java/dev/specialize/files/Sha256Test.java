package dev.specialize.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
    /** FIPS 180-2, appendix B.1. */
    @Test
    void text_and_file_give_the_published_digest(@TempDir Path folder) throws IOException {
        String published = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(Sha256.of("abc")).isEqualTo(published);
        assertThat(Sha256.of(Files.writeString(folder.resolve("abc"), "abc"))).isEqualTo(published);
    }
}
