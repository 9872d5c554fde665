package dev.specialize.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void a_file_is_written_with_its_folders_and_replaced() throws IOException {
        Path file = folder.resolve("a/b/file.txt");
        AtomicFile.write(file, new byte[] {1});
        AtomicFile.write(file, new byte[] {2, 3});
        assertThat(file).hasBinaryContent(new byte[] {2, 3});
        assertThat(file.getParent()).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void a_failure_in_the_middle_leaves_the_old_file_and_nothing_else() throws IOException {
        Path file = folder.resolve("file.txt");
        AtomicFile.write(file, new byte[] {1});
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot write " + file + ": No space left on device");
        assertThat(file).hasBinaryContent(new byte[] {1});
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_reported_with_the_target() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("file"));
        Path target = notAFolder.resolve("x.json");
        assertThatThrownBy(() -> AtomicFile.write(target, new byte[] {1}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot write " + target + ": ");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void its_permissions_are_those_of_any_new_file() throws IOException {
        assertThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Path usual = Files.createFile(folder.resolve("usual"));
        Path atomic = folder.resolve("atomic");
        AtomicFile.write(atomic, new byte[] {1});
        assertThat(Files.getPosixFilePermissions(atomic)).isEqualTo(Files.getPosixFilePermissions(usual));
    }
}
