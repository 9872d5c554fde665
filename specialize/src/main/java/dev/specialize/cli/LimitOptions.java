package dev.specialize.cli;

import dev.specialize.search.MacBudget;
import dev.specialize.search.MemoryBudget;
import dev.specialize.search.ParameterBudget;
import dev.specialize.search.SizeBudget;
import dev.specialize.specialization.Limits;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The most that subnets may take, beside latency. */
final class LimitOptions {
    @Option(names = "--max-macs", paramLabel = "N", description = "Most multiply-accumulates, such as 10M.")
    private String maxMacs;

    @Option(names = "--max-params", paramLabel = "N", description = "Most parameters, such as 500K.")
    private String maxParams;

    @Option(
            names = "--max-size",
            paramLabel = "BYTES",
            description = "Largest ONNX file, such as 5MB (KB, MB, GB: powers of 1000; KiB, MiB, GiB: of 1024).")
    private String maxSize;

    @Option(
            names = "--max-memory",
            paramLabel = "BYTES",
            description = "Most memory for the float32 activations of one image, such as 2MB.")
    private String maxMemory;

    /** Without latency. */
    Limits limits() {
        return new Limits(
                Optional.empty(),
                Optional.ofNullable(maxMacs).map(MacBudget::parse),
                Optional.ofNullable(maxParams).map(ParameterBudget::parse),
                Optional.ofNullable(maxSize).map(SizeBudget::parse),
                Optional.ofNullable(maxMemory).map(MemoryBudget::parse));
    }
}
