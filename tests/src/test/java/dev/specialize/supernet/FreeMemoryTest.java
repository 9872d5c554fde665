package dev.specialize.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine of 64 GiB as its kernel describes it, 60 GiB of them free. */
class FreeMemoryTest {
    private static final long GIBIBYTE = 1L << 30;

    @TempDir
    private Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    private void group(String folder, Object limit, long used, long inactive) throws IOException {
        write(folder + "/memory.max", limit.toString());
        write(folder + "/memory.current", Long.toString(used));
        write(folder + "/memory.stat", "anon 17\nactive_file 5\ninactive_file " + inactive);
    }

    private void formerGroup(String folder, Object limit, long used, long inactive) throws IOException {
        write(folder + "/memory.limit_in_bytes", limit.toString());
        write(folder + "/memory.usage_in_bytes", Long.toString(used));
        write(folder + "/memory.stat", "inactive_file 3\ntotal_inactive_file " + inactive);
    }

    @BeforeEach
    void sixty_four_gibibytes() throws IOException {
        write(
                "proc/meminfo",
                "MemTotal:       67108864 kB\nMemFree:         1048576 kB\nMemAvailable:   62914560 kB\nBuffers: 0 kB");
    }

    @Test
    void without_a_container_it_is_the_machines() {
        assertThat(FreeMemory.bytes(root)).isEqualTo(60 * GIBIBYTE);
    }

    @Test
    void in_a_container_it_is_what_its_limit_leaves() throws IOException {
        write("proc/self/cgroup", "0::/");
        group("sys/fs/cgroup", 8 * GIBIBYTE, 3 * GIBIBYTE, GIBIBYTE);
        assertThat(FreeMemory.bytes(root)).isEqualTo(6 * GIBIBYTE);
    }

    /** Where a container does not see the host's groups, the path leads nowhere. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/", "/docker/5f0c", "/../5f0c"})
    void in_a_container_of_the_first_kind_too(String path) throws IOException {
        write("proc/self/cgroup", "5:cpu,cpuacct:/other\n4:memory:" + path + "\n0::/");
        formerGroup("sys/fs/cgroup/memory", 8 * GIBIBYTE, 7 * GIBIBYTE, 2 * GIBIBYTE);
        assertThat(FreeMemory.bytes(root)).isEqualTo(3 * GIBIBYTE);
    }

    @Test
    void the_tightest_of_all_groups_around_counts() throws IOException {
        write("proc/self/cgroup", "0::/user.slice/user-1000.slice/session");
        group("sys/fs/cgroup/user.slice", 16 * GIBIBYTE, 2 * GIBIBYTE, 0);
        group("sys/fs/cgroup/user.slice/user-1000.slice", 5 * GIBIBYTE, GIBIBYTE, 0);
        group("sys/fs/cgroup/user.slice/user-1000.slice/session", "max", GIBIBYTE, 0);
        group("sys/fs/cgroup/other.slice", GIBIBYTE, GIBIBYTE, 0);
        assertThat(FreeMemory.bytes(root)).isEqualTo(4 * GIBIBYTE);
    }

    @Test
    void a_group_without_a_limit_changes_nothing() throws IOException {
        write("proc/self/cgroup", "4:memory:/\n0::/");
        group("sys/fs/cgroup", "max", GIBIBYTE, 0);
        formerGroup("sys/fs/cgroup/memory", 9223372036854771712L, GIBIBYTE, 0);
        assertThat(FreeMemory.bytes(root)).isEqualTo(60 * GIBIBYTE);
    }

    @Test
    void a_group_above_its_limit_leaves_nothing() throws IOException {
        group("sys/fs/cgroup", GIBIBYTE, 2 * GIBIBYTE, 0);
        assertThat(FreeMemory.bytes(root)).isZero();
    }
}
