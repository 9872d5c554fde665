package dev.specialize.checker;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import shade.com.google.protobuf.InvalidProtocolBufferException;

/**
 * The rules that every exported model keeps, checked on its bytes: file version and operator set fit together, names are
 * unique, nodes stand in the order in which they can run, nothing is left unread, all activations are described or none, and their types
 * and shapes are those that inference finds (ONNX specification, "Open Neural Network Exchange Intermediate
 * Representation" and "Operator Schemas").
 */
public final class ModelChecker {
    private static final Map<Integer, Integer> BYTES = Map.of(
            DataType.FLOAT_VALUE, 4,
            DataType.FLOAT16_VALUE, 2,
            DataType.INT8_VALUE, 1,
            DataType.UINT8_VALUE, 1,
            DataType.INT32_VALUE, 4,
            DataType.INT64_VALUE, 8);

    private final GraphProto graph;
    private final long opset;
    private final Map<String, TensorType> defined = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, TensorType> described = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    /** What is the same for all images: constants, and what is computed from them alone, which need not be described. */
    private final Set<String> computed = new HashSet<>();

    private ModelChecker(GraphProto graph, long opset) {
        this.graph = graph;
        this.opset = opset;
    }

    /**
     * Checks the content of a model's file.
     *
     * @throws InvalidModelException at the first rule that it breaks
     */
    public static void check(byte[] model) {
        try {
            check(ModelProto.parseFrom(model));
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidModelException("The model is no ONNX file: " + e.getMessage(), e);
        }
    }

    static void check(ModelProto model) {
        long opset = FormatVersions.opset(model);
        ModelChecker checker = new ModelChecker(model.getGraph(), opset);
        checker.define();
        Set<String> names = new HashSet<>();
        for (NodeProto node : model.getGraph().getNodeList()) {
            require(
                    node.getName().isEmpty() || names.add(node.getName()),
                    "Two nodes are named '" + node.getName() + "'");
            checker.run(node);
        }
        checker.finish();
    }

    private void define() {
        graph.getInputList().forEach(input -> define(input.getName(), TensorType.of(input), "Input"));
        for (TensorProto constant : graph.getInitializerList()) {
            requireWhole(constant);
            define(constant.getName(), TensorType.of(constant), "Initialiser");
            constants.put(constant.getName(), constant);
            computed.add(constant.getName());
        }
        for (ValueInfoProto value : graph.getValueInfoList()) {
            TensorType before = described.put(value.getName(), TensorType.of(value));
            require(before == null, "Value '" + value.getName() + "' is described twice");
        }
        for (ValueInfoProto output : graph.getOutputList()) {
            TensorType before = described.put(output.getName(), TensorType.of(output));
            require(before == null, "Output '" + output.getName() + "' is described twice");
            read.add(output.getName());
        }
    }

    private void define(String name, TensorType type, String what) {
        require(!name.isEmpty(), what + " without a name");
        require(defined.put(name, type) == null, what + " '" + name + "' has the name of another");
    }

    private static void requireWhole(TensorProto constant) {
        Integer bytes = BYTES.get(constant.getDataType());
        String name = "Initialiser '" + constant.getName() + "'";
        require(bytes != null, name + " is of a type that is not known: " + TensorType.of(constant));
        long elements = TensorType.product(constant.getDimsList());
        long there = Stream.of(
                        constant.getRawData().size() / bytes,
                        constant.getInt64DataCount(),
                        constant.getInt32DataCount(),
                        constant.getFloatDataCount())
                .mapToLong(Integer::longValue)
                .sum();
        require(elements == there, name + " holds " + there + " values for " + TensorType.of(constant));
    }

    private void run(NodeProto proto) {
        for (String input : proto.getInputList()) {
            require(
                    defined.containsKey(input),
                    CheckedNode.text(proto) + " reads '" + input + "', which nothing before it defines");
            read.add(input);
        }
        List<TensorType> inputs =
                proto.getInputList().stream().map(defined::get).toList();
        CheckedNode node = new CheckedNode(proto, inputs, constants);
        TensorType type = CheckedOperator.output(node, opset);
        String output = proto.getOutput(0);
        boolean weight = computed.containsAll(proto.getInputList());
        if (weight) {
            computed.add(output);
        }
        TensorType said = described.get(output);
        node.require(
                said != null || weight || graph.getValueInfoCount() == 0,
                "writes '" + output + "', which nothing describes, though others are described");
        node.require(
                said == null || type.equals(said), "writes " + type + ", but '" + output + "' is described as " + said);
        define(output, type, "Output of node");
    }

    private void finish() {
        require(graph.getNodeCount() > 0, "The model has no nodes");
        for (String name : described.keySet()) {
            require(defined.containsKey(name), "Value '" + name + "' is described, but nothing writes it");
        }
        for (String name : constants.keySet()) {
            require(read.contains(name), "Initialiser '" + name + "' is never read");
        }
        for (String name : defined.keySet()) {
            require(read.contains(name), "Value '" + name + "' is never read");
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new InvalidModelException(problem + ".");
        }
    }
}
