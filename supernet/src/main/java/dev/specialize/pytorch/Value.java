package dev.specialize.pytorch;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a pickle can hold here. A value is asked for what the reader needs it to be, and says no by default. None
 * compares or prints what it contains, so that one which contains itself does no harm.
 */
sealed interface Value
        permits Value.Text,
                Value.Whole,
                Value.Inert,
                Callable,
                ElementName,
                Mapping,
                Sequence,
                StorageSlice,
                TensorView {
    /** What it is, in a message: "a string". */
    String kind();

    default String text() {
        throw unexpected("a string");
    }

    default BigInteger whole() {
        throw unexpected("a whole number");
    }

    /** @throws CheckpointProblem if this is no whole number, or one beyond 64 bits */
    default long size() {
        try {
            return whole().longValueExact();
        } catch (ArithmeticException e) {
            throw new CheckpointProblem("is damaged: it tells of a size beyond 64 bits", e);
        }
    }

    /** The items of a tuple or a list. */
    default List<Value> items() {
        throw unexpected("a sequence");
    }

    default void append(Value item) {
        throw unexpected("a list");
    }

    default void put(Value key, Value value) {
        throw unexpected("a dictionary");
    }

    /** Takes further attributes, which no weight depends on. */
    default void build() {
        throw unexpected("an object with attributes");
    }

    default Value call(List<Value> arguments) {
        throw unexpected("a function");
    }

    default ElementType elementType() {
        throw unexpected("a type of elements");
    }

    default StorageSlice storage() {
        throw unexpected("a storage");
    }

    default Optional<TensorView> tensor() {
        return Optional.empty();
    }

    default Optional<Mapping> mapping() {
        return Optional.empty();
    }

    /** How many values are copied when this is the argument of a call. */
    default int weight() {
        return 1;
    }

    private CheckpointProblem unexpected(String wanted) {
        return new CheckpointProblem("is damaged: its pickle has " + kind() + " where it needs " + wanted);
    }

    /** A string. */
    record Text(String text) implements Value {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** An integer of any width. */
    record Whole(BigInteger whole) implements Value {
        static Whole of(long value) {
            return new Whole(BigInteger.valueOf(value));
        }

        @Override
        public String kind() {
            return "a whole number";
        }
    }

    /** Values of which it matters at most that they are there. */
    enum Inert implements Value {
        NONE("None"),
        TRUE("True"),
        FALSE("False"),
        OTHER("a value that is no weight");

        private final String kind;

        Inert(String kind) {
            this.kind = kind;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public void build() {}
    }
}
