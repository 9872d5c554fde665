package dev.specialize.pytorch;

import dev.specialize.files.InvalidFileException;
import dev.specialize.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The weights in a PyTorch checkpoint, by name.
 *
 * @param tensors those of floating-point numbers of any width, as float32, in the order of their names
 * @param integers names of the tensors of whole numbers and truth values, such as {@code bn.num_batches_tracked}: they
 *     are counters and no weights, so their values are not read
 */
public record StateDict(SortedMap<String, Tensor> tensors, SortedSet<String> integers) {
    private static final String USUAL_NAME = "state_dict";

    public StateDict {
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
        integers = Collections.unmodifiableSortedSet(new TreeSet<>(integers));
    }

    /**
     * Reads what {@code torch.save} wrote, as a zip archive or in the stream format before PyTorch 1.6: a state
     * dictionary, or a dictionary that holds one as {@code "state_dict"}, or one alone under another name. What else
     * lies beside it is not read. No code in the file is run, and no size in it believed before it is checked.
     *
     * @throws InvalidFileException if the file is missing, damaged, hostile, of another format, or holds no weights,
     *     several sets of them, or a weight that is not finite
     */
    public static StateDict read(Path file) {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            return of(checkpoint, Files.size(file));
        } catch (CheckpointProblem e) {
            throw new InvalidFileException(file, e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new InvalidFileException(file, "no such file", e);
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidFileException(file, "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static StateDict of(Checkpoint checkpoint, long fileBytes) throws IOException {
        Map<String, TensorView> weights = new TreeMap<>();
        SortedSet<String> integers = new TreeSet<>();
        weights(checkpoint.root())
                .values()
                .forEach((name, value) -> value.tensor().ifPresent(view -> {
                    if (view.type().floating()) {
                        weights.put(name, view);
                    } else {
                        integers.add(name);
                    }
                }));
        requireBacked(Set.copyOf(weights.values()), fileBytes);
        return new StateDict(read(checkpoint, weights), integers);
    }

    private static Mapping weights(Value root) {
        Mapping top = root.mapping()
                .orElseThrow(() -> new CheckpointProblem(
                        "holds " + root.kind() + ", no state dictionary. Maybe save model.state_dict()."));
        SortedMap<String, Mapping> inner = new TreeMap<>();
        IdentityHashMap<Mapping, Boolean> holding = new IdentityHashMap<>(); // names may share what they name
        top.values()
                .forEach((name, value) -> value.mapping()
                        .filter(m -> holding.computeIfAbsent(m, Mapping::holdsWeights))
                        .ifPresent(mapping -> inner.put(name, mapping)));
        if (inner.containsKey(USUAL_NAME)) {
            return inner.get(USUAL_NAME);
        }
        if (top.holdsWeights()) {
            return top;
        }
        if (inner.size() == 1) {
            return inner.get(inner.firstKey());
        }
        if (inner.isEmpty()) {
            throw new CheckpointProblem("holds no weights: no dictionary of names and floating-point tensors."
                    + " Maybe save model.state_dict().");
        }
        String names = inner.keySet().stream().map(CheckpointProblem::quoted).collect(Collectors.joining(", "));
        throw new CheckpointProblem(
                "holds several sets of weights: " + names + ". Maybe save the one that is meant alone.");
    }

    /**
     * Views may overlap or repeat one element a billion times, so a small file could ask for any amount of memory.
     * Weights of two bytes, each in one tensor, are the most that a file can honestly hold.
     */
    private static void requireBacked(Set<TensorView> views, long fileBytes) {
        long elements = views.stream().mapToLong(TensorView::elementCount).sum();
        if (elements > fileBytes / 2) {
            throw new CheckpointProblem(
                    "claims tensors of " + elements + " elements, more than its " + fileBytes + " bytes can hold");
        }
    }

    /** Storage after storage, so that only the bytes of one are in memory at a time. */
    private static SortedMap<String, Tensor> read(Checkpoint checkpoint, Map<String, TensorView> weights)
            throws IOException {
        Map<Storage, List<String>> namesByStorage = weights.keySet().stream()
                .collect(Collectors.groupingBy(
                        name -> weights.get(name).root(), LinkedHashMap::new, Collectors.toList()));
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (Map.Entry<Storage, List<String>> entry : namesByStorage.entrySet()) {
            ByteBuffer bytes = checkpoint.bytes(entry.getKey());
            // names of the same view, tied weights, share one array
            Map<TensorView, Tensor> read = new HashMap<>();
            for (String name : entry.getValue()) {
                tensors.put(name, read.computeIfAbsent(weights.get(name), view -> finite(name, view.read(bytes))));
            }
        }
        return tensors;
    }

    private static Tensor finite(String name, Tensor tensor) {
        for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
                throw new CheckpointProblem("tensor '" + CheckpointProblem.quoted(name) + "' holds " + value
                        + "; weights are finite numbers");
            }
        }
        return tensor;
    }
}
