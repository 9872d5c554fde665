package dev.specialize.cli;

import dev.specialize.devices.CoreList;
import dev.specialize.transport.BookedDevice;
import dev.specialize.transport.RunnerOptions;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How models are run on a device. */
final class RunnerChoice {
    @Option(names = "--threads", paramLabel = "N", description = "Threads of one inference (default: 1).")
    private Integer threads;

    @Option(
            names = "--cores",
            paramLabel = "LIST",
            description = "Cores that they may use, such as 4-7, the big ones of a phone (default: all).")
    private String cores;

    /** What is asked for, and else what is known. */
    BookedDevice of(BookedDevice known) {
        RunnerOptions options = known.options();
        return new BookedDevice(
                known.address(),
                new RunnerOptions(
                        threads == null ? options.threads() : threads,
                        cores == null ? options.cores() : Optional.of(CoreList.parse(cores))));
    }
}
