package dev.specialize.quantization;

import dev.specialize.onnx.Graph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides which layers stay in float32: quantises each alone, and keeps those that harm the logits most, one after the
 * other, until the error is within its limit or the file is not.
 */
final class LayerChoice {
    private final Graph graph;
    private final List<String> layers;
    private final QuantizationPlan plan;
    private final QuantizationSettings settings;
    private final LogitsError error;
    private final Predicate<Graph> fits;

    LayerChoice(
            Graph graph,
            List<String> layers,
            QuantizationPlan plan,
            QuantizationSettings settings,
            CalibrationImages images,
            Predicate<Graph> fits) {
        this.graph = graph;
        this.layers = layers;
        this.plan = plan;
        this.settings = settings;
        error = new LogitsError(graph, images);
        this.fits = fits;
    }

    /**
     * What came of it.
     *
     * @param error of its logits
     * @param kept layers that stay in float32
     */
    record Chosen(Graph graph, double error, List<KeptLayer> kept) {}

    Chosen choose() {
        List<KeptLayer> kept = new ArrayList<>(settings.kept().stream()
                .map(l -> new KeptLayer(l, Optional.empty()))
                .toList());
        Chosen chosen = with(kept);
        if (chosen.error() <= settings.largestError()) {
            return chosen;
        }
        for (KeptLayer next : sensitivities()) {
            kept.add(next);
            Graph larger = quantized(kept);
            if (!GraphBytes.fits(larger, graph, settings.largestShare()) || !fits.test(larger)) {
                return chosen;
            }
            chosen = new Chosen(larger, error.of(larger), List.copyOf(kept));
            if (chosen.error() <= settings.largestError()) {
                return chosen;
            }
        }
        return chosen;
    }

    /** The most harmful layer first. */
    private List<KeptLayer> sensitivities() {
        return layers.stream()
                .filter(layer -> !settings.kept().contains(layer))
                .map(layer -> new KeptLayer(layer, Optional.of(alone(layer))))
                .sorted(Comparator.comparing((KeptLayer kept) -> kept.error().orElseThrow())
                        .reversed())
                .toList();
    }

    private double alone(String layer) {
        Set<String> others = new HashSet<>(layers);
        others.remove(layer);
        return error.of(QdqPass.whole(graph, plan.keeping(others)));
    }

    private Chosen with(List<KeptLayer> kept) {
        Graph quantized = quantized(kept);
        return new Chosen(quantized, error.of(quantized), List.copyOf(kept));
    }

    private Graph quantized(List<KeptLayer> kept) {
        Set<String> names = new HashSet<>();
        kept.forEach(layer -> names.add(layer.layer()));
        return QdqPass.whole(graph, plan.keeping(names));
    }
}
