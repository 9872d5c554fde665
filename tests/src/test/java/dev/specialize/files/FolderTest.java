package dev.specialize.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderTest {
    @TempDir
    private Path folder;

    @Test
    void names_what_lies_in_it_in_alphabetical_order() throws IOException {
        Files.createFile(folder.resolve("b.json"));
        Files.createDirectory(folder.resolve("a"));
        Files.createFile(folder.resolve("a").resolve("deeper"));
        Files.createFile(folder.resolve(".hidden"));
        assertThat(Folder.names(folder)).containsExactly(".hidden", "a", "b.json");
        assertThat(Folder.visible(folder)).containsExactly("a", "b.json");
    }

    @Test
    void a_link_to_one_is_one_and_a_file_is_none() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), there);
        Folder.make(link);
        Folder.make(link.resolve("a").resolve("b"));
        assertThat(there.resolve("a").resolve("b")).isDirectory();
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Folder.make(file)).isInstanceOf(IOException.class);
    }

    @Test
    void an_empty_one_has_nothing() {
        assertThat(Folder.names(folder)).isEmpty();
        assertThat(Folder.isEmpty(folder)).isTrue();
    }

    @Test
    void one_with_a_hidden_file_is_not_empty() throws IOException {
        Files.createFile(folder.resolve(".hidden"));
        assertThat(Folder.isEmpty(folder)).isFalse();
        assertThat(Folder.visible(folder)).isEmpty();
    }

    @Test
    void says_why_it_cannot_be_listed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Folder.names(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot list " + file + ": NotDirectory " + file);
    }
}
