package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.BundledSupernet;
import dev.specialize.supernet.DonorFile;
import dev.specialize.supernet.Supernet;
import dev.specialize.weights.Inheritance;
import dev.specialize.weights.InitialWeights;
import dev.specialize.weights.WarmStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The weights to begin with that come with the program. */
final class BundledDonorTest {
    private static final Path FOLDER = Path.of("../supernet/donors/cifar-10");

    /** What all bundled files may take together. */
    private static final long MOST_BYTES = 12_000_000;

    @Test
    void they_are_those_of_the_space_that_training_chooses_by_itself_without_any_image() {
        Supernet donor = Supernet.read(FOLDER);
        assertThat(donor.space()).isEqualTo(space(10));
        assertThat(donor.calibration()).isEmpty();
        assertThat(donor.validation()).isEmpty();
        assertThat(donor.manifest().accuracy()).hasSize(1);
    }

    @Test
    void all_of_them_but_the_classifier_fit_images_of_other_classes() {
        SearchSpace clothes = space(3);
        Inheritance inheritance = WarmStart.of(
                        clothes,
                        List.of("dress", "hat", "shirt"),
                        InitialWeights.of(clothes, 0),
                        DonorFile.read(FOLDER))
                .inheritance();
        assertThat(inheritance.remapped()).isEmpty();
        assertThat(inheritance.fresh()).containsExactly("classifier.bias", "classifier.weight");
    }

    private static SearchSpace space(int classes) {
        return BuiltInSpaces.named("mbv3-32").orElseThrow().withClasses(classes);
    }

    @Test
    void bundled_files_stay_small() throws IOException {
        long bytes = 0;
        for (Path folder : List.of(FOLDER.getParent(), BundledSupernet.FOLDER.getParent())) {
            try (Stream<Path> files = Files.walk(folder)) {
                bytes += files.filter(Files::isRegularFile)
                        .mapToLong(BundledDonorTest::size)
                        .sum();
            }
        }
        assertThat(bytes).isBetween(MOST_BYTES / 2, MOST_BYTES);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
