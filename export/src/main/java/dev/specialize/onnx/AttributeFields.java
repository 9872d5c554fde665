package dev.specialize.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.List;
import shade.com.google.protobuf.ByteString;

/** An attribute as files have it. */
record AttributeFields(String name) implements Attribute.Visitor<AttributeProto> {
    @Override
    public AttributeProto whole(long value) {
        return named().setType(AttributeType.INT).setI(value).build();
    }

    @Override
    public AttributeProto wholes(List<Long> values) {
        return named().setType(AttributeType.INTS).addAllInts(values).build();
    }

    @Override
    public AttributeProto real(float value) {
        return named().setType(AttributeType.FLOAT).setF(value).build();
    }

    @Override
    public AttributeProto word(String value) {
        return named().setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private AttributeProto.Builder named() {
        return AttributeProto.newBuilder().setName(name);
    }
}
