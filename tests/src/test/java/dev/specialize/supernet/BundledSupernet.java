package dev.specialize.supernet;

import java.nio.file.Path;

/** The supernet that comes with the program, as the sources have it. */
public final class BundledSupernet {
    public static final Path FOLDER = Path.of("../supernet/bundled/fashion-mnist");

    /** All its trainings in one recipe. */
    public static final Path WHOLE_RECIPE = FOLDER.resolve("whole-recipe.json");

    private BundledSupernet() {}
}
