package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Mutation;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged tables: 12,000 of them, each ends in a table or in one clear message. */
final class LatencyTablesFuzzTest {
    private static final String TABLE = """
            AvgPool2D-input:7x7x1152-output:1x1x1152:
              count: 495
              mean: 0.015270707070707077
              std: 0.000903109390250199
            Conv-input:224x224x3-output:112x112x24:
              count: 500
              mean: 0.994418
              std: 0.01726798413249215
            expanded_conv-input:112x112x24-output:112x112x24-expand:24-kernel:3-stride:1-idskip:1-se:0-hs:0:
              count: 500
              mean: 1.7728020000000002
              std: 0.026630561315901715
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void a_damaged_table_ends_in_success_or_in_a_clean_error(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        SearchSpace space = TinySpace.TINY;
        int read = 0;
        for (int i = 0; i < 3_000; i++) {
            Path file = folder.resolve("table.yaml");
            Files.write(file, Mutation.of(TABLE.getBytes(StandardCharsets.UTF_8), random));
            try {
                LatencyTables tables = LatencyTables.read(List.of(file));
                read++;
                if (read % 50 == 1) {
                    tables.inferSpace();
                }
                assertThat(tables.coverage(space)).hasSize(1);
                DeviceProfile profile = tables.profile("fuzz", space, Interpolation.BLOCKS);
                assertThat(profile.timingByBlock())
                        .as("a table of three entries cannot suffice")
                        .isNull();
            } catch (InvalidFileException | MissingBlocksException | UnknownTableException e) {
                assertThat(e).message().doesNotContain("\n").hasSizeLessThan(1_000);
            }
        }
        assertThat(read).isBetween(30, 2_000);
    }
}
