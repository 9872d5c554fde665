package dev.specialize.devices;

/**
 * The search space that a profile was made for.
 *
 * @param sha256 of its JSON, because two spaces can have the same name
 */
public record ProfiledSpace(String name, String sha256) {
    public ProfiledSpace {
        Require.text("name", name);
        Require.sha256("sha256", sha256);
    }

    /** Such as {@code mbv3-32 (sha256 0f3a52..)}. */
    @Override
    public String toString() {
        return name + " (sha256 " + sha256.substring(0, 8) + "..)";
    }
}
