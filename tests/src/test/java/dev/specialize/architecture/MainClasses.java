package dev.specialize.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

/** What the modules ship, read once from the class path of the tests. */
final class MainClasses {
    static final String ROOT = "dev.specialize";
    static final JavaClasses ALL =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    private MainClasses() {}

    /** The pattern of one of our packages: {@code space} becomes {@code dev.specialize.space..}. */
    static String in(String packageName) {
        return ROOT + "." + packageName + "..";
    }
}
