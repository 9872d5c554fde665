package dev.specialize.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptModule;

/** The losses of the layer functions' archive. */
record LossScript(ScriptModule script) {
    /** Mean over images of the cross-entropy of softmax(logits) against target rows. */
    NDArray crossEntropy(NDArray logits, NDArray targets, NDManager owner) {
        return script.call(owner, "cross_entropy", ScriptModule.tensor(logits), ScriptModule.tensor(targets));
    }

    /** Cross-entropies against the teacher's softmax, which no gradient flows into, and against the targets, weighted. */
    NDArray taught(NDArray logits, NDArray teacher, NDArray targets, Teaching teaching, NDManager owner) {
        return script.call(
                owner,
                "taught",
                ScriptModule.tensor(logits),
                ScriptModule.tensor(teacher),
                ScriptModule.tensor(targets),
                IValue.from(teaching.distillation()),
                IValue.from(teaching.labels()));
    }
}
