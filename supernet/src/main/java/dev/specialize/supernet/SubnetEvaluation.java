package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.Architecture;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Weights;

/** What a subnet makes of images, and the recalibration that it needs before. */
public final class SubnetEvaluation {
    private static final int BATCH = 250;

    private final TorchEngine engine;
    private final SearchSpace space;
    private final Weights supernet;
    private final Preprocessing preprocessing;
    private final ImageSet calibration;

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
        this.calibration = calibration;
    }

    /**
     * The subnet of an architecture with batch-normalisation statistics of its own: the means, over batches of the
     * calibration images, of the batches' means and variances (arXiv:1908.09791, section 3.3; arXiv:1904.00420, section
     * 3.4). Deterministic.
     */
    public Subnet recalibrated(Architecture architecture) {
        Subnet subnet = Subnet.of(space, architecture, supernet);
        try (ElasticNetwork network = new ElasticNetwork(engine, subnet.weights())) {
            int batches = (calibration.count() + BATCH - 1) / BATCH;
            for (int i = 0; i < batches; i++) {
                // equal batches, so that no image weighs more than another
                int begin = (int) ((long) calibration.count() * i / batches);
                int end = (int) ((long) calibration.count() * (i + 1) / batches);
                forward(network, subnet.network(), calibration, begin, end, Normalization.recalibrating(i + 1));
            }
            return new Subnet(subnet.network(), network.weights());
        }
    }

    /**
     * Logits of every image with the subnet's running statistics.
     *
     * @return (N, classes), row-major
     */
    public float[] logits(Subnet subnet, ImageSet images) {
        int classes = subnet.network().output().channels();
        float[] all = new float[images.count() * classes];
        try (ElasticNetwork network = new ElasticNetwork(engine, subnet.weights())) {
            for (int begin = 0; begin < images.count(); begin += BATCH) {
                int end = Math.min(images.count(), begin + BATCH);
                float[] some = forward(network, subnet.network(), images, begin, end, Normalization.RUNNING);
                System.arraycopy(some, 0, all, begin * classes, some.length);
            }
        }
        return all;
    }

    /** Share of the images whose largest logit is that of their label. */
    public double accuracy(Subnet subnet, ImageSet images) {
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
            ElasticNetwork elastic, Network network, ImageSet images, int begin, int end, Normalization normalization) {
        int size = network.input().size();
        float[] pixels = preprocessing.nhwc(images, begin, end - begin, size);
        engine.stopRecording();
        try (NDManager pass = engine.memory().newSubManager()) {
            NDArray batch = TorchEngine.images(pass, pixels, end - begin, size, images.channels());
            return elastic.forward(network, batch, pass, normalization).toFloatArray();
        }
    }
}
