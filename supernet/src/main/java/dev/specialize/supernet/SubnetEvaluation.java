package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.images.ImageSet;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.Architecture;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** What a subnet makes of images, and the recalibration that it needs before. */
public final class SubnetEvaluation {
    private static final int MOST_IMAGES = 250;

    /** Of one batch, so that its widest map takes a few hundred megabytes however large the images are. */
    private static final int MOST_PIXELS = 1 << 21;

    /** Of subnets that are evaluated together, so that their weights take a few hundred megabytes. */
    private static final long MOST_PARAMETERS = 50_000_000;

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
            int batches = calibrationBatches(images, architecture.resolution());
            for (int i = 0; i < batches; i++) {
                forward(
                        network,
                        subnet.network(),
                        images,
                        calibrationBegin(images, i, batches),
                        calibrationBegin(images, i + 1, batches),
                        Normalization.recalibrating(i + 1));
            }
            return new Subnet(subnet.network(), network.weights());
        }
    }

    private static int calibrationBatches(ImageSet images, int resolution) {
        int batch = batch(resolution);
        return (images.count() + batch - 1) / batch;
    }

    /** Where a batch begins: they are equal, so that no image weighs more than another. */
    private static int calibrationBegin(ImageSet images, int batch, int batches) {
        return (int) ((long) images.count() * batch / batches);
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

    /**
     * What many subnets are right about, in one pass: what several of one resolution have in common, as those have that
     * stand beside each other in {@link #inSharingOrder}, is computed once. Each is recalibrated if there are calibration
     * images, and is right about the images that it is right about alone.
     *
     * @param stop asked after each batch
     * @return for each architecture whether each image's largest logit is that of its label; nothing if it was stopped
     */
    public Optional<List<boolean[]>> rightAnswers(
            List<Architecture> architectures, ImageSource images, BooleanSupplier stop) {
        boolean[][] right = new boolean[architectures.size()][images.count()];
        for (List<Integer> some : together(architectures)) {
            int resolution = architectures.get(some.get(0)).resolution();
            try (NetworkTree tree = NetworkTree.of(engine, subnets(architectures, some))) {
                Batches batches = new Batches(tree, resolution, stop);
                if (!batches.recalibrate()
                        || !batches.answer(images, (member, image) -> right[some.get(member)][image] = true)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(List.of(right));
    }

    private List<Subnet> subnets(List<Architecture> architectures, List<Integer> some) {
        return some.stream()
                .map(i -> Subnet.of(space, architectures.get(i), supernet))
                .toList();
    }

    /** Indices of architectures, those of one resolution together as far as memory goes. */
    private List<List<Integer>> together(List<Architecture> architectures) {
        Map<Integer, List<Integer>> open = new HashMap<>();
        Map<Integer, Long> parameters = new HashMap<>();
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < architectures.size(); i++) {
            Architecture architecture = architectures.get(i);
            int resolution = architecture.resolution();
            long own = space.lower(architecture).cost().parameters();
            if (parameters.merge(resolution, own, Long::sum) > MOST_PARAMETERS || !open.containsKey(resolution)) {
                open.put(resolution, new ArrayList<>());
                groups.add(open.get(resolution));
                parameters.put(resolution, own);
            }
            open.get(resolution).add(i);
        }
        return groups;
    }

    /** A hash of all that makes a subnet what it is: weights, preprocessing and calibration images. */
    public String sha256() {
        StringBuilder parts = new StringBuilder(JsonFile.line(preprocessing));
        supernet.tensors().forEach((name, tensor) -> {
            ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * Float.BYTES);
            bytes.asFloatBuffer().put(tensor.values());
            parts.append(name).append(tensor.shape()).append(Sha256.of(bytes.array()));
        });
        calibration.ifPresent(images -> parts.append(Sha256.of(images.pixels())));
        return Sha256.of(parts.toString());
    }

    /** The order in which neighbours have most layers in common. */
    public static Comparator<Architecture> inSharingOrder() {
        return Comparator.comparing(Architecture::toString);
    }

    /** Learns of each right answer. */
    private interface RightAnswer {
        void given(int subnet, int image);
    }

    /** Batches of one resolution through a tree. */
    private final class Batches {
        private final NetworkTree tree;
        private final int resolution;
        private final BooleanSupplier stop;

        Batches(NetworkTree tree, int resolution, BooleanSupplier stop) {
            this.tree = tree;
            this.resolution = resolution;
            this.stop = stop;
        }

        /** @return false if it was stopped */
        boolean recalibrate() {
            if (calibration.isEmpty()) {
                return true;
            }
            ImageSet images = calibration.get();
            int batches = calibrationBatches(images, resolution);
            for (int i = 0; i < batches; i++) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                run(
                        images,
                        calibrationBegin(images, i, batches),
                        calibrationBegin(images, i + 1, batches),
                        Normalization.recalibrating(i + 1),
                        (subnet, logits) -> {});
            }
            return true;
        }

        /** @return false if it was stopped */
        boolean answer(ImageSource images, RightAnswer right) {
            int batch = batch(resolution);
            for (int begin = 0; begin < images.count(); begin += batch) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                int first = begin;
                run(
                        images,
                        begin,
                        Math.min(images.count(), begin + batch),
                        Normalization.RUNNING,
                        (subnet, logits) -> tell(subnet, logits.toFloatArray(), images.labels(), first, right));
            }
            return true;
        }

        private void tell(int subnet, float[] logits, int[] labels, int begin, RightAnswer right) {
            int classes = space.classes();
            for (int i = 0; i < logits.length / classes; i++) {
                if (largest(logits, i, classes) == labels[begin + i]) {
                    right.given(subnet, begin + i);
                }
            }
        }

        private void run(ImageSource images, int begin, int end, Normalization normalization, NetworkTree.Leaf leaf) {
            withBatch(images, begin, end, resolution, (batch, pass) -> tree.run(batch, pass, normalization, leaf));
        }
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
            right += largest(logits, i, classes) == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    /** The class of an image's largest logit, the first of equal ones. */
    private static int largest(float[] logits, int image, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = logits[image * classes + c] > logits[image * classes + best] ? c : best;
        }
        return best;
    }

    private float[] forward(
            ElasticNetwork elastic,
            Network network,
            ImageSource images,
            int begin,
            int end,
            Normalization normalization) {
        int size = network.input().size();
        List<float[]> logits = new ArrayList<>();
        withBatch(
                images,
                begin,
                end,
                size,
                (batch, pass) -> logits.add(
                        elastic.forward(network, batch, pass, normalization).toFloatArray()));
        return logits.get(0);
    }

    private void withBatch(ImageSource images, int begin, int end, int resolution, BiConsumer<NDArray, NDManager> use) {
        float[] pixels = preprocessing.nhwc(images, begin, end - begin, resolution);
        engine.stopRecording();
        try (NDManager pass = engine.memory().newSubManager()) {
            use.accept(TorchEngine.images(pass, pixels, end - begin, resolution, images.channels()), pass);
        }
    }
}
