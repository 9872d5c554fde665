package dev.specialize.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.List;

/** A parameter of a node, of one of the types that the operators here need. */
sealed interface Attribute {
    AttributeProto toProto(String name);

    record Whole(long value) implements Attribute {
        @Override
        public AttributeProto toProto(String name) {
            return AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeType.INT)
                    .setI(value)
                    .build();
        }
    }

    record Wholes(List<Long> values) implements Attribute {
        public Wholes {
            values = List.copyOf(values);
        }

        @Override
        public AttributeProto toProto(String name) {
            return AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeType.INTS)
                    .addAllInts(values)
                    .build();
        }
    }

    record Real(float value) implements Attribute {
        @Override
        public AttributeProto toProto(String name) {
            return AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeType.FLOAT)
                    .setF(value)
                    .build();
        }
    }
}
