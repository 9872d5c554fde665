package dev.specialize.onnx;

import java.util.List;

/** A parameter of a node, of one of the types that the operators here need. */
public sealed interface Attribute {
    <T> T accept(Visitor<T> visitor);

    /** What files tell apart. */
    interface Visitor<T> {
        T whole(long value);

        T wholes(List<Long> values);

        T real(float value);

        T word(String value);
    }

    record Whole(long value) implements Attribute {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.whole(value);
        }
    }

    record Wholes(List<Long> values) implements Attribute {
        public Wholes {
            values = List.copyOf(values);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.wholes(values);
        }
    }

    record Real(float value) implements Attribute {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.real(value);
        }
    }

    record Word(String value) implements Attribute {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.word(value);
        }
    }

    /** A type of numbers, which files hold as its number. */
    record Type(ElementType type) implements Attribute {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.whole(type.onnxNumber());
        }
    }
}
