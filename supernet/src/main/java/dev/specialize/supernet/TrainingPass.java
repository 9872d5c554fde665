package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.ScriptModule;
import java.util.List;

/** A forward pass that gradients can go back through, once. */
public final class TrainingPass {
    private final ScriptModule script;
    private final NDManager owner;
    private final NDArray logits;
    private final List<DepthwiseTrace> traces;
    private final List<NDArray> weights;

    /** @param weights all that the pass may give gradients to */
    TrainingPass(
            ScriptModule script, NDManager owner, NDArray logits, List<DepthwiseTrace> traces, List<NDArray> weights) {
        this.script = script;
        this.owner = owner;
        this.logits = logits;
        this.traces = traces;
        this.weights = weights;
    }

    /** (N, classes) float32. */
    public NDArray logits() {
        return logits;
    }

    /**
     * Adds the gradients of a loss to those of the weights that it came from.
     *
     * @param loss a scalar computed from the logits
     */
    public void backpropagate(NDArray loss) {
        if (traces.isEmpty()) {
            Backward.from(loss);
            return;
        }
        // asked for by name: maps that keep their gradients would have them copied, in another layout
        List<NDArray> upstream = script.callAll(
                owner,
                "gradients",
                ScriptModule.tensor(loss),
                ScriptModule.tensors(traces.stream().map(DepthwiseTrace::output).toArray(NDArray[]::new)),
                ScriptModule.tensors(weights.toArray(NDArray[]::new)));
        for (int i = 0; i < upstream.size(); i++) {
            traces.get(i).backpropagate(upstream.get(i), script, owner);
        }
    }
}
