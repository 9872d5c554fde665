package dev.specialize.pytorch;

import dev.specialize.pytorch.Value.Text;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A dictionary. What is not under a string (an optimiser's state is under numbers) no one looks up, so it is dropped. */
final class Mapping implements Value {
    /** Most dictionaries of a checkpoint hold next to nothing. */
    private Map<String, Value> values = Map.of();

    /** {@code dict(pairs)}: of at most one argument. */
    static Mapping of(List<Value> arguments) {
        Mapping mapping = new Mapping();
        if (!arguments.isEmpty()) {
            for (Value pair : arguments.get(0).items()) {
                if (pair.items().size() != 2) {
                    throw new CheckpointProblem("is damaged: its pickle has a dictionary of something else than pairs");
                }
                mapping.put(pair.items().get(0), pair.items().get(1));
            }
        }
        return mapping;
    }

    @Override
    public String kind() {
        return "a dictionary";
    }

    @Override
    public void put(Value key, Value value) {
        if (!(key instanceof Text name)) {
            return;
        }
        if (values.isEmpty()) {
            values = new TreeMap<>();
        }
        values.put(name.text(), value);
    }

    @Override
    public void build() {}

    @Override
    public Optional<Mapping> mapping() {
        return Optional.of(this);
    }

    /** In the order of their names. */
    Map<String, Value> values() {
        return Collections.unmodifiableMap(values);
    }

    Value get(String name) {
        Value value = values.get(name);
        if (value == null) {
            throw new CheckpointProblem("is damaged: it does not say its " + name);
        }
        return value;
    }

    /** Whether this could be a state dictionary: floating-point tensors under strings. */
    boolean holdsWeights() {
        return values.values().stream()
                .flatMap(value -> value.tensor().stream())
                .anyMatch(tensor -> tensor.type().floating());
    }
}
