package dev.specialize.latency;

import static dev.specialize.latency.TinySpace.PLAN;
import static dev.specialize.latency.TinySpace.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.devices.DeviceException;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.files.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResumeTest {
    private static final int LOST_AT = 40;

    @TempDir
    private Path folder;

    private final RecordingListener listener = new RecordingListener();
    private Path target;
    private Path journal;
    private int visitsInAll;

    @BeforeEach
    void lose_the_device_in_the_middle() {
        FaultyDevice whole = FaultyDevice.counting(new KnownDevice());
        new Profiler(TINY, whole, PLAN, ProfileListener.NOOP).profile("known", folder.resolve("whole.json"));
        visitsInAll = whole.visits();

        target = folder.resolve("known.json");
        journal = folder.resolve("known.json.journal");
        ModelRunner lost = FaultyDevice.lostAt(LOST_AT, new KnownDevice());
        assertThatThrownBy(() -> new Profiler(TINY, lost, PLAN, ProfileListener.NOOP).profile("known", target))
                .isInstanceOf(DeviceException.class);
        assertThat(target).doesNotExist();
        assertThat(journal).exists();
    }

    @Test
    void what_was_timed_before_the_interruption_is_not_timed_again() {
        FaultyDevice second = FaultyDevice.counting(new KnownDevice());
        DeviceProfile profile = profile(second, target);

        assertThat(second.visits()).isEqualTo(visitsInAll - LOST_AT);
        assertThat(listener.notes()).containsExactly("Going on where the last measurement stopped, after 40 visits.");
        assertThat(listener.progress().get(0).done()).as("ten tell the pace").isEqualTo(LOST_AT + 11);
        assertThat(DeviceProfile.read(target)).isEqualTo(profile);
        assertThat(journal).doesNotExist();
    }

    @Test
    void a_journal_that_ends_in_half_a_line_loses_only_that() throws IOException {
        String text = Files.readString(journal);
        Files.writeString(journal, text.substring(0, text.length() - 7));

        FaultyDevice second = FaultyDevice.counting(new KnownDevice());
        profile(second, target);

        assertThat(second.visits()).isEqualTo(visitsInAll - LOST_AT + 1);
    }

    @Test
    void a_second_interruption_loses_nothing_either() throws IOException {
        String text = Files.readString(journal);
        Files.writeString(journal, text.substring(0, text.length() - 7));
        assertThatThrownBy(() -> profile(FaultyDevice.lostAt(5, new KnownDevice()), target))
                .isInstanceOf(DeviceException.class);

        FaultyDevice third = FaultyDevice.counting(new KnownDevice());
        profile(third, target);

        assertThat(third.visits()).isEqualTo(visitsInAll - LOST_AT + 1 - 5);
    }

    @Test
    void a_journal_of_other_settings_is_not_used_and_a_note_says_so() {
        FaultyDevice twoThreads = FaultyDevice.counting(new KnownDevice(2));
        profile(twoThreads, target);

        assertThat(twoThreads.visits()).isEqualTo(visitsInAll);
        assertThat(listener.notes())
                .containsExactly("Starting anew: " + journal + " is of a measurement with other settings.");
    }

    @Test
    void a_journal_whose_visits_are_out_of_order_is_refused() throws IOException {
        List<String> lines = Files.readAllLines(journal);
        lines.remove(2);
        Files.write(journal, lines);

        assertThatThrownBy(() -> profile(new KnownDevice(), target))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(journal.toString())
                .hasMessageContaining("Maybe delete it");
    }

    @Test
    void a_journal_with_nonsense_in_the_middle_is_refused() throws IOException {
        Files.writeString(journal, "nonsense\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> profile(new KnownDevice(), target))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(journal.toString());
    }

    private DeviceProfile profile(ModelRunner device, Path file) {
        return new Profiler(TINY, device, PLAN, listener).profile("known", file);
    }
}
