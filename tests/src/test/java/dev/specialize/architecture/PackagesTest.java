package dev.specialize.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.specialize.architecture.MainClasses.ALL;
import static dev.specialize.architecture.MainClasses.ROOT;
import static dev.specialize.architecture.MainClasses.in;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use whom. That the modules have no cycle needs no test: Maven would not build them. */
final class PackagesTest {
    private static final String[] PACKAGES = {
        "files",
        "devices",
        "transport",
        "space",
        "survey",
        "regression",
        "weights",
        "pytorch",
        "images",
        "supernet",
        "training",
        "onnx",
        "quantization",
        "checker",
        "platform",
        "export",
        "latency",
        "modelled",
        "genome",
        "predictor",
        "search",
        "cluster",
        "specialization",
        "fleet",
        "report",
        "cli"
    };

    @Test
    void every_class_lives_in_a_package_that_the_rules_name() {
        classes()
                .should()
                .resideInAnyPackage(ours(PACKAGES))
                .because("a package that no rule names escapes the rules: add it to this test and to the map")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void every_package_with_sources_is_read() throws IOException {
        assertThat(ALL.stream().map(JavaClass::getPackageName).collect(toSet())).isEqualTo(packagesWithSources());
    }

    @Test
    void every_package_says_what_it_is() {
        assertThat(ALL.stream().map(JavaClass::getPackageName).distinct())
                .as("packages without package-info.java")
                .allMatch(name -> ALL.contain(name + ".package-info"));
    }

    @Test
    void packages_have_no_cycle() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(ALL);
    }

    @ParameterizedTest(name = "{0} uses nothing but the JDK, itself and: {1}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
                    space  | ''
                    files  | tools.jackson.., com.fasterxml.jackson.., org.snakeyaml..
                    regression | ''
                    onnx | dev.specialize.weights.., ai.onnx.., ai.onnxruntime.., shade.com.google.protobuf..
                    quantization | dev.specialize.onnx.., dev.specialize.weights..
                    cluster | org.apache.spark.., scala..
                    checker | ai.onnx.., shade.com.google.protobuf..
                    survey | dev.specialize.space.., dev.specialize.files..
                    genome | dev.specialize.space..
                    predictor | dev.specialize.genome.., dev.specialize.space.., dev.specialize.weights.., dev.specialize.files.., dev.specialize.regression.., dev.specialize.survey..
                    search | dev.specialize.predictor.., dev.specialize.genome.., dev.specialize.space.., dev.specialize.files..
                    pytorch | dev.specialize.files.., dev.specialize.weights.., dev.specialize.space..
                    """)
    void a_self_contained_package_uses_only(String name, String others) {
        classes()
                .that()
                .resideInAPackage(in(name))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(Stream.of("java..", in(name)), list(others))
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(ALL);
    }

    @ParameterizedTest(name = "{0} stays in: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    ai.djl..                                  | supernet, training
                    ai.onnx.., shade.com.google.protobuf..    | onnx, checker
                    ai.onnxruntime..                          | onnx, devices
                    picocli..                                 | cli
                    org.apache.spark.., scala..               | cluster
                    tools.jackson.., com.fasterxml.jackson.., org.snakeyaml.. | files
                    """)
    void a_library_stays_in_its_packages(String library, String homes) {
        noClasses()
                .that()
                .resideOutsideOfPackages(ours(list(homes).toArray(String[]::new)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(list(library).toArray(String[]::new))
                .allowEmptyShould(true)
                .check(ALL);
    }

    @ParameterizedTest(name = "{0} know nothing of {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    space, survey, weights, pytorch, images, supernet, training | devices
                    devices, survey, regression, latency, modelled, genome, predictor, search | supernet, training, images, pytorch
                    """)
    void some_packages_never_meet(String users, String used) {
        noClasses()
                .that()
                .resideInAnyPackage(ours(list(users).toArray(String[]::new)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ours(list(used).toArray(String[]::new)))
                .allowEmptyShould(true)
                .check(ALL);
    }

    private static Set<String> packagesWithSources() throws IOException {
        Path repository = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> modules = Files.list(repository)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(PackagesTest::packagesIn)
                    .filter(name -> name.startsWith(ROOT))
                    .collect(toSet());
        }
    }

    private static Stream<String> packagesIn(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent()))
                    .map(folder -> folder.toString().replace(File.separatorChar, '.'))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] ours(String... names) {
        return Arrays.stream(names).map(MainClasses::in).toArray(String[]::new);
    }

    private static Stream<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).filter(name -> !name.isEmpty());
    }
}
