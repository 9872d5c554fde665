package dev.specialize.report;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.SourceFile;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.modelled.FittedNet;
import dev.specialize.modelled.ModelledDevice;
import dev.specialize.modelled.ModelledDevices;
import dev.specialize.report.TradeOff.Kind;
import dev.specialize.report.TradeOff.Range;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The published networks that a modelled device was fitted to, with the latency and the ImageNet accuracy that their names
 * tell, such as {@code pixel1_lat-20ms_top1-71.4_finetune-25}. They say something only beside models for ImageNet.
 */
final class PublishedResults {
    private static final Pattern TOP1 = Pattern.compile("(?:^|.*[_-])top1-([0-9]{1,2}(?:\\.[0-9]{1,3})?)(?:_.*|$)");

    private static final int IMAGENET_CLASSES = 1000;

    private PublishedResults() {}

    static List<TradeOff> of(DeviceProfile profile, SearchSpace space) {
        if (space.classes() != IMAGENET_CLASSES) {
            return List.of();
        }
        return ModelledDevices.find(profile.name()).stream()
                .filter(device -> isSource(device, profile))
                .flatMap(device -> device.fit().nets().stream())
                .flatMap(PublishedResults::result)
                .toList();
    }

    /** A measured profile of the same name says nothing of what was published. */
    private static boolean isSource(ModelledDevice device, DeviceProfile profile) {
        String hash = Sha256.of(JsonFile.text(device));
        return profile.sources().stream().map(SourceFile::sha256).anyMatch(hash::equals);
    }

    private static Stream<TradeOff> result(FittedNet net) {
        return accuracy(net.name())
                .map(share -> new TradeOff(
                        Kind.PUBLISHED,
                        net.name(),
                        new Range(
                                net.measuredNanos(),
                                net.measuredNanos() - net.roundingNanos(),
                                net.measuredNanos() + net.roundingNanos()),
                        Range.exact(share)))
                .stream();
    }

    private static Optional<Double> accuracy(String name) {
        Matcher matcher = TOP1.matcher(name);
        return matcher.matches() ? Optional.of(Double.parseDouble(matcher.group(1)) / 100) : Optional.empty();
    }
}
