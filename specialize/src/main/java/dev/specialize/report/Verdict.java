package dev.specialize.report;

import dev.specialize.specialization.SpecializationManifest;

/** Whether a model keeps its latency budget, and how that is known. */
enum Verdict {
    KEPT("keeps the budget", "kept"),
    MISSED("misses the budget", "missed"),
    PROMISED("should keep the budget; not measured", "promised");

    private final String text;
    private final String style;

    Verdict(String text, String style) {
        this.text = text;
        this.style = style;
    }

    static Verdict of(SpecializationManifest manifest) {
        double budget = (double) manifest.budgets().latencyNanos();
        return manifest.latency()
                .measured()
                .map(m -> m.boundNanos() <= budget ? KEPT : MISSED)
                .orElse(PROMISED);
    }

    /** The class of its element. */
    String style() {
        return style;
    }

    @Override
    public String toString() {
        return text;
    }
}
