package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.specialize.images.ImageSet;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.Architecture;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Weights;
import java.util.Optional;

/** What a subnet makes of images, and the recalibration that it needs before. */
public final class SubnetEvaluation {
    private static final int MOST_IMAGES = 250;

    /** Of one batch, so that its widest map takes a few hundred megabytes however large the images are. */
    private static final int MOST_PIXELS = 1 << 21;

    private final TorchEngine engine;
    private final SearchSpace space;
    private final Weights supernet;
    private final Preprocessing preprocessing;
    private final Optional<ImageSet> calibration;

    /** Without images to recalibrate on. */
    public SubnetEvaluation(TorchEngine engine, SearchSpace space, Weights supernet, Preprocessing preprocessing) {
        this.engine = engine;
        this.space = space;
        this.supernet = supernet;
        this.preprocessing = preprocessing;
        calibration = Optional.empty();
    }

    /** @param calibration training images for {@link #recalibrated} */
    public SubnetEvaluation(
            TorchEngine engine,
            SearchSpace space,
            Weights supernet,
            Preprocessing preprocessing,
            ImageSet calibration) {
        this.engine = engine;
        this.space = space;
        this.supernet = supernet;
        this.preprocessing = preprocessing;
        this.calibration = Optional.of(calibration);
    }

    /** Recalibrated if there are calibration images, else with the statistics that the supernet has for its channels. */
    public Subnet subnet(Architecture architecture) {
        return calibration.isPresent() ? recalibrated(architecture) : Subnet.of(space, architecture, supernet);
    }

    /**
     * The subnet of an architecture with batch-normalisation statistics of its own: the means, over batches of the
     * calibration images, of the batches' means and variances (arXiv:1908.09791, section 3.3; arXiv:1904.00420, section
     * 3.4). Deterministic.
     *
     * @throws IllegalStateException if there are no calibration images
     */
    public Subnet recalibrated(Architecture architecture) {
        ImageSet images = calibration.orElseThrow(() -> new IllegalStateException("no calibration images"));
        Subnet subnet = Subnet.of(space, architecture, supernet);
        try (ElasticNetwork network = new ElasticNetwork(engine, subnet.weights())) {
            int batch = batch(architecture.resolution());
            int batches = (images.count() + batch - 1) / batch;
            for (int i = 0; i < batches; i++) {
                // equal batches, so that no image weighs more than another
                int begin = (int) ((long) images.count() * i / batches);
                int end = (int) ((long) images.count() * (i + 1) / batches);
                forward(network, subnet.network(), images, begin, end, Normalization.recalibrating(i + 1));
            }
            return new Subnet(subnet.network(), network.weights());
        }
    }

    /**
     * Logits of every image with the subnet's running statistics.
     *
     * @return (N, classes), row-major
     */
    public float[] logits(Subnet subnet, ImageSource images) {
        int classes = subnet.network().output().channels();
        float[] all = new float[images.count() * classes];
        try (ElasticNetwork network = new ElasticNetwork(engine, subnet.weights())) {
            int batch = batch(subnet.network().input().size());
            for (int begin = 0; begin < images.count(); begin += batch) {
                int end = Math.min(images.count(), begin + batch);
                float[] some = forward(network, subnet.network(), images, begin, end, Normalization.RUNNING);
                System.arraycopy(some, 0, all, begin * classes, some.length);
            }
        }
        return all;
    }

    private static int batch(int resolution) {
        return Math.max(1, Math.min(MOST_IMAGES, MOST_PIXELS / (resolution * resolution)));
    }

    /** Share of the images whose largest logit is that of their label. */
    public double accuracy(Subnet subnet, ImageSource images) {
        return accuracy(
                logits(subnet, images),
                images.labels(),
                subnet.network().output().channels());
    }

    /**
     * Share of images whose largest logit is that of their label.
     *
     * @param logits (N, classes), row-major
     * @param labels (N)
     */
    public static double accuracy(float[] logits, int[] labels, int classes) {
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = logits[i * classes + c] > logits[i * classes + best] ? c : best;
            }
            right += best == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    private float[] forward(
            ElasticNetwork elastic,
            Network network,
            ImageSource images,
            int begin,
            int end,
            Normalization normalization) {
        int size = network.input().size();
        float[] pixels = preprocessing.nhwc(images, begin, end - begin, size);
        engine.stopRecording();
        try (NDManager pass = engine.memory().newSubManager()) {
            NDArray batch = TorchEngine.images(pass, pixels, end - begin, size, images.channels());
            return elastic.forward(network, batch, pass, normalization).toFloatArray();
        }
    }
}
