package dev.specialize.checker;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which versions of the file format know which operator set: a file of an older version than the one that came with its
 * operator set may hold what its readers do not expect (ONNX specification, "ONNX Versioning", table of releases).
 */
final class FormatVersions {
    /** First operator sets of file versions. */
    private static final NavigableMap<Long, Long> IR_VERSION_BY_OPSET = new TreeMap<>(Map.of(
            7L, 3L,
            9L, 4L,
            10L, 5L,
            11L, 6L,
            12L, 7L,
            15L, 8L,
            19L, 9L,
            21L, 10L,
            23L, 11L));

    private static final long NEWEST_OPSET = 23;

    private FormatVersions() {}

    /** Whether files of this version may use the operator set. */
    static boolean fit(long irVersion, long opset) {
        return opset >= IR_VERSION_BY_OPSET.firstKey()
                && opset <= NEWEST_OPSET
                && irVersion >= IR_VERSION_BY_OPSET.floorEntry(opset).getValue()
                && irVersion <= IR_VERSION_BY_OPSET.lastEntry().getValue();
    }

    /**
     * The operator set of a model.
     *
     * @throws InvalidModelException if it has not exactly one, or one that its file version does not know
     */
    static long opset(ModelProto model) {
        List<OperatorSetIdProto> sets = model.getOpsetImportList();
        if (sets.size() != 1 || !sets.get(0).getDomain().isEmpty()) {
            throw new InvalidModelException("The model needs exactly the operator set of ONNX, got " + sets.size()
                    + (sets.isEmpty() ? "" : " with domain '" + sets.get(0).getDomain() + "'") + ".");
        }
        long opset = sets.get(0).getVersion();
        if (!fit(model.getIrVersion(), opset)) {
            throw new InvalidModelException(
                    "File version (IR) " + model.getIrVersion() + " does not go with operator set " + opset + ".");
        }
        return opset;
    }
}
