package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ProfileName;
import dev.specialize.export.ModelPrecision;
import dev.specialize.files.InvalidFileException;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.ModelLabel;
import dev.specialize.specialization.Ranking;
import dev.specialize.specialization.SubnetSearch;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a search reads: a space, an accuracy predictor and a device's profile. */
final class SearchInputs {
    @Mixin
    private SpaceOption space;

    @Option(
            names = "--supernet",
            paramLabel = "DIR",
            description = "Folder of a supernet, or the name of a bundled one, whose space and predictor to search"
                    + " (default, without --space: " + Home.BUNDLED_SUPERNET + ").")
    private String supernet;

    @Option(
            names = "--predictor",
            paramLabel = "FILE",
            description = "Accuracy predictor, as import predictor or fit writes it (default: the supernet's).")
    private Path predictor;

    @Mixin
    private RankOption rank;

    @Mixin
    private PromiseOptions promise;

    @Option(names = "--device", paramLabel = "NAME", description = "Device whose profile bounds the latency.")
    private String device;

    @Option(names = "--profile", paramLabel = "FILE", description = "That profile, from a file.")
    private Path profile;

    SubnetSearch search(CommandSpec spec) {
        if (device == null && profile == null) {
            throw new ParameterException(spec.commandLine(), "say whose latency counts: give --device or --profile");
        }
        Optional<SearchSpace> chosen = space.findUnless(supernet, spec);
        if (chosen.isPresent() && predictor == null) {
            throw new ParameterException(spec.commandLine(), "--space needs a --predictor");
        }
        if (predictor != null && rank.ranking() == Ranking.ANGLE) {
            throw new ParameterException(spec.commandLine(), "--rank angle asks for no --predictor");
        }
        Home home = Home.here();
        Path folder =
                chosen.isPresent() ? Path.of("") : home.supernet(supernet == null ? Home.BUNDLED_SUPERNET : supernet);
        SearchSpace whole = chosen.orElseGet(() -> home.space(folder));
        PredictorModel model = predictor == null ? rank.read(folder, whole) : PredictorModel.read(predictor, whole);
        DeviceProfile found = profile(home, whole);
        ModelLabel label = chosen.isPresent() ? ModelLabel.PLAIN : ModelLabel.of(home.manifest(folder));
        return new SubnetSearch(whole, model, found, promise.promise(), label.in(ModelPrecision.of(found.precision())));
    }

    /** @throws InvalidFileException if a device was named and {@code file} is another's */
    void requireDevice(String found, Path file) {
        if (device != null && !device.equals(found)) {
            throw new InvalidFileException(
                    file, "is of '" + found + "', not of '" + device + "'. Maybe leave out --device");
        }
    }

    private DeviceProfile profile(Home home, SearchSpace whole) {
        if (profile == null) {
            return new KnownDevices(home, whole).find(device);
        }
        DeviceProfile read = DeviceProfile.read(profile);
        requireDevice(ProfileName.of(read).toString(), profile);
        return read;
    }
}
