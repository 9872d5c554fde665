package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.ReferenceEncoding;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchitectureFileTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final SearchSpace PLAIN = BuiltInSpaces.named("residual-32").orElseThrow();

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("architecture.json"), content);
    }

    static Stream<Arguments> samples() {
        return BuiltInSpaces.all()
                .flatMap(space -> IntStream.rangeClosed(1, 3).mapToObj(seed -> Arguments.of(space.name(), seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("samples")
    void the_own_form_is_read_back(String name, int seed) throws IOException {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        Architecture architecture = new ArchitectureSampler(space).sample(new SplittableRandom(seed));
        assertThat(ArchitectureFile.read(file(ArchitectureFile.text(space, architecture)), space))
                .isEqualTo(architecture);
    }

    static Stream<Arguments> samplesOfReferenceSpaces() {
        return samples().filter(sample -> !sample.get()[0].equals(PLAIN.name()));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("samplesOfReferenceSpaces")
    void the_reference_form_is_read_back(String name, int seed) throws IOException {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        Architecture architecture = new ArchitectureSampler(space).sample(new SplittableRandom(seed));
        String reference = JsonFile.text(ReferenceEncoding.of(architecture, space));
        assertThat(ArchitectureFile.read(file(reference), space)).isEqualTo(architecture);
    }

    @Test
    void the_reference_form_has_no_place_for_stages_of_plain_convolutions() throws IOException {
        Path reference = file("{\"e\":[],\"d\":[2],\"w\":[0,0,0,0],\"r\":32}");
        assertThatThrownBy(() -> ArchitectureFile.read(reference, PLAIN))
                .hasMessageContaining("w is of residual networks of bottlenecks, unlike residual-32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'r':28",
                "'r':[28]",
                "'resolution':28",
                "'image_size':[28]",
                "'r':28,'w':[],'wid':null,'params':1,'macs':2.5,'top1':'unknown'"
            })
    void the_reference_form_is_read_however_its_resolution_is_written(String rest) throws IOException {
        Architecture architecture = SPACE.smallest();
        ReferenceEncoding encoding = ReferenceEncoding.of(architecture, SPACE);
        String json = "{'ks':%s,'e':%s,'d':%s,%s}".formatted(encoding.ks(), encoding.e(), encoding.d(), rest);
        assertThat(ArchitectureFile.read(file(json.replace('\'', '"')), SPACE))
                .isEqualTo(new Architecture(28, architecture.stages()));
    }

    @Test
    void the_largest_can_be_asked_for_by_name() throws IOException {
        SearchSpace resnet = BuiltInSpaces.named("resnet50").orElseThrow();
        Architecture largest = resnet.largest();
        assertThat(ArchitectureFile.read(file("{\"max\":true,\"resolution\":160,\"params\":1}"), resnet))
                .isEqualTo(new Architecture(160, largest.widths(), largest.stages()));
    }

    @Test
    void a_resolution_that_searches_never_leave_to_may_be_asked_for() throws IOException {
        Architecture largest = SPACE.largest();
        Architecture other = new Architecture(23, largest.widths(), largest.stages());
        assertThat(ArchitectureFile.read(file("{\"max\":true,\"r\":23}"), SPACE))
                .isEqualTo(other);
        assertThat(ArchitectureFile.read(file(ArchitectureFile.text(SPACE, other)), SPACE))
                .isEqualTo(other);
        assertThat(SPACE.including(23).resolutions()).containsExactly(23, 24, 28, 32);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'ks':[3] | r' must be there once, as one of [r, resolution, image_size]; there are []",
                "'ks':[3],'r':24,'resolution':28 | there are [r, resolution]",
                "'ks':[3],'r':24 | ks must have 12 values, got 1",
                "'ks':3,'r':24 | ks must be a list of numbers, got 3",
                "'ks':[3.5],'r':24 | ks must be a list of numbers, got [3.5]",
                "'e':['6'],'r':24 | e must be a list of numbers, got [6]",
                "'d':[null],'r':24 | d must be a list of numbers, got [null]",
                "'r':[24,28] | r must be one resolution, got [24, 28]",
                "'r':'24' | r must be one resolution, got 24",
                "'ks':[3],'r':24,'kz':[3] | field 'kz' is unknown. Maybe the file is not an architecture",
                "'max':false,'r':24 | field 'max' must be true",
                "'max':true,'ks':[3],'r':24 | field 'ks' cannot be given beside max",
                "'max':true,'r':0 | resolution must be",
                "'max':true,'r':1025 | resolution must be 1 to 1024, got 1025",
                "'format':'architecture/1','stages':[] | format must be architecture/2, got architecture/1",
                "'format':2 | format must be architecture/2, got 2",
                "'format':'architecture/2','space':'mbv3-32','resolution':24,'stages':[] | widths"
            })
    void a_wrong_field_is_named(String fields, String message) throws IOException {
        Path file = file("{" + fields.replace('\'', '"') + "}");
        assertThatThrownBy(() -> ArchitectureFile.read(file, SPACE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void an_architecture_of_another_space_is_refused() throws IOException {
        Path file = file(ArchitectureFile.text(SPACE, SPACE.largest()));
        assertThatThrownBy(() -> ArchitectureFile.read(file, SPACE.withName("other")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("mbv3-32")
                .hasMessageContaining("other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "[{\"max\":true,\"r\":24}]",
                "{\"ks\":[3]}",
                "{\"format\":\"architecture/1\"}",
                "null"
            })
    void what_is_no_architecture_is_named(String content) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> ArchitectureFile.read(file, SPACE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() -> ArchitectureFile.read(folder.resolve("none.json"), SPACE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("none.json");
    }
}
