package dev.specialize.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cores of a device by their numbers.
 *
 * @param cores ascending, each once; at least one
 */
public record CoreList(List<Integer> cores) {
    private static final int MOST = 4096;
    private static final String SYNTAX = "[0-9]{1,4}(-[0-9]{1,4})?(,[0-9]{1,4}(-[0-9]{1,4})?)*";
    private static final String ALLOWED = "Cpus_allowed_list:";

    public CoreList {
        cores = cores.stream().distinct().sorted().toList();
        Require.that(!cores.isEmpty(), "cores", "must not be empty", cores);
        Require.that(cores.get(0) >= 0 && last(cores) < MOST, "cores", "must be from 0 to " + (MOST - 1), cores);
    }

    /** The first cores of a device. */
    public static CoreList first(int count) {
        return new CoreList(IntStream.range(0, count).boxed().toList());
    }

    /**
     * Reads what the system writes: numbers and ranges, such as {@code 0-3,8}.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static CoreList parse(String text) {
        Require.that(
                text.length() < MOST && text.matches(SYNTAX), "cores", "must be like 4-7 or 0,2", "'" + text + "'");
        List<Integer> cores = new ArrayList<>();
        for (String range : text.split(",", -1)) {
            String[] ends = range.split("-", -1);
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            Require.that(first <= last && last < MOST, "cores", "must ascend and be below " + MOST, range);
            IntStream.rangeClosed(first, last).forEach(cores::add);
        }
        return new CoreList(cores);
    }

    /** Those that the reading process may use; empty where the system does not tell. */
    public static Optional<CoreList> allowed(SystemFiles files) {
        return files.read("/proc/self/status")
                .flatMap(status -> status.lines()
                        .filter(line -> line.startsWith(ALLOWED))
                        .map(line -> line.substring(ALLOWED.length()).strip())
                        .filter(list -> list.length() < MOST && list.matches(SYNTAX))
                        .map(CoreList::parse)
                        .findFirst());
    }

    /** As the system writes it, such as {@code 0-3,8}. */
    @Override
    public String toString() {
        return IntStream.range(0, cores.size())
                .filter(i -> i == 0 || cores.get(i) != cores.get(i - 1) + 1)
                .mapToObj(this::rangeFrom)
                .collect(Collectors.joining(","));
    }

    private String rangeFrom(int start) {
        int end = start;
        while (end + 1 < cores.size() && cores.get(end + 1) == cores.get(end) + 1) {
            end++;
        }
        return start == end ? "" + cores.get(start) : cores.get(start) + "-" + cores.get(end);
    }

    private static int last(List<Integer> cores) {
        return cores.get(cores.size() - 1);
    }
}
