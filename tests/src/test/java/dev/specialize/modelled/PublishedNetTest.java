package dev.specialize.modelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Mutation;
import dev.specialize.files.Sha256;
import dev.specialize.files.SharedData;
import dev.specialize.space.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PublishedNetTest {
    private static final String NAME = "pixel1_lat-79ms_top1-78.7_finetune-75";

    @TempDir
    private Path folder;

    private static Path published() {
        return SharedData.file("ofa/specialized/" + NAME);
    }

    private Path edited(String from, String to) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("lat-79ms"));
        String config = Files.readString(published().resolve("net.config"));
        assertThat(config).contains(from);
        Files.writeString(copy.resolve("net.config"), config.replace(from, to));
        Files.copy(published().resolve("run.config"), copy.resolve("run.config"));
        return copy;
    }

    @ParameterizedTest
    @CsvSource({"20ms, 2e7, 5e5", "7.5ms, 7.5e6, 5e4", "120us, 1.2e5, 500", "1.00 s, 1e9, 5e6"})
    void a_time_is_known_to_half_of_its_last_digit(String text, double nanos, double rounding) {
        assertThat(MeasuredTime.parse(text)).isEqualTo(new MeasuredTime(nanos, rounding));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "ms", "-20ms", "0ms", "2e3ms", "20 min", "20ms ", "99999999999999999ms"})
    void anything_else_is_no_time(String text) {
        assertThatThrownBy(() -> MeasuredTime.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_published_network_proves_its_space_and_width_and_has_its_time_in_its_name() {
        PublishedNet net = PublishedNet.read(published());
        assertThat(net.name()).isEqualTo(NAME);
        assertThat(net.time()).isEqualTo(MeasuredTime.parse("79ms"));
        Network network = net.network();
        assertThat(network.input().size()).isEqualTo(224);
        assertThat(network.layers().get(0).output().channels()).isEqualTo(24);
        assertThat(network.output().channels()).isEqualTo(1000);
        assertThat(net.sources())
                .extracting(source -> source.name() + " " + source.sha256())
                .containsExactly(
                        "net.config " + Sha256.of(published().resolve("net.config")),
                        "run.config " + Sha256.of(published().resolve("run.config")));
        assertThat(PublishedNet.read(published().resolve("net.config"))).isEqualTo(net);
    }

    @Test
    void a_folder_without_a_time_in_its_name_needs_one_before_it() throws IOException {
        Path unnamed = Files.move(edited("MobileNetV3", "MobileNetV3"), folder.resolve("mine"));
        refuses(unnamed, "the folder's name has no time");
        assertThat(PublishedNet.read(unnamed, MeasuredTime.parse("20ms")).name())
                .isEqualTo("mine");
    }

    @Test
    void damaged_networks_are_refused_by_name() throws IOException {
        refuses(folder.resolve("lat-1ms"), "no such file");
        Path copy = edited("\"blocks\"", "\"blokcs\"");
        refuses(copy, "it has no blocks");
        Files.delete(copy.resolve("run.config"));
        refuses(copy, "run.config: no such file");
        Files.writeString(copy.resolve("run.config"), "{\"image_size\": 90000}");
        refuses(copy, "image_size must be from 1 to 1024");
        Files.writeString(copy.resolve("run.config"), "{\"image_size\": \"224\"}");
        refuses(copy, "run.config");
        Files.writeString(copy.resolve("run.config"), "{\"image_size\": 224}");
        Files.writeString(copy.resolve("net.config"), "[]");
        refuses(copy, "expected one JSON object");
    }

    @Test
    void a_network_of_no_known_width_is_refused() throws IOException {
        refuses(edited("\"out_channels\": 136", "\"out_channels\": 100"), "is of none of the spaces mbv3");
    }

    @Test
    void a_network_with_another_head_is_refused() throws IOException {
        refuses(edited("\"out_channels\": 1536", "\"out_channels\": 1535"), "is of none of the spaces mbv3");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void damage_is_refused_or_harmless_and_never_a_crash(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path copy = edited("MobileNetV3", "MobileNetV3");
        byte[] whole = Files.readAllBytes(copy.resolve("net.config"));
        for (int i = 0; i < 100; i++) {
            Files.write(copy.resolve("net.config"), Mutation.of(whole, random));
            Throwable problem = catchThrowable(() -> PublishedNet.read(copy));
            if (problem != null) {
                assertThat(problem).isInstanceOf(InvalidFileException.class).hasMessageContaining("net.config");
            }
        }
    }

    private static void refuses(Path place, String problem) {
        assertThatThrownBy(() -> PublishedNet.read(place))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(problem);
    }
}
