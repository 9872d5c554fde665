package dev.specialize.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.pytorch.PlainMobileNet;
import dev.specialize.pytorch.ReferenceCheckpoint;
import dev.specialize.pytorch.TorchFile;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.SupernetManifest.TrainingRecord;
import dev.specialize.weights.Donor;
import dev.specialize.weights.Inheritance;
import dev.specialize.weights.InitialWeights;
import dev.specialize.weights.WarmStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and files that training can start from. */
class DonorFileTest {
    @TempDir
    private Path folder;

    private Path supernet() {
        return supernet(List.of());
    }

    private Path supernet(List<String> classes) {
        Path net = folder.resolve("net");
        JsonFile.write(net.resolve(Supernet.SPACE), TinySupernet.SPACE);
        TinySupernet.weights(1).write(net.resolve(Supernet.WEIGHTS));
        TreeMap<String, String> files = new TreeMap<>();
        for (String name : List.of(Supernet.SPACE, Supernet.WEIGHTS)) {
            files.put(name, Sha256.of(net.resolve(name)));
        }
        JsonFile.write(
                net.resolve(Supernet.MANIFEST),
                new SupernetManifest(
                        SupernetManifest.FORMAT,
                        "tiny",
                        classes,
                        TinySupernet.preprocessing(),
                        Optional.of(new TrainingRecord("images", 1, 1, 1, 1, "cpu()", "2.7.1")),
                        Optional.empty(),
                        List.of(),
                        files));
        return net;
    }

    @Test
    void the_folder_of_a_supernet_starts_a_wider_one() {
        SearchSpace wide = TinySupernet.SPACE.withWidthMultiplier(2);
        Donor donor = DonorFile.read(supernet());
        Inheritance inheritance =
                WarmStart.of(wide, InitialWeights.of(wide, 1), donor).inheritance();
        assertThat(inheritance.departures()).isEmpty();
        assertThat(inheritance.fresh()).isEmpty();
    }

    @Test
    void the_classes_of_a_supernet_are_known_by_name() {
        Donor donor = DonorFile.read(supernet(List.of("ant", "bee", "cat", "dog")));
        List<String> others = List.of("elk", "fox", "gnu", "hen");
        Inheritance inheritance = WarmStart.of(
                        TinySupernet.SPACE, others, InitialWeights.of(TinySupernet.SPACE, 1), donor)
                .inheritance();
        assertThat(inheritance.departures()).containsExactly("classifier: other classes, so it is new");
    }

    @Test
    void the_record_of_a_start_is_kept_as_json() {
        SearchSpace other = TinySupernet.SPACE.withClasses(2);
        Inheritance inheritance = WarmStart.of(other, InitialWeights.of(other, 1), DonorFile.read(supernet()))
                .inheritance();
        Path file = folder.resolve("inheritance.json");
        JsonFile.write(file, inheritance);
        assertThat(JsonFile.read(file, Inheritance.class)).isEqualTo(inheritance);
    }

    @Test
    void checkpoints_are_told_apart_by_their_names() {
        int[] widths = {8, 8, 8, 8, 8, 16, 16, 96, 128};
        Path reference = ReferenceCheckpoint.mbv3(3, 4, widths).write(folder.resolve("ofa.pth"), name -> name);
        assertThat(DonorFile.read(reference).name()).isEqualTo("mbv3 at width multiplier 0.1");
        Path plain = TorchFile.write(
                folder.resolve("v2.pth"), PlainMobileNet.v2(1, 0.25, 16, 3).tensors());
        assertThat(DonorFile.read(plain).name()).isEqualTo("MobileNetV2 of torchvision");
    }

    @Test
    void what_is_none_is_named() throws IOException {
        assertRefused(folder.resolve("none.pth"), "no such file");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertRefused(empty, "is not a supernet");
        Path weights = supernet().resolve(Supernet.WEIGHTS);
        assertRefused(weights, "looks like a safetensors file");
    }

    private static void assertRefused(Path source, String reason) {
        assertThatThrownBy(() -> DonorFile.read(source))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(source.toString())
                .hasMessageContaining(reason);
    }
}
