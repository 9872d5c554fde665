package dev.specialize.predictor;

import dev.specialize.space.Architecture;
import dev.specialize.space.ReferenceEncoding;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The published predictors once more, from the reference encoding on and in plain loops over doubles. */
final class PlainPerceptron {
    private PlainPerceptron() {}

    static double tutorial(SortedMap<String, Tensor> tensors, double[] features) {
        double[] x = features;
        int layers = tensors.size() / 2;
        for (int i = 0; i < layers; i++) {
            x = layer(
                    tensors.get(2 * i + ".weight"), tensors.get(2 * i + ".bias").values(), x, i < layers - 1);
        }
        return x[0];
    }

    static double library(SortedMap<String, Tensor> tensors, double[] features) {
        double[] x = features;
        int i = 0;
        for (; tensors.containsKey("layers." + i + ".0.weight"); i++) {
            String name = "layers." + i + ".0.";
            x = layer(tensors.get(name + "weight"), tensors.get(name + "bias").values(), x, true);
        }
        x = layer(tensors.get("layers." + i + ".weight"), new float[1], x, false);
        return x[0] + tensors.get("base_acc").values()[0];
    }

    private static double[] layer(Tensor weight, float[] bias, double[] x, boolean rectified) {
        double[] y = new double[bias.length];
        for (int o = 0; o < y.length; o++) {
            y[o] = bias[o];
            for (int i = 0; i < x.length; i++) {
                y[o] += (double) weight.values()[o * x.length + i] * x[i];
            }
            y[o] = rectified && y[o] < 0 ? 0 : y[o];
        }
        return y;
    }

    /** 20 places of kernels 3, 5, 7; 20 of expansions 3, 4, 6; then (r - 112) / 16 of 8. */
    static double[] tutorialFeatures(Architecture architecture, SearchSpace space) {
        ReferenceEncoding encoding = ReferenceEncoding.of(architecture, space);
        double[] features = new double[128];
        for (int i = 0; i < 20; i++) {
            if (i % 4 < encoding.d().get(i / 4)) {
                features[3 * i + List.of(3, 5, 7).indexOf(encoding.ks().get(i))] = 1;
                features[
                        60 + 3 * i + List.of(3.0, 4.0, 6.0).indexOf(encoding.e().get(i))] = 1;
            }
        }
        features[120 + (encoding.r() - 112) / 16] = 1;
        return features;
    }

    static double[] libraryFeatures(Architecture architecture, SearchSpace space, List<Integer> resolutions) {
        ReferenceEncoding encoding = ReferenceEncoding.of(architecture, space);
        List<Double> features = new ArrayList<>();
        resolutions.forEach(r -> features.add(r == encoding.r() ? 1.0 : 0.0));
        if (encoding.ks().isEmpty()) {
            residual(encoding, features);
        } else {
            mobile(encoding, features);
        }
        return features.stream().mapToDouble(f -> f).toArray();
    }

    private static void mobile(ReferenceEncoding encoding, List<Double> features) {
        int places = encoding.ks().size();
        for (int i = 0; i < places; i++) {
            boolean active = i % 4 < encoding.d().get(i / 4);
            int kernel = encoding.ks().get(i);
            List.of(3, 5, 7).forEach(k -> features.add(active && k == kernel ? 1.0 : 0.0));
        }
        for (int i = 0; i < places; i++) {
            boolean active = i % 4 < encoding.d().get(i / 4);
            double expand = encoding.e().get(i);
            List.of(3.0, 4.0, 6.0).forEach(e -> features.add(active && e == expand ? 1.0 : 0.0));
        }
    }

    private static void residual(ReferenceEncoding encoding, List<Double> features) {
        boolean kept = encoding.d().get(0) > 0;
        features.add(kept ? 0.0 : 1.0);
        features.add(kept ? 1.0 : 0.0);
        for (int w : encoding.w()) {
            List.of(0, 1, 2).forEach(i -> features.add(i == w ? 1.0 : 0.0));
        }
        int[] leastDepths = {2, 2, 4, 2};
        int place = 0;
        for (int s = 0; s < 4; s++) {
            for (int b = 0; b < leastDepths[s] + 2; b++) {
                boolean active = b < leastDepths[s] + encoding.d().get(s + 1);
                double expand = encoding.e().get(place++);
                List.of(0.2, 0.25, 0.35).forEach(e -> features.add(active && e == expand ? 1.0 : 0.0));
            }
        }
    }
}
