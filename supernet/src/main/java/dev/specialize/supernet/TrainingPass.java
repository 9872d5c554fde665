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

    TrainingPass(ScriptModule script, NDManager owner, NDArray logits, List<DepthwiseTrace> traces) {
        this.script = script;
        this.owner = owner;
        this.logits = logits;
        this.traces = traces;
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
        Backward.from(loss);
        traces.forEach(trace -> trace.backpropagate(script, owner));
    }
}
