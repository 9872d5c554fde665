package dev.specialize.training;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.InitialWeights;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where a run stands: enough to go on bit for bit. It is a safetensors file of weights and velocities, and a small JSON
 * file that names it; the JSON file is replaced last, so that one of them is always whole.
 *
 * @param step steps done
 * @param seconds spent training so far, over all sessions
 */
record Checkpoint(long step, double seconds, Weights weights, Weights velocities) {
    private static final String HEAD = "checkpoint.json";
    private static final String WEIGHT = "weight/";
    private static final String VELOCITY = "velocity/";

    /** What makes two runs the same run. */
    record Run(SearchSpace space, Recipe recipe, String trainImagesSha256) {}

    record Head(String format, long step, double seconds, String file, String sha256, Run run) {
        static final String FORMAT = "checkpoint/1";

        Head {
            if (!format.equals(FORMAT)) {
                throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
            }
        }
    }

    /** The state before the first step. */
    static Checkpoint initial(Run run) {
        Weights weights = InitialWeights.of(run.space, run.recipe.seed());
        SortedMap<String, Tensor> atRest = new TreeMap<>();
        weights.tensors().forEach((name, t) -> atRest.put(name, new Tensor(t.shape(), new float[t.values().length])));
        return new Checkpoint(0, 0, weights, new Weights(atRest));
    }

    static boolean in(Path folder) {
        return Files.exists(folder.resolve(HEAD));
    }

    /**
     * Reads the newest checkpoint; without one, the initial state.
     *
     * @throws InvalidFileException if it is damaged, or of another run; the message says what differs
     */
    static Checkpoint read(Path folder, Run run) {
        if (!in(folder)) {
            return initial(run);
        }
        Path file = folder.resolve(HEAD);
        Head head = JsonFile.read(file, Head.class);
        requireSame(file, "search space", head.run.space, run.space);
        requireSame(file, "recipe", head.run.recipe, run.recipe);
        requireSame(file, "training images", head.run.trainImagesSha256, run.trainImagesSha256);
        Path tensors = folder.resolve(head.file);
        Weights all = Weights.read(tensors);
        if (!Sha256.of(tensors).equals(head.sha256)) {
            throw new InvalidFileException(
                    tensors, "is not what " + HEAD + " names. Maybe start anew in another folder");
        }
        return new Checkpoint(head.step, head.seconds, below(all, WEIGHT), below(all, VELOCITY));
    }

    private static void requireSame(Path file, String what, Object old, Object wanted) {
        if (!old.equals(wanted)) {
            throw new InvalidFileException(
                    file,
                    "was made with another " + what + " (" + difference(JsonFile.text(old), JsonFile.text(wanted))
                            + "). Maybe choose another --out, or give what it was started with");
        }
    }

    /** The first line in which two JSON texts differ. */
    private static String difference(String old, String wanted) {
        List<String> before = old.lines().toList();
        List<String> now = wanted.lines().toList();
        return IntStream.range(0, Math.min(before.size(), now.size()))
                .filter(i -> !before.get(i).equals(now.get(i)))
                .mapToObj(i -> bare(before.get(i)) + " then, " + bare(now.get(i)) + " now")
                .findFirst()
                .orElse("one is longer than the other");
    }

    private static String bare(String line) {
        return line.strip().replaceFirst(",$", "");
    }

    private static Weights below(Weights all, String prefix) {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        all.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                tensors.put(name.substring(prefix.length()), tensor);
            }
        });
        return new Weights(tensors);
    }

    /** @throws UncheckedIOException if it cannot be written; the previous checkpoint is still there then */
    void write(Path folder, Run run) {
        SortedMap<String, Tensor> all = new TreeMap<>();
        weights.tensors().forEach((name, tensor) -> all.put(WEIGHT + name, tensor));
        velocities.tensors().forEach((name, tensor) -> all.put(VELOCITY + name, tensor));
        Path tensors = folder.resolve("checkpoint-" + step + ".safetensors");
        new Weights(all).write(tensors);
        Head head = new Head(Head.FORMAT, step, seconds, tensors.getFileName().toString(), Sha256.of(tensors), run);
        JsonFile.write(folder.resolve(HEAD), head);
        deleteOthers(folder, tensors);
    }

    private static void deleteOthers(Path folder, Path kept) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.matches("checkpoint-\\d+\\.safetensors") && !file.equals(kept)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
