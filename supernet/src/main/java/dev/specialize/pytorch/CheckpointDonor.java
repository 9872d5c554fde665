package dev.specialize.pytorch;

import dev.specialize.files.InvalidFileException;
import dev.specialize.weights.Donor;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * PyTorch checkpoints that training can start from: supernets of the Once-for-All code (arXiv:1908.09791), and torchvision's
 * {@code mobilenet_v2} (arXiv:1801.04381) and {@code mobilenet_v3_large} (arXiv:1905.02244) of any width.
 */
public final class CheckpointDonor {
    /** Squeeze-and-excitation of the first block. */
    private static final String SMALL = "features.1.block.1.fc1.weight";

    private static final int MOST_EXAMPLES = 3;

    private CheckpointDonor() {}

    /**
     * Reads a checkpoint as {@link StateDict#read} does; its names say what it is of.
     *
     * @throws InvalidFileException if the file is no checkpoint, or of no network that is known; the message names what is
     *     foreign
     */
    public static Donor read(Path file) {
        StateDict checkpoint = StateDict.read(file);
        try {
            return of(checkpoint);
        } catch (CheckpointProblem e) {
            throw new InvalidFileException(file, e.getMessage(), e);
        }
    }

    /** @throws CheckpointProblem if it is of no network that is known */
    static Donor of(StateDict checkpoint) {
        Set<String> names = checkpoint.tensors().keySet().stream()
                .map(MobileNetReading::plain)
                .collect(Collectors.toSet());
        if (names.contains(SMALL)) {
            throw new CheckpointProblem("is of a MobileNetV3-Small: its first block has squeeze-and-excitation ('"
                    + SMALL + "'), which that of no space here has. Maybe start from a MobileNetV3-Large");
        }
        return Stream.of(MobileNet.v2(), MobileNet.v3Large())
                .filter(net -> names.contains(net.names().sign()))
                .findFirst()
                .map(net -> plain(net, checkpoint))
                .orElseGet(() -> supernet(checkpoint));
    }

    private static Donor plain(MobileNet net, StateDict checkpoint) {
        List<String> losses = net.names() == MobileNetNames.V3
                ? List.of("head.feature: has no bias, so that of classifier.0 is left out")
                : List.of();
        return Donor.of(net.name() + " of torchvision", MobileNetReading.of(net, checkpoint), losses);
    }

    private static Donor supernet(StateDict checkpoint) {
        if (!SpaceProof.knows(ReferenceTensors.of(checkpoint))) {
            throw new CheckpointProblem("is neither a supernet of mbv3, proxyless or resnet50 nor a MobileNetV2 or"
                    + " MobileNetV3-Large of torchvision: its tensors are called '"
                    + checkpoint.tensors().keySet().stream()
                            .limit(MOST_EXAMPLES)
                            .map(CheckpointProblem::quoted)
                            .collect(Collectors.joining("', '"))
                    + "'");
        }
        ReferenceSupernet supernet = ReferenceSupernet.of(checkpoint);
        return Donor.of(supernet.space(), supernet.weights());
    }
}
