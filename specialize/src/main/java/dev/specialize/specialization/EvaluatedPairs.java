package dev.specialize.specialization;

import dev.specialize.files.JsonFile;
import dev.specialize.predictor.EvaluatedArchitecture;
import dev.specialize.space.Architecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What subnets really reached, as JSON: the ground on which an accuracy predictor stands.
 *
 * @param format {@value #FORMAT}
 * @param split that the accuracies are measured on
 * @param images of that split
 * @param seed of the draw of the architectures
 * @param pairs in the order of the draw
 */
record EvaluatedPairs(String format, String split, int images, long seed, List<Pair> pairs) {
    static final String FORMAT = "evaluated-architectures/1";

    /** @param architecture in the words of {@link Architecture#toString} */
    record Pair(String architecture, double accuracy) {
        EvaluatedArchitecture evaluated() {
            return new EvaluatedArchitecture(Architecture.parse(architecture), accuracy);
        }
    }

    EvaluatedPairs {
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
        }
        pairs = List.copyOf(pairs);
    }

    static EvaluatedPairs none(int images, long seed) {
        return new EvaluatedPairs(FORMAT, "validation", images, seed, List.of());
    }

    static EvaluatedPairs read(Path file) {
        return JsonFile.read(file, EvaluatedPairs.class);
    }

    EvaluatedPairs with(Architecture architecture, double accuracy) {
        List<Pair> more = new ArrayList<>(pairs);
        more.add(new Pair(architecture.toString(), accuracy));
        return new EvaluatedPairs(format, split, images, seed, more);
    }

    List<EvaluatedArchitecture> evaluated() {
        return pairs.stream().map(Pair::evaluated).toList();
    }
}
