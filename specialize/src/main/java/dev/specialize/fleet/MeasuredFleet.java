package dev.specialize.fleet;

import dev.specialize.devices.DeviceException;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ProfileMismatchException;
import dev.specialize.export.VerificationException;
import dev.specialize.latency.DeviceBusyException;
import dev.specialize.latency.UnstableMeasurementException;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.InfeasibleException;
import dev.specialize.specialization.BudgetMissedException;
import dev.specialize.specialization.LatencyPromise;
import dev.specialize.specialization.Limits;
import dev.specialize.specialization.ModelLabel;
import dev.specialize.specialization.Request;
import dev.specialize.specialization.RunKey;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.Specializer;
import dev.specialize.specialization.SupernetInputs;
import dev.specialize.specialization.TargetDevice;
import dev.specialize.supernet.Supernet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** The entries of a fleet whose devices can be reached: searched one by one, and measured, as for a device alone. */
final class MeasuredFleet {
    private final Fleet fleet;
    private final FleetFolder folder;
    private final Supernet supernet;
    private final PredictorModel predictor;
    private final LatencyPromise promise;
    private final FleetSettings settings;
    private final BooleanSupplier stop;
    private final Consumer<String> notes;
    private final SupernetInputs inputs;

    /** @param stop asked before each entry */
    MeasuredFleet(
            Fleet fleet,
            FleetFolder folder,
            Supernet supernet,
            PredictorModel predictor,
            LatencyPromise promise,
            FleetSettings settings,
            BooleanSupplier stop,
            Consumer<String> notes) {
        this.fleet = fleet;
        this.folder = folder;
        this.supernet = supernet;
        this.predictor = predictor;
        this.promise = promise;
        this.settings = settings;
        this.stop = stop;
        this.notes = notes;
        inputs = SupernetInputs.of(supernet);
    }

    /**
     * What becomes of the entries of reachable devices.
     *
     * @param reach opens a device, if it can be reached
     */
    List<Outcome> deliver(Function<DeviceProfile, TargetDevice> reach) {
        List<Outcome> outcomes = new ArrayList<>();
        for (String name : fleet.devices()) {
            DeviceProfile profile = fleet.profiles().get(name);
            try (TargetDevice device = reach.apply(profile)) {
                outcomes.addAll(device.runner().isPresent() ? onDevice(name, device) : measuredBefore(name, profile));
            } catch (DeviceException | ProfileMismatchException e) {
                outcomes.addAll(lost(name, profile, e.getMessage()));
            }
        }
        return outcomes;
    }

    /** What was measured and is still what is asked for is not given up for what is only predicted. */
    private List<Outcome> measuredBefore(String name, DeviceProfile profile) {
        return settings.models().isPresent()
                ? List.of()
                : fleet.of(name).stream()
                        .flatMap(entry -> upToDate(entry, profile).stream())
                        .toList();
    }

    /** No verdict was come to: models that are there stay. */
    private List<Outcome> lost(String name, DeviceProfile profile, String problem) {
        return fleet.of(name).stream()
                .map(entry -> upToDate(entry, profile).orElseGet(() -> failed(entry, problem)))
                .toList();
    }

    private static Outcome failed(FleetEntry entry, String problem) {
        return Outcome.unmeasured(entry, State.DEVICE_FAILED, problem);
    }

    private Optional<Outcome> upToDate(FleetEntry entry, DeviceProfile profile) {
        return Delivered.in(folder.of(entry))
                .filter(d -> d.isOf(manifest -> isWanted(manifest, entry, profile)))
                .map(d -> Outcome.measured(entry, State.UP_TO_DATE, d.manifest()));
    }

    private List<Outcome> onDevice(String name, TargetDevice device) {
        Specializer specializer = new Specializer(supernet, predictor, device, promise, notes);
        List<Outcome> outcomes = new ArrayList<>();
        for (FleetEntry entry : fleet.of(name)) {
            Optional<Outcome> there = upToDate(entry, device.profile());
            if (there.isPresent()) {
                outcomes.add(there.get());
            } else if (stop.getAsBoolean()) {
                outcomes.add(Outcome.unmeasured(entry, State.INTERRUPTED, "interrupted before its turn"));
            } else {
                outcomes.add(made(entry, specializer));
            }
        }
        return outcomes;
    }

    private Outcome made(FleetEntry entry, Specializer specializer) {
        notes.accept(entry.budget() + " on " + entry.device());
        try {
            Specialization result = specializer.specialize(request(entry));
            result.write(folder.of(entry));
            return Outcome.measured(entry, State.DELIVERED, result.manifest());
        } catch (InfeasibleException e) {
            return without(entry, State.NO_MODEL, e.getMessage());
        } catch (BudgetMissedException | VerificationException e) {
            return without(entry, State.VERIFICATION_FAILED, e.getMessage());
        } catch (DeviceException | DeviceBusyException | UnstableMeasurementException e) {
            return failed(entry, e.getMessage());
        }
    }

    private Outcome without(FleetEntry entry, State state, String problem) {
        folder.clear(entry);
        return Outcome.unmeasured(entry, state, problem);
    }

    private Request request(FleetEntry entry) {
        return new Request(Limits.NONE.withLatency(entry.budget()), settings.search())
                .withEvaluations(settings.evaluate());
    }

    private boolean isWanted(SpecializationManifest manifest, FleetEntry entry, DeviceProfile profile) {
        ModelLabel label = ModelLabel.of(supernet.manifest());
        return manifest.latency().measured().isPresent()
                && RunKey.of(request(entry), inputs, Map.of(label, profile), promise)
                        .contains(RunKey.of(manifest));
    }
}
