package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.specialize.files.JsonFile;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.ReferenceEncoding;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Predictors on 1,500 subnets of {@code mbv3} whose ImageNet accuracy was really measured; skipped where they are absent. */
final class MeasuredAccuracyTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3").orElseThrow();
    private static final GenomeCodec CODEC = new GenomeCodec(SPACE);
    private static final Path FILE = Path.of(
            System.getProperty("specialize.shared", "specialize.shared is not set"),
            "ofa/mbv3_w1.0_measured_accuracy.csv");

    private static List<EvaluatedArchitecture> pairs = List.of();

    @BeforeAll
    static void read() throws IOException {
        assumeThat(FILE).as("measured accuracies of mbv3 subnets").exists();
        pairs = Files.readAllLines(FILE).stream()
                .skip(1)
                .map(MeasuredAccuracyTest::pair)
                .toList();
    }

    /** A line such as {@code "{""ks"":[7],""e"":[6]}",77.142,410488736,6616896}. */
    private static EvaluatedArchitecture pair(String line) {
        int end = line.lastIndexOf('"');
        String json = line.substring(1, end).replace("\"\"", "\"");
        double percent = Double.parseDouble(line.substring(end + 2).split(",", -1)[0]);
        ReferenceEncoding encoding = JsonFile.parse(json, FILE, ReferenceEncoding.class);
        return new EvaluatedArchitecture(encoding.in(SPACE), percent / 100);
    }

    @Test
    void the_additive_ridge_ranks_the_rest_after_1000_subnets_seed_1() {
        PredictorQuality quality = quality(new Ridge(Kernel.linear(), 1));
        assertThat(quality.rmse()).isBetween(0.0014, 0.0020);
        assertThat(quality.spearman()).isGreaterThan(0.985);
    }

    @Test
    void the_kernel_ridge_is_more_than_twice_as_close_seed_1() {
        PredictorQuality quality = quality(new Ridge(Kernel.rbf(0.01), 0.03));
        assertThat(quality.rmse()).isLessThan(0.0009);
        assertThat(quality.spearman()).isGreaterThan(0.997);
    }

    @Test
    void cross_validation_finds_a_kernel_as_good_as_the_known_one_seed_1() {
        Ridge best = new CrossValidation(CODEC, shuffled().range(0, 300)).best();
        assertThat(best.kernel().kind()).isEqualTo(Kernel.Kind.RBF);
        assertThat(quality(best).rmse())
                .isLessThan(1.1 * quality(new Ridge(Kernel.rbf(0.01), 0.03)).rmse());
    }

    private static PredictorQuality quality(Ridge ridge) {
        Samples samples = shuffled();
        Samples fit = samples.range(0, 1000);
        RidgePredictor predictor = ridge.fit(CODEC, fit.genomes(), fit.accuracies());
        return PredictorQuality.of(predictor, samples.range(1000, samples.size()), samples.size());
    }

    private static Samples shuffled() {
        return Samples.of(CODEC, pairs).shuffled(1);
    }
}
