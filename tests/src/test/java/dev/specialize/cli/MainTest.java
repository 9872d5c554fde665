package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void a_missing_file_of_the_program_is_told_from_a_native_library_that_cannot_be_loaded() {
        LinkageError missing = new NoClassDefFoundError("dev/specialize/supernet/Supernet");
        missing.initCause(new ClassNotFoundException("dev.specialize.supernet.Supernet"));
        assertThat(Main.unlinked(missing)).contains("missing", "dev/specialize/supernet/Supernet", "install it anew");
        assertThat(Main.unlinked(new NoSuchMethodError("'void Recipe.x()'")))
                .contains("different versions", "Recipe.x");
        assertThat(Main.unlinked(new UnsupportedClassVersionError("Recipe"))).contains("different versions");
        assertThat(Main.unlinked(new UnsatisfiedLinkError("no space left"))).contains("native library", "no space");
        assertThat(Main.unlinked(new NoClassDefFoundError("Could not initialize class JniUtils")))
                .contains("native library");
    }
}
