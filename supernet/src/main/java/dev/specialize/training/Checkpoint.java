package dev.specialize.training;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where a run stands: enough to go on bit for bit. It is a safetensors file of weights and velocities, and a small JSON
 * file that names it; the JSON file is replaced last, so that one of them is always whole.
 *
 * @param step steps done
 * @param seconds spent training so far, over all sessions
 * @param controls in force
 */
record Checkpoint(long step, double seconds, Controls controls, Weights weights, Weights velocities) {
    /** Of the files of tensors. */
    static final String ENDING = ".safetensors";

    private static final String HEAD = "checkpoint.json";
    private static final String WEIGHT = "weight/";
    private static final String VELOCITY = "velocity/";

    record Head(
            String format, long step, double seconds, Controls controls, String file, String sha256, RunIdentity run) {
        static final String FORMAT = "checkpoint/2";

        Head {
            if (!format.equals(FORMAT)) {
                throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
            }
        }
    }

    /** The state before the first step. */
    static Checkpoint initial(Weights weights) {
        return atRest(0, 0, Controls.NONE, weights);
    }

    /** The state after some steps, with a velocity of zero. */
    static Checkpoint atRest(long step, double seconds, Controls controls, Weights weights) {
        return new Checkpoint(step, seconds, controls, weights, atRest(weights));
    }

    Checkpoint withControls(Controls newControls) {
        return new Checkpoint(step, seconds, newControls, weights, velocities);
    }

    /** False if there is nothing to go on from. */
    boolean isFinite() {
        return weights.isFinite() && velocities.isFinite();
    }

    private static Weights atRest(Weights weights) {
        SortedMap<String, Tensor> atRest = new TreeMap<>();
        weights.tensors().forEach((name, t) -> atRest.put(name, new Tensor(t.shape(), new float[t.values().length])));
        return new Weights(atRest);
    }

    static boolean in(Path folder) {
        return Files.exists(folder.resolve(HEAD));
    }

    /**
     * Reads the newest checkpoint.
     *
     * @throws InvalidFileException if it is damaged, or of a run that may not be taken up; the message says what differs
     */
    static Checkpoint read(Path folder, RunIdentity run, Resumption resumption) {
        Head head = requireOf(folder, run, resumption);
        Path tensors = folder.resolve(head.file);
        Weights all = Weights.read(tensors);
        if (!Sha256.of(tensors).equals(head.sha256)) {
            throw new InvalidFileException(
                    tensors, "is not what " + HEAD + " names. Maybe start anew in another folder");
        }
        return new Checkpoint(head.step, head.seconds, head.controls, below(all, WEIGHT), below(all, VELOCITY));
    }

    /** @throws InvalidFileException if the newest is of a run that may not be taken up; the message says what differs */
    static Head requireOf(Path folder, RunIdentity run, Resumption resumption) {
        Path file = folder.resolve(HEAD);
        Head head = JsonFile.read(file, Head.class);
        head.run.requireContinuedBy(run, file, resumption);
        return head;
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

    /**
     * Writes it beside those that are there and deletes the oldest of them.
     *
     * @param kept how many to keep, this one included
     * @throws UncheckedIOException if it cannot be written; the previous checkpoint is still there then
     */
    void write(Path folder, RunIdentity run, int kept) {
        SortedMap<String, Tensor> all = new TreeMap<>();
        weights.tensors().forEach((name, tensor) -> all.put(WEIGHT + name, tensor));
        velocities.tensors().forEach((name, tensor) -> all.put(VELOCITY + name, tensor));
        Path tensors = folder.resolve(Saved.name(step));
        new Weights(all).write(tensors);
        String name = tensors.getFileName().toString();
        JsonFile.write(
                folder.resolve(HEAD), new Head(Head.FORMAT, step, seconds, controls, name, Sha256.of(tensors), run));
        deleteOldest(folder, kept);
    }

    /** A file of tensors in the folder. */
    private record Saved(Path file, long step) {
        private static final String PREFIX = "checkpoint-";

        static String name(long step) {
            return PREFIX + step + ENDING;
        }

        static boolean is(Path file) {
            return file.getFileName().toString().matches(PREFIX + "\\d+\\" + ENDING);
        }

        static Saved of(Path file) {
            String name = file.getFileName().toString();
            return new Saved(file, Long.parseLong(name.substring(PREFIX.length(), name.length() - ENDING.length())));
        }
    }

    private void deleteOldest(Path folder, int kept) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Saved> saved = files.filter(Saved::is).map(Saved::of).toList();
            List<Saved> newest = saved.stream()
                    .filter(s -> s.step <= step) // what lies ahead is from before a step back
                    .sorted(Comparator.comparingLong(Saved::step).reversed())
                    .limit(kept)
                    .toList();
            for (Saved one : saved) {
                if (!newest.contains(one)) {
                    Files.delete(one.file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
