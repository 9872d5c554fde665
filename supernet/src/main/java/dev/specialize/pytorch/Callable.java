package dev.specialize.pytorch;

import java.util.List;
import java.util.function.Function;

/** A function or class that a pickle names, calls, and gets only this reader's own stand-in of. */
record Callable(String name, Function<List<Value>, Value> standIn) implements Value {
    @Override
    public String kind() {
        return name;
    }

    @Override
    public Value call(List<Value> arguments) {
        try {
            return standIn.apply(arguments);
        } catch (IndexOutOfBoundsException e) {
            throw new CheckpointProblem("is damaged: it calls " + name + " with " + arguments.size() + " arguments", e);
        }
    }
}
