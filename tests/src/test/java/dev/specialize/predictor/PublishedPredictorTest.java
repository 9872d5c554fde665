package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Sha256;
import dev.specialize.files.SharedData;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.pytorch.StateDict;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published predictor of {@code mbv3}; skipped where it is absent. */
final class PublishedPredictorTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3").orElseThrow();

    @TempDir
    private Path folder;

    private Path source;
    private SortedMap<String, Tensor> tensors;
    private PredictorModel model;

    @BeforeEach
    void importIt() {
        source = SharedData.file("ofa/acc_predictor.pth");
        tensors = StateDict.read(source).tensors();
        model = PredictorImport.of(source, tensors, SPACE, List.of());
    }

    /** Outputs computed once with numpy in float64 from the numbers in the file. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            r152 k3e3.k5e3.k3e6.k7e6 k3e6.k5e3.k7e3.k3e3 k7e6.k7e6.k5e6.k7e6 k7e6.k7e4.k7e4 k3e3.k3e6.k5e3.k5e6      | 0.8158078656702867
            r136 k5e4.k3e4.k7e4.k5e6 k3e6.k7e4.k7e4.k7e3 k5e4.k3e3.k3e3 k5e4.k7e3.k5e4.k7e3 k5e3.k3e4.k7e3.k7e6      | 0.8044940645562193
            r196 k5e3.k5e3.k3e6.k3e3 k5e4.k5e3.k5e6.k3e3 k3e3.k7e3.k5e6.k3e6 k3e3.k7e3.k3e3.k3e4 k7e3.k5e3.k5e3.k5e6 | 0.8063010699609471
            r132 k3e6.k5e3.k3e6.k3e4 k5e3.k5e6.k7e4.k5e4 k3e3.k3e4.k5e4.k5e4 k5e4.k7e6.k3e4.k7e6 k5e3.k7e6.k5e3      | 0.8123383766164636
            r128 k3e3.k3e3 k3e3.k3e3 k3e3.k3e3 k3e3.k3e3 k3e3.k3e3                                                   | 0.7667172029120398
            """)
    void the_published_outputs_are_reproduced(String architecture, double expected) {
        assertThat(model.predictor().accuracy(Architecture.parse(architecture))).isEqualTo(expected, within(1e-6));
    }

    @Test
    void plain_arithmetic_on_the_file_gives_the_same_on_500_architectures_seed_1() {
        GenomeCodec codec = new GenomeCodec(SPACE);
        GenomeScore score = model.predictor().score(codec);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            Architecture architecture = new ArchitectureSampler(SPACE).sample(random);
            double expected = PlainPerceptron.tutorial(tensors, PlainPerceptron.tutorialFeatures(architecture, SPACE));
            assertThat(score.of(codec.encode(architecture))).isEqualTo(expected, within(1e-6));
        }
    }

    @Test
    void it_ranks_measured_subnets_nearly_as_they_are() {
        List<EvaluatedArchitecture> pairs = EvaluatedPairsCsv.read(
                        SharedData.file("ofa/mbv3_w1.0_measured_accuracy.csv"), SPACE)
                .pairs();
        GenomeCodec codec = new GenomeCodec(SPACE);
        GenomeScore score = model.predictor().score(codec);
        double[] predicted = pairs.stream()
                .mapToDouble(p -> score.of(codec.encode(p.architecture())))
                .toArray();
        double[] real =
                pairs.stream().mapToDouble(EvaluatedArchitecture::accuracy).toArray();
        assertThat(RankCorrelation.spearman(predicted, real)).isBetween(0.95, 0.995);
    }

    @Test
    void it_round_trips_through_its_files_seed_2() {
        Path file = folder.resolve("predictor.json");
        model.write(file);
        PredictorModel read = PredictorModel.read(file, SPACE);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 50; i++) {
            Architecture architecture = new ArchitectureSampler(SPACE).sample(random);
            assertThat(read.predictor().accuracy(architecture))
                    .isEqualTo(model.predictor().accuracy(architecture));
        }
        assertThat(read.quality()).isEmpty();
        assertThat(read.resolutions()).isEqualTo(SPACE.resolutions());
        assertThat(read.description()).isEqualTo("perceptron 128-400-400-400-1 from acc_predictor.pth");
        assertThat(file)
                .content()
                .contains(Sha256.of(source))
                .contains(Sha256.of(folder.resolve("predictor.safetensors")));
        read.write(folder.resolve("again.json"));
        assertThat(folder.resolve("again.safetensors")).hasSameBinaryContentAs(folder.resolve("predictor.safetensors"));
        assertThat(folder.resolve("again.json")).hasSameBinaryContentAs(file);
    }

    @Test
    void a_width_multiplier_classes_and_resolutions_do_not_matter() {
        Path file = folder.resolve("predictor.json");
        model.write(file);
        SearchSpace other =
                SPACE.withWidthMultiplier(1.2).withClasses(10).withName("mine").withResolutions(List.of(100, 160, 164));
        PredictorModel read = PredictorModel.read(file, other);
        assertThat(read.resolutions()).containsExactly(160, 164);
        Architecture largest = new Architecture(164, SPACE.largest().stages());
        assertThat(read.predictor().accuracy(largest))
                .isEqualTo(model.predictor().accuracy(largest));
    }

    @Test
    void another_space_is_refused_naming_the_difference() {
        Path file = folder.resolve("predictor.json");
        model.write(file);
        SearchSpace proxyless = BuiltInSpaces.named("proxyless").orElseThrow();
        assertThatThrownBy(() -> PredictorModel.read(file, proxyless))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(file + ": is a predictor for mbv3 and does not serve proxyless: the number of stages is 5,"
                        + " in the space it is 6");
        assertThatThrownBy(() -> PredictorImport.of(source, tensors, proxyless, List.of()))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(source + ": its input has 128 values");
    }

    @Test
    void weights_of_another_predictor_are_refused() throws Exception {
        Path file = folder.resolve("predictor.json");
        model.write(file);
        Path weights = folder.resolve("predictor.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 3] ^= 1;
        Files.write(weights, bytes);
        assertThatThrownBy(() -> PredictorModel.read(file, SPACE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(weights + ": is not the file that predictor.json was written with: its SHA-256 differs");
        Files.delete(weights);
        assertThatThrownBy(() -> PredictorModel.read(file, SPACE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(weights + ": no such file");
    }
}
