package dev.specialize.devices;

/**
 * A file that numbers were taken over from.
 *
 * @param name without its folder
 */
public record SourceFile(String name, String sha256) {
    public SourceFile {
        Require.text("name", name);
        Require.sha256("sha256", sha256);
    }
}
