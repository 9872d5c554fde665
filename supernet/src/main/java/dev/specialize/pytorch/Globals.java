package dev.specialize.pytorch;

import dev.specialize.pytorch.Value.Inert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Every module-level name that a pickle may use, and what stands for it here. There is no way from a name to a class. */
final class Globals {
    private static final Map<String, Value> KNOWN = known();

    private Globals() {}

    /** @throws CheckpointProblem if it is none of the names that a checkpoint of weights needs */
    static Value find(String module, String name) {
        String full = module + "." + name;
        Value known = KNOWN.get(full);
        if (known == null) {
            throw new CheckpointProblem("names " + CheckpointProblem.quoted(full)
                    + "; a checkpoint of weights needs no such thing, and nothing of it is run."
                    + " Maybe save model.state_dict() alone.");
        }
        return known;
    }

    private static Map<String, Value> known() {
        Map<String, Value> known = new HashMap<>();
        for (ElementType type : ElementType.values()) {
            for (String module : List.of("torch", "torch.cuda")) {
                String storage = module + "." + type.storageClass();
                known.put(storage, new ElementName(storage, type));
            }
            String dataType = "torch." + type.name().toLowerCase(Locale.ROOT);
            known.put(dataType, new ElementName(dataType, type));
        }
        // a storage of bare bytes; its tensors say what the bytes are
        known.put("torch.storage.UntypedStorage", new ElementName("torch.UntypedStorage", ElementType.UINT8));
        known.put("torch.UntypedStorage", new ElementName("torch.UntypedStorage", ElementType.UINT8));
        functions().forEach((name, standIn) -> known.put(name, new Callable(name, standIn)));
        return Map.copyOf(known);
    }

    private static Map<String, Function<List<Value>, Value>> functions() {
        Map<String, Function<List<Value>, Value>> functions = new HashMap<>();
        functions.put("torch._utils._rebuild_tensor", Globals::tensor);
        functions.put("torch._utils._rebuild_tensor_v2", Globals::tensor);
        functions.put("torch._utils._rebuild_tensor_v3", Globals::typedTensor);
        functions.put("torch._utils._rebuild_parameter", Globals::parameter);
        functions.put("torch._utils._rebuild_parameter_with_state", Globals::parameter);
        functions.put(
                "torch.Size",
                arguments -> new Sequence(new ArrayList<>(arguments.get(0).items())));
        functions.put("collections.OrderedDict", Mapping::of);
        for (String builtins : List.of("builtins.", "__builtin__.")) {
            functions.put(builtins + "dict", Mapping::of);
            functions.put(builtins + "set", arguments -> Inert.OTHER);
            functions.put(builtins + "frozenset", arguments -> Inert.OTHER);
            functions.put(builtins + "bytearray", arguments -> Inert.OTHER);
        }
        functions.put("collections.defaultdict", arguments -> new Mapping());
        // an accuracy beside the weights is often a number of NumPy's: a type, and the number's bytes
        for (String name : List.of("numpy.dtype", "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar")) {
            functions.put(name, arguments -> Inert.OTHER);
        }
        functions.put("_codecs.encode", arguments -> Inert.OTHER);
        functions.put("torch.device", arguments -> Inert.OTHER);
        return functions;
    }

    /** {@code (storage, offset, size, stride, ...)}. */
    private static Value tensor(List<Value> arguments) {
        StorageSlice storage = arguments.get(0).storage();
        return TensorView.of(storage, storage.root().type(), arguments.get(1), arguments.get(2), arguments.get(3));
    }

    /** {@code (storage, offset, size, stride, requires_grad, hooks, dtype, ...)}. */
    private static Value typedTensor(List<Value> arguments) {
        return TensorView.of(
                arguments.get(0).storage(),
                arguments.get(6).elementType(),
                arguments.get(1),
                arguments.get(2),
                arguments.get(3));
    }

    /** {@code (data, ...)}. */
    private static Value parameter(List<Value> arguments) {
        return arguments
                .get(0)
                .tensor()
                .orElseThrow(() -> new CheckpointProblem("is damaged: it has a parameter that is no tensor"));
    }
}
