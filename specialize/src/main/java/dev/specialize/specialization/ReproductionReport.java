package dev.specialize.specialization;

import java.util.List;

/**
 * What came of making a model again.
 *
 * @param manifest that it was made by
 * @param inputs those that were compared
 * @param outputs those that were made again; empty if an input had changed
 * @param versions those that differ; empty if an input had changed
 */
public record ReproductionReport(
        String manifest,
        ReproductionVerdict verdict,
        List<HashComparison> inputs,
        List<HashComparison> outputs,
        List<VersionChange> versions) {
    public ReproductionReport {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        versions = List.copyOf(versions);
    }

    /** The inputs that are others now, or missing. */
    public List<HashComparison> changedInputs() {
        return inputs.stream().filter(input -> !input.same()).toList();
    }

    /** The files that came out with other bytes. */
    public List<HashComparison> differingOutputs() {
        return outputs.stream().filter(output -> !output.same()).toList();
    }
}
